import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";
import type { Writer } from "../writer.ts";
import { exhaustConnections, holdMessages, holdThread } from "./disturbances.ts";
import { underLoad } from "./under-load.ts";

/** A thread that somebody holds stops nobody else (PERFORMANCE 1); then nothing can be written for a while. */
export const lockHeld: Fault = {
  name: "a lock held on a thread, and on all messages",
  nodes: 1,
  run: (run) =>
    underLoad(run, async ({ probe, calm }) => {
      for (const _ of run.rounds({ quick: 1, whole: 1 })) {
        const ms = run.quick ? 4_000 : 30_000;
        const before = run.acknowledged();
        const times = await probeDuring(probe, calm, holdThread(run, run.threads[0]!, ms));
        run.note(
          `while one thread was held for ${ms / 1_000} s: ${times.length} sends elsewhere, the slowest ${slowest(times)} ms; ${run.acknowledged() - before} of the others`,
        );
        run.expect(times.length > 3, `only ${times.length} sends in ${ms} ms while another thread was held`);
        await holdMessages(run, run.quick ? 3_000 : 30_000);
        await sleep(run.quick ? 0 : 5_000);
      }
    }),
};

/** Others take every connection Postgres has, for a while. */
export const connectionsExhausted: Fault = {
  name: "every connection of Postgres taken by others",
  nodes: 1,
  run: (run) =>
    underLoad(run, async () => {
      for (const _ of run.rounds({ quick: 1, whole: 4 })) {
        const before = run.acknowledged();
        const taken = await exhaustConnections(run, run.quick ? 3_000 : 15_000);
        run.expect(taken > 100, `only ${taken} connections were taken`);
        const without = run.acknowledged() - before;
        const back = performance.now();
        while (run.acknowledged() === before + without && performance.now() - back < 30_000) await sleep(20);
        run.note(
          `${taken} connections taken, ${without} sends acknowledged meanwhile, the next ${Math.round(performance.now() - back)} ms after`,
        );
        await sleep(run.quick ? 0 : 5_000);
      }
    }),
};

/** Each direction of each process's links to Postgres and Redis goes silent, and nobody is told. */
export const oneWay: Fault = {
  name: "links to Postgres and Redis silent one way",
  nodes: 2,
  onlyWhole: true,
  run: (run) =>
    underLoad(run, async ({ probe, calm }) => {
      const { databaseLinks, redisLinks } = run.world;
      for (const _ of run.rounds({ quick: 1, whole: 2 }))
        for (const direction of run.quick ? (["down"] as const) : (["down", "up"] as const)) {
          for (const link of redisLinks) link.silenceOpen(direction);
          await sleep(1_000);
          for (const link of databaseLinks) link.silenceOpen(direction);
          const begun = performance.now();
          await probe.send(calm);
          const ms = Math.round(performance.now() - begun);
          run.note(`silent "${direction}": the next send took ${ms} ms`);
          run.expect(ms < 40_000, `a send took ${ms} ms after the database's links went silent (${direction})`);
        }
    }),
};

async function probeDuring(probe: Writer, threadId: string, held: Promise<void>): Promise<number[]> {
  let over = false;
  void held.then(() => (over = true));
  await sleep(200);
  const times: number[] = [];
  while (!over) {
    const begun = performance.now();
    await probe.send(threadId);
    times.push(performance.now() - begun);
    await sleep(50);
  }
  await held;
  return times;
}

const slowest = (times: number[]): number => Math.round(Math.max(0, ...times));
