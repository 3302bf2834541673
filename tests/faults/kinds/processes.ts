import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../run-fault.ts";

/** Each of two processes asked to end and started again under load; then one that stands still and goes on. */
export const rollingRestart: Fault = {
  name: "rolling restart, and a process that stands still",
  nodes: 2,
  async run(run) {
    const { world, quick } = run;
    const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
    await run.places(1);
    for (const person of [ada!, ada!, bo!]) await run.writer(person);
    await run.screen(cy!);
    await run.screen(bo!);
    const over = new AbortController();
    const writing = run.mixedWrites(over.signal);
    for (const n of run.rounds({ quick: 2, whole: 20 })) {
      await sleep(300);
      const node = world.nodes[n % 2]!;
      const code = await node.stop();
      run.expect(code === 0, `a process asked to end gave ${code}`);
      await node.start();
    }
    await sleep(300);
    world.nodes[0]!.signal("SIGSTOP");
    await sleep(quick ? 5_000 : 30_000);
    world.nodes[0]!.signal("SIGCONT");
    await sleep(500);
    over.abort();
    await writing;
  },
};
