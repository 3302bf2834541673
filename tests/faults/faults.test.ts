import { afterAll, expect, it } from "vitest";
import { FAULTS } from "./kinds/all.ts";
import { runFaults } from "./run-faults.ts";

// The quick run, as `npm run test:faults -- --quick` makes it: one world after the other, so the order is theirs.

const seed = Number(process.env.FAULTS_SEED ?? Date.now() % 1_000_000);
const ordered = [1, 2].flatMap((count) => FAULTS.filter(({ nodes }) => nodes === count));
const reports = runFaults(ordered, { seed, quick: true });

for (const { name } of ordered) {
  it(`acceptance: ${name} (seed ${seed})`, { timeout: 240_000 }, async () => {
    const { value: report } = await reports.next();
    expect(report).toMatchObject({ name, violations: [] });
  });
}

afterAll(() => reports.return(undefined), 60_000);
