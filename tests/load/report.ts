import { cpus, loadavg, totalmem } from "node:os";
import type { Correctness } from "./correctness.ts";
import { effort } from "./effort.ts";
import type { ScenarioResult } from "./result.ts";

export type Report = {
  machine: { cpu: string; cores: number; memoryGb: number; node: string; load: string; at: string };
  scenarios: ScenarioResult[];
  /** Scenarios that were not run here, and why. */
  skipped: { id: string; why: string }[];
  /** Scenarios that ended with an error. */
  broken: { id: string; why: string }[];
  correctness: Correctness;
};

export function machine(): Report["machine"] {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: cpus().length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    load: loadavg()
      .map((value) => value.toFixed(2))
      .join(", "),
    at: new Date().toISOString(),
  };
}

/** Why the run fails: a missed must, an error, a broken promise. Noisy and void are neither pass nor failure. */
export function failures({ scenarios, broken, correctness }: Report): string[] {
  // A smoke run shows that things work, not how fast.
  const missed = scenarios.flatMap(({ id, verdict }) =>
    verdict === "missed" && !effort.smoke ? [`${id} misses its must`] : [],
  );
  return [...missed, ...broken.map(({ id, why }) => `${id} ended with an error: ${why}`), ...correctness.faults];
}

export function printReport(report: Report): void {
  const { cpu, cores, memoryGb, node, load } = report.machine;
  console.log(`\n${cores} × ${cpu}, ${memoryGb} GB, Node ${node}, load at the start ${load}\n`);
  const head = ["", "scenario", "figure", "ratio", "to", "spread", "must", "goal", "verdict"];
  const rows = report.scenarios.map((line) => [
    line.id,
    line.metric,
    line.value === null ? "–" : `${round(line.value)} ${line.unit}`,
    line.ratio === null ? "" : round(line.ratio),
    line.floor,
    line.spread === null ? "" : `${Math.round(line.spread * 100)} %`,
    line.must === null ? "–" : `${line.higherIsBetter ? "≥" : "≤"} ${line.must}`,
    line.goal === null ? "–" : String(line.goal),
    line.verdict,
  ]);
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  for (const row of [head, ...rows])
    console.log(row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  "));
  console.log();
  for (const { id, note } of report.scenarios) if (note !== undefined) console.log(`${id}: ${note}`);
  for (const { id, why } of report.skipped) console.log(`${id}: not run – ${why}`);
  const { correctness } = report;
  console.log(
    `\ncorrectness: ${correctness.ok ? "ok" : "BROKEN"} – ${correctness.acknowledged} acknowledged, ` +
      `${correctness.faults.length} violations, ${correctness.whileLocked} deliveries while the table was locked`,
  );
  for (const fault of failures(report)) console.log(`FAILED: ${fault}`);
}

export const round = (value: number): string =>
  Math.abs(value) >= 100 ? String(Math.round(value)) : String(Number(value.toPrecision(3)));
