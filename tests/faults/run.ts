// `npm run test:faults`: every fault, judged by the checker. `-- --quick` is what CI runs; `--only <part of a name>`,
// `--seed <number>` and `--program <bundle>` narrow it. Ends with "N acknowledged, 0 violations".
import { parseArgs } from "node:util";
import { FAULTS } from "./kinds/all.ts";
import { runFaults } from "./run-faults.ts";

const { values } = parseArgs({
  options: {
    quick: { type: "boolean", default: false },
    only: { type: "string", multiple: true, default: [] },
    seed: { type: "string" },
    program: { type: "string" },
  },
});
const seed = Number(values.seed ?? Date.now() % 1_000_000);
const chosen = FAULTS.filter(({ name, onlyWhole }) =>
  values.only.length === 0 ? !(values.quick && onlyWhole) : values.only.some((part) => name.includes(part)),
);
console.log(`seed ${seed}, ${chosen.length} faults${values.quick ? ", quick" : ""}`);

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

let acknowledged = 0;
let violations = 0;
for await (const report of runFaults(chosen, { seed, quick: values.quick, program: values.program })) {
  acknowledged += report.acknowledged;
  violations += report.violations.length;
  const verdict = report.violations.length === 0 ? "ok" : `${report.violations.length} VIOLATIONS`;
  console.log(`${report.name}: ${report.acknowledged} acknowledged, ${verdict} (${report.seconds} s)`);
  for (const note of report.notes) console.log(`    ${note}`);
  for (const { invariant, what } of report.violations.slice(0, 20)) console.log(`  ! ${invariant}: ${what}`);
}
console.log(`${acknowledged} acknowledged, ${violations} violations`);
process.exit(violations === 0 ? 0 : 1);
