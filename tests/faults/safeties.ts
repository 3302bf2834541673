// Switches off each safety, in a copy of the server's bundle or in the run's database, and shows which fault turns red:
// `node --import tsx tests/faults/safeties.ts` prints the table. A suite that stays green without a safety proves nothing.
import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { buildServerCopy } from "./build-server.ts";
import { FAULTS } from "./kinds/all.ts";
import { runFaults } from "./run-faults.ts";
import { SAFETIES } from "./safety-list.ts";

const wanted = process.argv.slice(2);
const lines: string[][] = [["switched off", "fault", "outcome", "found by"]];
let green = 0;
for (const [at, { name, fault, patches, spoil }] of SAFETIES.entries()) {
  if (wanted.length > 0 && !wanted.some((part) => name.includes(part))) continue;
  const program = await buildServerCopy(`faults-${at}`, patches);
  const faults = FAULTS.filter((one) => one.name.includes(fault));
  for await (const { violations } of runFaults(faults, { seed: 1, quick: true, program, spoil })) {
    const by = [...new Set(violations.map(({ invariant }) => invariant))];
    const isControl = !patches && !spoil;
    if (by.length === 0 && !isControl) green += 1;
    lines.push([name, fault, by.length === 0 ? "green" : `red (${violations.length})`, by.join(", ")]);
    console.log(lines.at(-1)!.join(" | "), violations[0]?.what ?? "");
  }
  rmSync(dirname(program), { recursive: true });
}
const widths = lines[0]!.map((_, column) => Math.max(...lines.map((line) => line[column]!.length)));
console.log(`\n${lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column]!)).join("  ")).join("\n")}`);
process.exit(green === 0 ? 0 : 1);
