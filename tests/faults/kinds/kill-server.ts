import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";

/**
 * kill -9 of the server at random points in mixed writes; every other time at the very moment in which Postgres has
 * said "committed" and nobody else knows it yet.
 */
export const killServer: Fault = {
  name: "kill -9 of the server in mixed writes",
  nodes: 1,
  async run(run) {
    const { world, dice } = run;
    const [node, databaseLink] = [world.nodes[0]!, world.databaseLinks[0]!];
    const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
    await run.places(2);
    for (const person of [ada!, ada!, ada!, bo!, bo!, bo!]) await run.writer(person);
    await run.screen(cy!);
    await run.screen(bo!);
    const over = new AbortController();
    const writing = run.mixedWrites(over.signal);
    let kills = 0;
    let between = 0;
    const starts: number[] = [];
    for (const n of run.rounds({ quick: 6, whole: 100 })) {
      kills += 1;
      await sleep(100 + dice(900));
      if (n % 2 === 0) await node.kill();
      else {
        const committed = new Promise<number>((resolve) => {
          databaseLink.tap((direction, piece) => {
            if (direction !== "down" || !piece.includes("COMMIT\0")) return undefined;
            // Signalled at once, in this turn: the answer never leaves the proxy.
            node.signal("SIGKILL");
            resolve(1);
            return "cut";
          });
        });
        between += await Promise.race([committed, sleep(5_000, 0)]);
        await node.kill();
        databaseLink.tap(null);
      }
      starts.push(await node.start());
    }
    await sleep(500);
    over.abort();
    await writing;
    run.note(`${kills} kills, ${between} of them between commit and reply; back in ${Math.round(median(starts))} ms`);
  },
};

const median = (values: number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
