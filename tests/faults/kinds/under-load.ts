import { setTimeout as sleep } from "node:timers/promises";
import type { FaultRun } from "../run-fault.ts";
import type { Link } from "../world.ts";
import type { Writer } from "../writer.ts";

/**
 * Three writers and two screens, each with a network of its own; mixed writes go on while `work` does what it does. The
 * probe writes only where it is told to.
 */
export async function underLoad(
  run: FaultRun,
  work: (around: { writers: Link[]; screens: Link[]; probe: Writer; calm: string }) => Promise<void>,
): Promise<void> {
  const [ada, bo, cy] = await run.cast("Ada", "Bo", "Cy");
  const calm = await run.thread();
  const probe = await run.writer(bo!);
  // The probe does not take part in the mixed writes, nor do they touch its thread.
  run.writers.splice(run.writers.indexOf(probe), 1);
  run.apart.push(...run.threads.splice(run.threads.indexOf(calm), 1));
  await run.places(2);
  const links = await Promise.all([1, 2, 3, 4, 5].map(() => run.link()));
  for (const [at, person] of [ada!, ada!, bo!].entries()) await run.writer(person, links[at]);
  await run.screen(cy!, { link: links[3] });
  await run.screen(bo!, { link: links[4] });
  const over = new AbortController();
  const writing = run.mixedWrites(over.signal);
  await sleep(300);
  await work({ writers: links.slice(0, 3), screens: links.slice(3), probe, calm });
  await sleep(500);
  over.abort();
  await writing;
  run.writers.push(probe);
}
