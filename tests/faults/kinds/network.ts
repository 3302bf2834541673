import { setTimeout as sleep } from "node:timers/promises";
import type { Fault, FaultRun } from "../run-fault.ts";
import type { Link } from "../world.ts";

/** Writers and screens, each with a network of its own; mixed writes go on while `disturb` is at work. */
async function whileWriting(
  run: FaultRun,
  disturb: (networks: { writers: Link[]; screens: Link[] }) => Promise<void>,
): Promise<void> {
  const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
  await run.places(2);
  const links = await Promise.all([1, 2, 3, 4].map(() => run.link()));
  await run.writer(ada!, links[0]);
  await run.writer(bo!, links[1]);
  const screen = await run.screen(cy!, { link: links[2] });
  await run.screen(ada!, { link: links[3] });
  const over = new AbortController();
  const writing = run.mixedWrites(over.signal);
  const typing = typeInto(run, over.signal, () => screen.send(run.threads[0]!, `Cy ${run.history.length}`));
  await sleep(300);
  await disturb({ writers: links.slice(0, 2), screens: links.slice(2) });
  for (const link of links) link.mend();
  await sleep(300);
  over.abort();
  await Promise.all([writing, typing]);
}

async function typeInto(run: FaultRun, over: AbortSignal, send: () => Promise<unknown>): Promise<void> {
  while (!over.aborted) {
    await send();
    await sleep(50 + run.dice(200));
  }
}

/** A second, and long enough for pings to fail and heads to pass (at the run's time scale: about a minute of life). */
export const networkCut: Fault = {
  name: "network cut in mixed writes",
  nodes: 1,
  run: (run) =>
    whileWriting(run, async ({ writers, screens }) => {
      const lengths = run.quick ? [1_000, 12_000] : [1_000, 1_000, 12_000, 40_000];
      for (const n of run.rounds({ quick: lengths.length, whole: lengths.length })) {
        const ms = lengths[n % lengths.length]!;
        for (const link of screens) link.cut();
        await sleep(ms / 2);
        for (const link of writers) link.cut();
        await sleep(ms / 2);
        for (const link of [...screens, ...writers]) link.mend();
        await sleep(1_500);
      }
    }),
};

/** Nobody is told that the connection is dead: pings find out. One way, the other, and both. */
export const halfOpen: Fault = {
  name: "half-open connections",
  nodes: 1,
  run: (run) =>
    whileWriting(run, async ({ writers, screens }) => {
      for (const _ of run.rounds({ quick: 1, whole: 2 })) {
        screens[0]!.silenceOpen("down");
        screens[1]!.silenceOpen();
        writers[0]!.silenceOpen("up");
        await sleep(run.quick ? 4_000 : 15_000);
        writers[1]!.silenceOpen("down");
        await sleep(run.quick ? 4_000 : 15_000);
      }
    }),
};

/** A slow and bad line: every piece late and in slices, connections swallowed, cut at random. */
export const badLine: Fault = {
  name: "a slow line in slices, with cuts and black holes",
  nodes: 1,
  run: (run) =>
    whileWriting(run, async ({ writers, screens }) => {
      for (const [at, link] of [...writers, ...screens].entries()) {
        link.delay(20 + 30 * at);
        link.slice(at % 2 === 0 ? 7 : 300);
      }
      for (const n of run.rounds({ quick: 6, whole: 40 })) {
        const all = [...writers, ...screens];
        const link = all[run.dice(all.length)]!;
        await sleep(200 + run.dice(600));
        if (n % 3 === 2) link.swallow();
        link.cutOpen();
      }
    }),
};

/** The server commits and the network loses the answer: the same key is asked again and gives the first message. */
export const lostReplies: Fault = {
  name: "replies cut off after the commit",
  nodes: 1,
  async run(run) {
    const [ada, bo] = await run.cast("Ada", "Bo");
    const threadId = await run.thread();
    await run.screen(bo!);
    const link = await run.link();
    const writer = await run.writer(ada!, link);
    const rounds = run.quick ? 12 : 1_000;
    for (let n = 0; n < rounds; n += 1) {
      let asked = false;
      link.tap((direction) => {
        if (direction === "up") asked = true;
        else if (asked) {
          link.tap(null);
          return "cut";
        }
        return undefined;
      });
      await writer.send(threadId, n % 2 === 0 ? {} : { door: "rest" });
      link.tap(null);
    }
    const replayed = run.history.filter((line) => line.type === "sent" && line.replayed).length;
    run.note(`${replayed} of ${rounds} were answered as replays`);
    run.expect(replayed > rounds / 3, `only ${replayed} of ${rounds} answers were lost after the commit`);
  },
};
