import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { connectRedis } from "../../server/boot/redis.ts";
import { createLimits, limitHeaders, type Limits, type LimitName } from "../../lib/limits.ts";
import { MemoryWindow } from "../../lib/limits/memory-window.ts";
import { createLog } from "../../lib/log.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";
import { until } from "../support/until.ts";

const lines: string[] = [];
const log = createLog({ level: "warn", pretty: false, write: (line) => lines.push(line) });

let redis: TestRedis;
let upstash: { url: string; server: Server; commands: string[] };
let client: Redis;

beforeAll(async () => {
  redis = await startTestRedis();
  client = connectRedis(redis.url, log);
  await until("redis is connected", () => client.status === "ready");
  upstash = await startUpstash(redis.url);
});
afterAll(async () => {
  client.disconnect();
  upstash.server.closeAllConnections();
  upstash.server.close();
  await redis.stop();
});

/** Upstash's REST protocol in front of an ordinary Redis: one command, or a pipeline, as JSON arrays. */
async function startUpstash(redisUrl: string) {
  const behind = new Redis(redisUrl);
  const commands: string[] = [];
  const run = async ([name = "", ...args]: string[]) => {
    commands.push(name.toLowerCase());
    // What Upstash understands and Redis does not: the flag line of its scripts.
    const plain = args.map((arg) => String(arg).replace(/^#!lua flags=allow-key-locking[^\n]*\n/, ""));
    try {
      return { result: await behind.call(name, ...plain) };
    } catch (error) {
      return { error: (error as Error).message };
    }
  };
  const server = createServer((request, response) => {
    void (async () => {
      if (request.headers.authorization !== "Bearer token-of-upstash") {
        response.writeHead(401).end("{}");
        return;
      }
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString());
      const answer = request.url === "/pipeline" ? await Promise.all(body.map(run)) : await run(body);
      response
        .writeHead("error" in answer ? 400 : 200, { "content-type": "application/json" })
        .end(JSON.stringify(answer));
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.on("close", () => behind.disconnect());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, commands };
}

const scale = { LIMIT_SCALE: 0.05 };
const modes: [Limits["mode"], () => Limits][] = [
  ["memory", () => createLimits({ env: scale, log })],
  ["redis", () => createLimits({ env: scale, log, redis: client })],
  [
    "upstash",
    () =>
      createLimits({
        env: { ...scale, UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: "token-of-upstash" },
        log,
      }),
  ],
];

/** Attempts until one is refused; a window's border may fall between, so a few more than the ceiling are tried. */
async function untilRefused(limits: Limits, name: LimitName, key: string) {
  let allowed = 0;
  for (; allowed < 100; allowed++) {
    const result = await limits.take(name, key);
    if (!result.ok) return { allowed, result };
  }
  throw new Error(`${name} never refuses.`);
}

describe.each(modes)("in %s", (mode, open) => {
  it("counts each key by itself up to the scaled ceiling", async () => {
    const limits = open();
    expect(limits.mode).toBe(mode);
    const first = await limits.take("send", `${mode}-one`);
    expect(first).toMatchObject({ ok: true, limit: 3, remaining: 2 });
    const { allowed, result } = await untilRefused(limits, "send", `${mode}-one`);
    expect(allowed).toBeGreaterThanOrEqual(2);
    expect(allowed).toBeLessThanOrEqual(5);
    expect(result).toMatchObject({ ok: false, limit: 3, remaining: 0 });
    expect(result.resetMs).toBeGreaterThan(0);
    expect(result.resetMs).toBeLessThanOrEqual(10_000);
    expect(await limits.take("send", `${mode}-two`)).toMatchObject({ ok: true });
    expect(await limits.take("write", `${mode}-one`)).toMatchObject({ ok: true });
  });

  it("throws RATE_LIMITED with retryAfterMs, and counts limits off the hot path alike", async () => {
    const limits = open();
    const attempt = async () => limits.enforce("upload", `${mode}-uploader`);
    await attempt();
    await expect(async () => {
      for (let n = 0; n < 5; n++) await attempt();
    }).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: expect.any(Number) });
  });
});

describe("memory", () => {
  it("answers hot limits without a promise", () => {
    const limits = createLimits({ env: scale, log });
    expect(limits.take("send", "sync")).not.toBeInstanceOf(Promise);
    expect(limits.take("upload", "async")).toBeInstanceOf(Promise);
  });

  it("slides as Upstash's window does, and forgets the oldest keys", () => {
    let now = 1_000_000;
    const window = new MemoryWindow({ tokens: 10, windowMs: 1_000, maxKeys: 3, now: () => now });
    for (let n = 0; n < 10; n++) expect(window.take("a").ok).toBe(true);
    expect(window.take("a")).toEqual({ ok: false, limit: 10, remaining: 0, resetMs: 1_000 });
    now += 1_500; // Half of the window before still counts: 5 of 10.
    for (let n = 0; n < 5; n++) expect(window.take("a").ok, String(n)).toBe(true);
    expect(window.take("a").ok).toBe(false);
    now += 5_000;
    expect(window.take("a")).toMatchObject({ ok: true, remaining: 9 });
    for (const key of ["b", "c", "d"]) window.take(key);
    expect(window.peek("a").remaining).toBe(10);
  });
});

describe("with the store away", () => {
  it("fails open or closed as each limit says, and says so in the log", async () => {
    const gone = connectRedis("redis://127.0.0.1:1", log);
    try {
      const limits = createLimits({ env: { LIMIT_SCALE: 1 }, log, redis: gone });
      expect(await limits.take("send", "somebody")).toMatchObject({ ok: true });
      expect(await limits.take("upload", "somebody")).toMatchObject({ ok: false, resetMs: expect.any(Number) });
      expect(await limits.take("signUp", "somebody")).toMatchObject({ ok: false });
      expect(lines.join("")).toContain("failing closed");
    } finally {
      gone.disconnect();
    }
  });

  it("Upstash with a wrong token counts as away", async () => {
    const env = { LIMIT_SCALE: 1, UPSTASH_REDIS_REST_URL: upstash.url, UPSTASH_REDIS_REST_TOKEN: "wrong" };
    const limits = createLimits({ env, log });
    expect(await limits.take("read", "somebody")).toMatchObject({ ok: true });
    expect(await limits.take("signUp", "somebody")).toMatchObject({ ok: false });
  });
});

it("says the limit in headers, and when to come back in whole seconds", () => {
  expect(limitHeaders({ ok: true, limit: 60, remaining: 12, resetMs: 2_400 })).toEqual({
    RateLimit: "limit=60, remaining=12, reset=3",
  });
  expect(limitHeaders({ ok: false, limit: 60, remaining: 0, resetMs: 400 })).toEqual({
    RateLimit: "limit=60, remaining=0, reset=1",
    "Retry-After": "1",
  });
});

it("plain Redis keeps the scripts by their real hash after the first use", async () => {
  const limits = createLimits({ env: scale, log, redis: client });
  await limits.take("read", "hash-1");
  const before = await commandCalls();
  await limits.take("read", "hash-2");
  const after = await commandCalls();
  expect(after.eval).toBe(before.eval);
  expect(after.evalsha).toBe(before.evalsha + 1);
});

async function commandCalls(): Promise<{ eval: number; evalsha: number }> {
  const stats = await client.info("commandstats");
  const calls = (name: string) => Number(new RegExp(`cmdstat_${name}:calls=(\\d+)`).exec(stats)?.[1] ?? 0);
  return { eval: calls("eval"), evalsha: calls("evalsha") };
}
