import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";
import { shiftClients } from "./disturbances.ts";
import { underLoad } from "./under-load.ts";

const OFF = { late10s: -10_000, early10s: 10_000, late10min: -600_000, early10min: 600_000 };

/** Clients whose clocks are wrong: neither order nor retries nor what is shown may hang on them (PROTOCOL L7). */
export const clientClocks: Fault = {
  name: "clocks of clients off by 10 s and 10 min",
  nodes: 1,
  run: (run) =>
    underLoad(run, async ({ screens }) => {
      for (const _ of run.rounds({ quick: 1, whole: 1 }))
        for (const ms of run.quick ? [OFF.early10min, OFF.late10s] : Object.values(OFF)) {
          const shifted = shiftClients(ms, run.quick ? 1_500 : 8_000);
          // They come again, and sync, by a clock that is wrong.
          for (const link of screens) link.cutOpen();
          await shifted;
        }
    }),
};

/** A server whose clock is not the database's; who issues sessions keeps the server's time. */
export const serverClocks: Fault = {
  name: "clock of the server off against the database's",
  nodes: 1,
  onlyWhole: true,
  run: (run) =>
    underLoad(run, async () => {
      const node = run.world.nodes[0]!;
      const NODE_OPTIONS = `--import ${pathToFileURL(join(import.meta.dirname, "../shift-clock.ts")).href}`;
      for (const _ of run.rounds({ quick: 1, whole: 1 }))
        for (const ms of run.quick ? [OFF.late10min] : Object.values(OFF)) {
          await node.kill();
          run.world.setSessionClock(ms);
          await node.start({ NODE_OPTIONS, CLOCK_SHIFT_MS: String(ms) });
          const before = run.acknowledged();
          const begun = performance.now();
          while (run.acknowledged() === before && performance.now() - begun < 30_000) await sleep(20);
          await sleep(run.quick ? 500 : 10_000);
          run.note(`server ${ms / 1_000} s off: ${run.acknowledged() - before} acknowledged`);
          run.expect(run.acknowledged() > before, `nothing could be sent with a server ${ms / 1_000} s off`);
        }
      await node.kill();
      run.world.setSessionClock(0);
      await node.start();
    }),
};
