// S6: the write path alone, without sockets: facts, policy, numbering and commit against Postgres doing nothing else.
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import type { BenchContext } from "../bench-context.ts";
import { makeRooms } from "../cast.ts";
import { CpuMeter } from "../cpu.ts";
import type { Write } from "../floors/statement-floors.ts";
import { compare, type Side } from "../paired.ts";
import { cpuResult, quartiles, resultOf, type ScenarioResult } from "../result.ts";
import { end } from "../subject.ts";
import type { WriteDone, WriteOrder } from "../write-path-process.ts";

const IN_FLIGHT = 64;

export async function writePath(context: BenchContext): Promise<ScenarioResult[]> {
  const databaseUrl = await context.postgres.create();
  const rooms = await makeRooms(databaseUrl, { count: 1_000, size: 1 });
  const writes = rooms.map(({ threadId, members }) => ({ threadId, authorId: members[0]?.userId as string }));
  const [hotRoom] = await makeRooms(databaseUrl, { count: 1, size: IN_FLIGHT });
  const hot = (hotRoom?.members ?? []).map(({ userId }) => ({
    threadId: hotRoom?.threadId as string,
    authorId: userId,
  }));

  const child = fork(join(import.meta.dirname, "../write-path-process.ts"), [], {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, NODE_ENV: "production", DATABASE_URL: databaseUrl },
  });
  await new Promise((done) => child.once("message", done));
  const meter = new CpuMeter({ pids: [child.pid as number], postmaster: context.postgres.pid });
  try {
    const many = await threeWays(writes, { child, meter, quick: context.quick });
    const one = await threeWays(hot, { child, meter, quick: context.quick });
    return [
      ...linesOf(many, { cpu: "S6-cpu", rate: "S6-rate", where: "1,000 threads" }),
      ...linesOf(one, { cpu: "S6-hot-cpu", rate: "S6-hot-rate", where: "one hot thread" }),
    ];
  } finally {
    await end(child);
  }
}

async function threeWays(
  writes: Write[],
  { child, meter, quick }: { child: ChildProcess; meter: CpuMeter; quick: boolean },
) {
  const side = (way: WriteOrder["way"]): Side => ({
    async slice(ms) {
      const stop = meter.start();
      const answer = new Promise<WriteDone>((done) => child.once("message", done));
      child.send({ way, ms, inFlight: IN_FLIGHT, writes } satisfies WriteOrder);
      // The generator is part of what is measured, on both sides alike.
      return { ...(await answer), cpuUs: stop(), generator: 0 };
    },
  });
  const pairs = quick ? 12 : 20;
  const cpu = await compare(side("subject"), side("F4"), { pairs });
  const rate = await compare(side("subject"), side("F3"), { pairs, judge: "rate" });
  return { cpu, rate };
}

type Ways = Awaited<ReturnType<typeof threeWays>>;
type Names = { cpu: "S6-cpu" | "S6-hot-cpu"; rate: "S6-rate" | "S6-hot-rate"; where: string };

function linesOf({ cpu, rate }: Ways, names: Names): ScenarioResult[] {
  const metric = `write path, ${IN_FLIGHT} in flight, ${names.where}`;
  return [
    cpuResult(names.cpu, { metric: `${metric}: CPU a message`, floor: "F4" }, cpu),
    resultOf(names.rate, {
      metric: `${metric}: messages a second`,
      value: rate.subjectRate,
      unit: "/s",
      ratio: rate.rate.median,
      floor: "F3",
      spread: rate.rate.spread,
      noisy: rate.noisy,
      note: `F3 ${rate.floorRate.toFixed(0)}/s; quartiles ${quartiles(rate.rate)}; ${rate.pairs} pairs`,
    }),
  ];
}
