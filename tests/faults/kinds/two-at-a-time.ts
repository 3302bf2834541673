import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";
import { DISTURBANCES } from "./disturbances.ts";
import { underLoad } from "./under-load.ts";

/** Two disturbances at once, drawn by the seed that the run prints. */
export const twoAtATime: Fault = {
  name: "two faults at a time",
  nodes: 2,
  onlyWhole: true,
  run: (run) =>
    underLoad(run, async (networks) => {
      for (const _ of run.rounds({ quick: 2, whole: 20 })) {
        const first = run.dice(DISTURBANCES.length);
        const second = (first + 1 + run.dice(DISTURBANCES.length - 1)) % DISTURBANCES.length;
        const pair = [DISTURBANCES[first]!, DISTURBANCES[second]!];
        run.note(pair.map(({ name }) => name).join(" + "));
        await Promise.all(pair.map(({ disturb }) => disturb(run, run.quick ? 2_000 : 6_000, networks)));
        await sleep(500);
      }
    }),
};
