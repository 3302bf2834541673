// S15: a room whose members are spread over two processes, which tell each other over Redis, against one process.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startTestRedis } from "../../support/redis.ts";
import { type BenchContext, portOf } from "../bench-context.ts";
import { makeRooms, signIn } from "../cast.ts";
import { CpuMeter } from "../cpu.ts";
import { atMost } from "../effort.ts";
import { figureOf, quantile } from "../figures.ts";
import { compare } from "../paired.ts";
import { cpuResult, resultOf, type ScenarioResult } from "../result.ts";
import { RoomLoad } from "../room-load.ts";
import { startSubject } from "../subject.ts";

const MEMBERS = 100;
const IN_FLIGHT = 8;
/** Messages a second, to both alike: what a room costs, and how late it is. */
const RATE = 200;
const CALM_RATE = 50;
const ROUNDS = 8;

export const redisMissing = (): string | null =>
  spawnSync("redis-server", ["--version"]).status === 0 ? null : "redis-server is not installed";

export async function twoNodes(context: BenchContext): Promise<ScenarioResult[]> {
  const { databaseUrl } = context.subject;
  const redis = await startTestRedis();
  const dataDir = mkdtempSync(join(tmpdir(), "confab-bench-nodes-"));
  const origin = `http://localhost:${portOf("firstNode")}`;
  const start = (port: number) =>
    startSubject({
      databaseUrl,
      port,
      postmaster: context.postgres.pid,
      dataDir,
      env: { REDIS_URL: redis.url, APP_URL: origin },
    });
  // One after the other: they share the stand-in's keys, which the first makes.
  const first = await start(portOf("firstNode"));
  const second = await start(portOf("secondNode"));
  const nodes = [first, second];
  const meter = new CpuMeter({
    pids: [...nodes.map(({ pid }) => pid), redis.pid()],
    postmaster: context.postgres.pid,
  });
  const spread = signIn(await makeRooms(databaseUrl, { count: 1, size: MEMBERS }), first.keys, origin);
  const over = new RoomLoad({ rooms: spread, port: nodes.map(({ port }) => port), origin, meter });
  try {
    return await context.withRooms({ count: 1, size: MEMBERS }, async ({ subject: one }) => {
      await over.connect();
      // Two that have just started stand beside one that has served all scenarios before.
      for (const load of [over, one]) await load.warmUp();
      // The same messages at the same times. A flood in a closed loop asks something else: how many of them share a flush
      // and a packet, which are twice as many where two processes write.
      const cost = await compare(
        { slice: (ms) => over.pace(ms, RATE) },
        { slice: (ms) => one.pace(ms, RATE) },
        { pairs: 16, sliceMs: 500 },
      );
      const flood = await compare(
        { slice: (ms) => over.flood(ms, IN_FLIGHT) },
        { slice: (ms) => one.flood(ms, IN_FLIGHT) },
        { pairs: 8 },
      );
      const added = await addedTime(over, one);
      await context.check(over);
      return [
        cpuResult(
          "S15-cpu",
          {
            metric: `one room × ${MEMBERS} over two processes and Redis, ${RATE} a second: CPU a message`,
            floor: "one process",
          },
          cost,
        ),
        cpuResult(
          "S15-flood",
          { metric: `the same, ${IN_FLIGHT} in flight: CPU a message`, floor: "one process" },
          flood,
        ),
        added,
      ];
    });
  } finally {
    over.close();
    for (const node of nodes) await node.stop();
    await redis.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** How much later the last member has a message when half of them are elsewhere. */
async function addedTime(over: RoomLoad, one: RoomLoad): Promise<ScenarioResult> {
  const p50 = (values: readonly number[]) => quantile(values, 0.5);
  const pairs: { over: number; one: number }[] = [];
  for (let round = 0; round < atMost(ROUNDS); round++) {
    const spread = await over.pace(1_000, CALM_RATE);
    const alone = await one.pace(1_000, CALM_RATE);
    pairs.push({ over: p50(spread.latencies.lasts), one: p50(alone.latencies.lasts) });
  }
  const added = figureOf(pairs.map((pair) => pair.over - pair.one));
  return resultOf("S15-added", {
    metric: `the same, ${CALM_RATE} a second: last member's p50 more than with one process`,
    value: added.median,
    unit: "ms",
    ratio: null,
    floor: "one process",
    note: `${figureOf(pairs.map((pair) => pair.one)).median.toFixed(1)} ms with one; quartiles ${added.low.toFixed(1)}–${added.high.toFixed(1)} ms`,
  });
}
