import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";

/** kill -9 of Postgres in mixed writes, or its immediate stop, and its return; then its link cut. */
export const postgresKilled: Fault = {
  name: "Postgres killed and restarted in mixed writes",
  nodes: 1,
  async run(run) {
    const { world } = run;
    const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
    await run.places(2);
    for (const person of [ada!, ada!, bo!]) await run.writer(person);
    await run.screen(cy!);
    await run.screen(ada!);
    const over = new AbortController();
    const writing = run.mixedWrites(over.signal);
    for (const n of run.rounds({ quick: 1, whole: 10 })) {
      await sleep(500 + run.dice(1_000));
      await world.postgres.kill(n % 2 === 0 ? "SIGKILL" : "SIGQUIT");
      await sleep(run.quick ? 500 : 2_000);
      await world.postgres.start();
      world.aimAtPostgres();
      await sleep(2_000);
    }
    for (const link of world.databaseLinks) link.cutOpen();
    await sleep(1_000);
    for (const link of world.databaseLinks) link.cut();
    await sleep(1_000);
    for (const link of world.databaseLinks) link.mend();
    await sleep(1_000);
    over.abort();
    await writing;
  },
};

/** Two processes without Redis between them for a while: nobody reconnects, so heads alone tell of a lost last event. */
export const redisKilled: Fault = {
  name: "Redis killed and back under two processes",
  nodes: 2,
  async run(run) {
    const { world } = run;
    const [ada, bo, cy, dee] = await run.cast("Ada", "Bo", "Cy", "Dee");
    await run.thread();
    const quiet = await run.thread();
    const links = await Promise.all(world.nodes.map((node) => run.link(node)));
    const writer = await run.writer(ada!, links[0]);
    await run.writer(bo!, links[1]);
    await run.screen(cy!, { link: links[0] });
    const far = await run.screen(dee!, { link: links[1] });
    const over = new AbortController();
    const writing = run.mixedWrites(over.signal);
    await sleep(500);
    await world.redis!.stop();
    await sleep(run.quick ? 1_000 : 10_000);
    over.abort();
    await writing;
    // The last event of a thread, while Redis is away: no later one will show that it is missing.
    const begun = performance.now();
    await writer.send(quiet, { body: "the last word" });
    const answered = Math.round(performance.now() - begun);
    const found = await far.settle(run.threads, 20_000);
    run.expect(found !== null, "a lost last event was not found by heads");
    run.note(`without Redis a send took ${answered} ms; heads (every 5 s) told the other process ${found} ms later`);
    await world.redis!.start();
    await sleep(1_000);
    await writer.send(quiet);
  },
};

/** One of two processes is killed again and again under load; the other serves on. */
export const oneNodeKilled: Fault = {
  name: "one of two processes killed",
  nodes: 2,
  async run(run) {
    const { world, dice } = run;
    const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
    await run.places(1);
    for (const person of [ada!, ada!, bo!]) await run.writer(person);
    await run.screen(cy!);
    await run.screen(bo!);
    const over = new AbortController();
    const writing = run.mixedWrites(over.signal);
    for (const n of run.rounds({ quick: 2, whole: 20 })) {
      await sleep(300 + dice(700));
      const node = world.nodes[n % 2]!;
      await node.kill();
      await sleep(500);
      await node.start();
    }
    over.abort();
    await writing;
  },
};
