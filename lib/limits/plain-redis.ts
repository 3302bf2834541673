import { createHash } from "node:crypto";
import type { Ratelimit } from "@upstash/ratelimit";
import type { Redis } from "ioredis";

/** The client that @upstash/ratelimit expects. */
type LimitRedis = ConstructorParameters<typeof Ratelimit>[0]["redis"];

/** Upstash's own flag of a script: an ordinary Redis refuses the line. */
const FLAG_LINE = /^#!lua flags=allow-key-locking[^\n]*\n/;

/**
 * @upstash/ratelimit over an ordinary Redis. It names its scripts by the hash of their text *with* Upstash's flag
 * line, which must be taken out here; so the hash of what Redis really got is remembered beside the one asked for.
 */
export function limitsOverPlainRedis(redis: Redis): LimitRedis {
  const realHashes = new Map<string, string>();

  const shim = {
    async evalsha(asked: string, keys: string[], args: unknown[]) {
      const real = realHashes.get(asked);
      // The library answers this very message by sending the script itself.
      if (real === undefined) throw new Error("NOSCRIPT No matching script.");
      return redis.evalsha(real, keys.length, ...keys, ...args.map(String));
    },
    async eval(script: string, keys: string[], args: unknown[]) {
      const plain = script.replace(FLAG_LINE, "");
      realHashes.set(sha1(script), sha1(plain));
      return redis.eval(plain, keys.length, ...keys, ...args.map(String));
    },
    get: (key: string) => redis.get(key),
    set: (key: string, value: unknown) => redis.set(key, String(value)),
  };
  return shim as unknown as LimitRedis;
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}
