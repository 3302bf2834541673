// `npm run test:access`: the whole suite of access control, and what it went through as its last line. Arguments go to
// vitest. `ACCESS_CELLS=tenth` takes a tenth of the door cells, chosen by `ACCESS_SEED`, and leaves out the mutants of what
// asks: each mutant that lives is asked about by every cell there is.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { TALLY_FOLDER, type Tally } from "./tally.ts";

const root = join(import.meta.dirname, "../..");
rmSync(TALLY_FOLDER, { recursive: true, force: true });

const left = process.env.ACCESS_CELLS === "tenth" ? ["--exclude", "tests/access/access-mutants.test.ts"] : [];
const args = ["run", "--project", "access", ...left, ...process.argv.slice(2)];
const vitest = spawn(join(root, "node_modules/.bin/vitest"), args, { cwd: root, stdio: "inherit" });
const code = await new Promise<number>((done) => vitest.once("exit", (ended) => done(ended ?? 1)));

const total: Tally = { cells: 0, histories: 0, mutants: 0, survivors: 0 };
for (const file of filesOf(TALLY_FOLDER)) {
  const tally = JSON.parse(readFileSync(join(TALLY_FOLDER, file), "utf8")) as Tally;
  for (const name of Object.keys(total) as (keyof Tally)[]) total[name] += tally[name];
}
if (code !== 0) console.log("\nFailed: see above.");
const { cells, histories, mutants, survivors } = total;
console.log(`${cells} cells, ${histories} histories, ${mutants} mutants, ${survivors} survivors`);
process.exitCode = code;

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
