import { Ratelimit } from "@upstash/ratelimit";
import { Redis as UpstashRedis } from "@upstash/redis";
import type { Redis } from "ioredis";
import type { Env } from "./env.ts";
import { AppError } from "./errors.ts";
import type { LimitResult } from "./limits/limit-result.ts";
import { memoryLimiter } from "./limits/memory-limiter.ts";
import { MemoryWindow } from "./limits/memory-window.ts";
import { limitsOverPlainRedis } from "./limits/plain-redis.ts";
import type { Logger } from "./log.ts";

export type { LimitResult } from "./limits/limit-result.ts";

/**
 * `closed`: refuse while the store of counts is away. `hot`: on the path of every message or request.
 * `local`: of one connection of this process, so counted in memory whatever the store.
 */
type Ceiling = { tokens: number; windowMs: number; whenAway: "open" | "closed"; hot?: true; local?: true };

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Every limit there is: attempts in a window, per address or per person as the name says. */
const CEILINGS = {
  /** Requests of one address, before anything else is done for it. */
  address: { tokens: 1_500, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** Handshakes of one address. */
  connect: { tokens: 300, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** Frames of one socket, commands or not. */
  frame: { tokens: 400, windowMs: 10 * SECOND, whenAway: "open", hot: true, local: true },
  /** Messages of one person. */
  send: { tokens: 60, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** Everything else a person writes. */
  write: { tokens: 120, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** What a person reads over HTTP. */
  read: { tokens: 400, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** Searching: the dearest reads. */
  search: { tokens: 40, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** Catching up: large answers. */
  sync: { tokens: 60, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  typing: { tokens: 20, windowMs: 10 * SECOND, whenAway: "open", hot: true },
  /** Threads a person makes. */
  create: { tokens: 30, windowMs: MINUTE, whenAway: "open" },
  /** Messages a person reports. */
  report: { tokens: 20, windowMs: MINUTE, whenAway: "open" },
  upload: { tokens: 20, windowMs: MINUTE, whenAway: "closed" },
  /** First requests of people without a row, per address. */
  signUp: { tokens: 20, windowMs: 10 * MINUTE, whenAway: "closed" },
  /** Deliveries of one address; signatures cost CPU. */
  webhook: { tokens: 300, windowMs: 10 * SECOND, whenAway: "open" },
} as const satisfies Record<string, Ceiling>;

export type LimitName = keyof typeof CEILINGS;

export type Limits = {
  /** Which store counts: `memory`, `redis` or `upstash`. */
  readonly mode: "memory" | "redis" | "upstash";
  /**
   * Counts one attempt of `key` (an address or a person's id). In memory, hot limits answer at once and without a
   * promise: do not await what is not one.
   */
  take(name: LimitName, key: string): LimitResult | Promise<LimitResult>;
  /** As `take`. @throws AppError RATE_LIMITED with `retryAfterMs`; in memory a hot limit throws synchronously. */
  enforce(name: LimitName, key: string): LimitResult | Promise<LimitResult>;
};

type LimitOptions = {
  env: Pick<Env, "UPSTASH_REDIS_REST_URL" | "UPSTASH_REDIS_REST_TOKEN" | "LIMIT_SCALE">;
  log: Logger;
  /** A connection to an ordinary Redis, where there is one. */
  redis?: Redis | undefined;
};

/** Upstash where its variables are set, else the Redis given, else this process's memory. */
export function createLimits({ env, log, redis }: LimitOptions): Limits {
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env;
  const upstash = url && token ? new UpstashRedis({ url, token, enableTelemetry: false, retry: { retries: 1 } }) : null;
  const store = upstash ?? (redis ? limitsOverPlainRedis(redis) : null);
  const mode = upstash ? "upstash" : redis ? "redis" : "memory";
  const counters = new Map<LimitName, (key: string) => LimitResult | Promise<LimitResult>>();

  for (const name of Object.keys(CEILINGS) as LimitName[]) {
    const ceiling: Ceiling = CEILINGS[name];
    const scaled = { ...ceiling, tokens: Math.max(1, Math.floor(ceiling.tokens * env.LIMIT_SCALE)) };
    counters.set(
      name,
      store === null || ceiling.local ? countInMemory(name, scaled) : countInStore(name, scaled, store, log),
    );
  }

  const take: Limits["take"] = (name, key) => (counters.get(name) as (key: string) => LimitResult)(key);
  return {
    mode,
    take,
    enforce(name, key) {
      const result = take(name, key);
      return result instanceof Promise ? result.then(refuseOver) : refuseOver(result);
    },
  };
}

/** @throws AppError RATE_LIMITED where `result` says no. */
export function refuseOver(result: LimitResult): LimitResult {
  if (!result.ok) throw new AppError("RATE_LIMITED", "Too many at once: wait a little.", undefined, result.resetMs);
  return result;
}

/** The `RateLimit` and, where refused, `Retry-After` headers of an answer, in whole seconds. */
export function limitHeaders({ ok, limit, remaining, resetMs }: LimitResult): Record<string, string> {
  const seconds = Math.max(1, Math.ceil(resetMs / 1000));
  const headers = { RateLimit: `limit=${limit}, remaining=${remaining}, reset=${seconds}` };
  return ok ? headers : { ...headers, "Retry-After": String(seconds) };
}

type Store = ConstructorParameters<typeof Ratelimit>[0]["redis"];

function countInMemory(name: LimitName, { tokens, windowMs, hot }: Ceiling) {
  const window = new MemoryWindow({ tokens, windowMs });
  if (hot) return (key: string) => window.take(key);
  const prefix = prefixOf(name);
  const ratelimit = new Ratelimit({
    // Never asked: the limiter counts in memory, but the library wants a store.
    redis: {} as Store,
    limiter: memoryLimiter(window, (key) => key.slice(prefix.length + 1)),
    prefix,
    ephemeralCache: false,
    timeout: 0,
  });
  return async (key: string) => fromResponse(await ratelimit.limit(key));
}

/** A store that does not answer in this time is away. */
const STORE_TIMEOUT_MS = 1_000;

function countInStore(name: LimitName, { tokens, windowMs, whenAway }: Ceiling, store: Store, log: Logger) {
  const ratelimit = new Ratelimit({
    redis: store,
    limiter: Ratelimit.slidingWindow(tokens, `${windowMs} ms`),
    prefix: prefixOf(name),
    // Its cache of blocked keys is never swept.
    ephemeralCache: false,
    timeout: STORE_TIMEOUT_MS,
  });
  const away = (): LimitResult => ({
    ok: whenAway === "open",
    limit: tokens,
    remaining: whenAway === "open" ? 1 : 0,
    resetMs: 5 * SECOND,
  });
  const complain = atMostEvery(10 * SECOND, (reason: unknown) =>
    log.warn({ limit: name, reason: String(reason) }, `rate limits: the store is away, failing ${whenAway}`),
  );

  return async (key: string): Promise<LimitResult> => {
    try {
      const response = await ratelimit.limit(key);
      if (response.reason !== "timeout") return fromResponse(response);
      complain("no answer in time");
    } catch (error) {
      complain(error);
    }
    return away();
  };
}

function prefixOf(name: LimitName): string {
  return `confab:limit:${name}`;
}

function fromResponse({
  success,
  limit,
  remaining,
  reset,
}: {
  success: boolean;
  limit: number;
  remaining: number;
  reset: number;
}): LimitResult {
  return { ok: success, limit, remaining, resetMs: Math.max(0, reset - Date.now()) };
}

function atMostEvery(ms: number, say: (reason: unknown) => void): (reason: unknown) => void {
  let last = Number.NEGATIVE_INFINITY;
  return (reason) => {
    if (performance.now() - last < ms) return;
    last = performance.now();
    say(reason);
  };
}
