import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
import { type Fault, type FaultReport, runFault } from "./run-fault.ts";
import { openWorld, type World } from "./world.ts";

/** So much faster than life are pings, heads and expiry: heads come every 5 s. */
export const TIME_SCALE = 5;

export type FaultsOptions = { seed: number; quick: boolean; program?: string | undefined; spoil?: string | undefined };

/** Runs faults one after another, those of one process first, in one world each. */
export async function* runFaults(
  faults: readonly Fault[],
  { seed, quick, ...how }: FaultsOptions,
): AsyncGenerator<FaultReport> {
  const postgres: OwnPostgres = await startOwnPostgres();
  try {
    for (const nodeCount of [1, 2] as const) {
      const own = faults.filter(({ nodes }) => nodes === nodeCount);
      if (own.length === 0) continue;
      const world: World = await openWorld({ postgres, nodeCount, timeScale: TIME_SCALE, ...how });
      try {
        for (const fault of own) yield await runFault(fault, { world, seed, quick });
      } finally {
        await world.close();
      }
    }
  } finally {
    await postgres.close();
  }
}
