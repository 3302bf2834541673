import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FAULTS } from "./kinds/all.ts";
import { type OwnPostgres, startOwnPostgres } from "./own-postgres.ts";
import { runFault } from "./run-fault.ts";
import { TIME_SCALE } from "./run-faults.ts";
import { openWorld, type World } from "./world.ts";

// The quick run of `npm run test:faults`, one test a fault. FAULTS_SEED repeats a run, FAULTS_PROGRAM takes another bundle.

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const program = process.env.FAULTS_PROGRAM;

describe.each([1, 2] as const)("with %i server processes", (nodeCount) => {
  let postgres: OwnPostgres;
  let world: World;

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    world = await openWorld({ postgres, nodeCount, timeScale: TIME_SCALE, program });
  }, 180_000);
  afterAll(async () => {
    await world?.close();
    await postgres?.close();
  });

  for (const fault of FAULTS.filter(({ nodes, onlyWhole }) => nodes === nodeCount && !onlyWhole))
    it(`acceptance: ${fault.name} (seed ${seed})`, { timeout: 240_000 }, async () => {
      const { violations, acknowledged } = await runFault(fault, { world, seed, quick: true });
      expect(violations).toEqual([]);
      expect(acknowledged).toBeGreaterThan(0);
    });
});
