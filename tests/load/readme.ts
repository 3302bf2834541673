// The table of the README, rewritten from a run between its markers: figures there are never typed.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Report, round } from "./report.ts";
import type { ScenarioResult } from "./result.ts";

const README = join(import.meta.dirname, "../../README.md");
const START = "<!-- bench:start -->";
const END = "<!-- bench:end -->";

/** Puts this run's figures into the README. @throws Error where its markers are missing. */
export function writeReadme(report: Report): void {
  const text = readFileSync(README, "utf8");
  const [from, to] = [text.indexOf(START), text.indexOf(END)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${START} … ${END}.`);
  writeFileSync(README, `${text.slice(0, from)}${START}\n${readmeSection(report)}\n${text.slice(to)}`);
}

/** What stands between the markers. */
export function readmeSection({ machine, scenarios, skipped, correctness }: Report): string {
  const { cores, cpu, memoryGb, node, at } = machine;
  return [
    `${at.slice(0, 10)}, ${cores} × ${cpu}, ${memoryGb} GB, Node ${node}.`,
    "",
    "| | scenario | figure | beside | ratio | must | goal | spread | |",
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ...scenarios.map(row),
    "",
    `${correctness.acknowledged.toLocaleString("en")} messages were acknowledged in that run, ${correctness.faults.length} violations: ` +
      "each was in Postgres once, each member got each once and in order, and nobody was told of anything that was not " +
      "written yet.",
    ...(skipped.length === 0 ? [] : ["", `Not run: ${skipped.map(({ id, why }) => `${id} (${why})`).join(", ")}.`]),
  ].join("\n");
}

function row({ id, metric, value, unit, floor, ratio, must, goal, spread, verdict, higherIsBetter }: ScenarioResult) {
  const bound = (target: number | null) => (target === null ? "" : `${higherIsBetter ? "≥ " : ""}${target}`);
  const cells = [
    id,
    metric,
    value === null ? "" : `${round(value)} ${unit}`,
    floor,
    ratio === null ? "" : round(ratio),
    bound(must),
    bound(goal),
    spread === null ? "" : `${Math.round(spread * 100)} %`,
    verdict,
  ];
  return `| ${cells.join(" | ")} |`;
}
