// npm run bench [-- --quick] [-- --smoke] [-- --json] [-- --readme] [-- --only S1,S2] [-- --profile]. See README.md beside this file.
import { BenchContext } from "./bench-context.ts";
import { checkCorrectness } from "./correctness.ts";
import { effort } from "./effort.ts";
import { writeReadme } from "./readme.ts";
import { failures, machine, printReport, type Report } from "./report.ts";
import type { ScenarioResult } from "./result.ts";
import { type Scenario, SCENARIOS } from "./scenarios.ts";

const given = process.argv.slice(2);
const json = given.includes("--json");
const quick = given.includes("--quick");
effort.smoke = given.includes("--smoke");
const only = given.flatMap((word, at) => (given[at - 1] === "--only" ? word.split(",") : []));
const flags = given.includes("--profile") ? ["--cpu-prof", "--cpu-prof-dir=.data/profiles"] : [];

const say = (line: string) => process.stderr.write(`${line}\n`);
const wanted = SCENARIOS.filter(({ id, quick: isQuick }) => (only.length > 0 ? only.includes(id) : !quick || isQuick));

async function measure(context: BenchContext, { id, run, missing }: Scenario, report: Report): Promise<void> {
  const why = missing?.();
  if (why) return void report.skipped.push({ id, why });
  const started = performance.now();
  const results: ScenarioResult[] = await Promise.resolve(run(context)).then(
    (given) => [given].flat(),
    (error: unknown) => {
      report.broken.push({ id, why: String(error) });
      say(`${id}: ${String(error)}`);
      return [];
    },
  );
  report.scenarios.push(...results);
  const seconds = ((performance.now() - started) / 1_000).toFixed(0);
  for (const { id: name, ratio, value, verdict } of results)
    say(`${name.padEnd(12)} ${((ratio ?? value)?.toFixed(2) ?? "").padStart(8)}  ${verdict.padEnd(7)} ${seconds} s`);
}

const report: Report = {
  machine: machine(),
  scenarios: [],
  skipped: [],
  broken: [],
  correctness: { ok: false, acknowledged: 0, whileLocked: 0, faults: ["not checked"] },
};
const context = await BenchContext.open({ quick, flags });
try {
  for (const scenario of wanted) await measure(context, scenario, report);
  report.correctness = await checkCorrectness(context);
} finally {
  await context.close();
  const output = context.subject.output();
  if (output.trim() !== "") say(`The server said:\n${output.trim().split("\n").slice(-20).join("\n")}`);
}
if (json) console.log(JSON.stringify(report));
else printReport(report);
if (given.includes("--readme")) writeReadme(report);
process.exitCode = failures(report).length > 0 ? 1 : 0;
