import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Redis } from "ioredis";
import { until } from "./until.ts";

export type TestRedis = {
  url: string;
  port: number;
  /** Process id of the server that runs now. */
  pid(): number;
  /** Ends the server; `start` brings an empty one back on the same port. */
  stop(): Promise<void>;
  start(): Promise<void>;
};

/** A redis-server of Debian on a free port, without persistence. */
export async function startTestRedis(): Promise<TestRedis> {
  const port = await findFreePort();
  const dir = mkdtempSync(join(tmpdir(), "confab-redis-"));
  let child: ChildProcess | null = null;

  async function start(): Promise<void> {
    mkdirSync(dir, { recursive: true });
    const settings = ["--port", String(port), "--bind", "127.0.0.1", "--dir", dir, "--save", "", "--appendonly", "no"];
    const started = spawn("redis-server", settings, { stdio: "ignore" });
    let failure: Error | null = null;
    started.once(
      "error",
      (error) => (failure = new Error(`redis-server: ${error.message} (apt-get install redis-server)`)),
    );
    child = started;
    await until("redis answers", async () => {
      if (failure !== null) throw failure;
      return answers(port);
    });
  }

  async function stop(): Promise<void> {
    const running = child;
    child = null;
    if (running !== null && running.exitCode === null) {
      const ended = new Promise((done) => running.once("exit", done));
      running.kill("SIGTERM");
      await ended;
    }
  }

  await start();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    pid: () => child?.pid ?? 0,
    start,
    stop: async () => {
      await stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

async function answers(port: number): Promise<boolean> {
  const redis = new Redis({
    port,
    host: "127.0.0.1",
    lazyConnect: true,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  redis.on("error", () => {});
  try {
    await redis.connect();
    return (await redis.ping()) === "PONG";
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

/** A port nobody listens on at this moment. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
