// `npm test`: everything that must hold, cheapest first. A stage that fails does not stop the others, so that one run
// says all. Names of stages as arguments run only those: `npm test -- unit e2e`. Of the access suite's door cells it takes
// a tenth, another one each time; `npm run test:all` takes all.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { prepareMachine } from "./support/machine.ts";

type Counts = { passed: number; failed: number; again?: number };
type Stage = { name: string; command: string; report?: "vitest" | "playwright"; needs?: string };

const root = join(import.meta.dirname, "..");
const reports = join(root, "test-results/reports");
const vitest = (name: string, needs?: string, runner = `vitest run --project ${name}`): Stage => ({
  name,
  needs,
  command: `${runner} --reporter=default --reporter=json --outputFile.json=${join(reports, `${name}.json`)}`,
  report: "vitest",
});

const stages: Stage[] = [
  { name: "format", command: "npm run -s check:format" },
  { name: "types", command: "npm run -s check:types" },
  { name: "lint", command: "npm run -s check:lint" },
  { name: "deps", command: "npm run -s check:deps" },
  { name: "unused", command: "npm run -s check:unused" },
  vitest("unit"),
  vitest("access", undefined, "node tests/access/run.ts"),
  vitest("integration"),
  { name: "build", command: "npm run -s build" },
  vitest("built", "build"),
  vitest("security", "build"),
  vitest("faults", "build"),
  {
    name: "e2e",
    command: "playwright test --reporter=list,json",
    report: "playwright",
    needs: "build",
  },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(", ")}. There are: ${stages.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
const chosen = asked.length === 0 ? stages : stages.filter(({ name }) => asked.includes(name));

process.env.ACCESS_CELLS ??= "tenth";
process.env.ACCESS_SEED ??= String(Date.now() % 1_000);
if (process.env.ACCESS_CELLS === "tenth")
  console.log(`A tenth of the door cells: ACCESS_SEED=${process.env.ACCESS_SEED}`);

prepareMachine();
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const total = { passed: 0, failed: 0, again: 0 };
const failed: string[] = [];
for (const [k, stage] of chosen.entries()) {
  const title = `[${k + 1}/${chosen.length}] ${stage.name}`;
  if (stage.needs !== undefined && failed.includes(stage.needs)) {
    console.log(`\n${title} skipped: ${stage.needs} failed`);
    continue;
  }
  console.log(`\n${title}`);
  const started = performance.now();
  const code = await run(stage);
  const counts = stage.report === undefined ? { passed: 0, failed: 0 } : readCounts(stage);
  total.passed += counts.passed;
  total.again += counts.again ?? 0;
  // A stage that fails without a failed test (types, lint, a crash) counts as one failure.
  total.failed += code === 0 ? counts.failed : Math.max(counts.failed, 1);
  if (code !== 0) failed.push(stage.name);
  console.log(`${title} ${code === 0 ? "ok" : "FAILED"} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
}

if (failed.length > 0) console.log(`\nFailed: ${failed.join(", ")}`);
if (total.again > 0) console.log(`\nPassed on the second try: ${total.again} of the journeys`);
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = failed.length === 0 ? 0 : 1;

function run({ command, name }: Stage): Promise<number> {
  const env = { ...process.env, FORCE_COLOR: "0", PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, `${name}.json`) };
  const child = spawn(command, { cwd: root, shell: true, stdio: ["ignore", "inherit", "inherit"], env });
  return new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
}

function readCounts({ name, report }: Stage): Counts {
  try {
    const found = JSON.parse(readFileSync(join(reports, `${name}.json`), "utf8")) as {
      numPassedTests?: number;
      numFailedTests?: number;
      stats?: { expected: number; unexpected: number; flaky: number };
    };
    if (report === "playwright") {
      const { expected, unexpected, flaky } = found.stats ?? { expected: 0, unexpected: 0, flaky: 0 };
      return { passed: expected + flaky, failed: unexpected, again: flaky };
    }
    return { passed: found.numPassedTests ?? 0, failed: found.numFailedTests ?? 0 };
  } catch {
    return { passed: 0, failed: 0 };
  }
}
