import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a run of the suite went through, for the line that `npm run test:access` ends with. */
export type Tally = { cells: number; histories: number; mutants: number; survivors: number };

/** Each test process adds a file of its own here. */
export const TALLY_FOLDER = join(import.meta.dirname, "../../test-results/access");

const own: Tally = { cells: 0, histories: 0, mutants: 0, survivors: 0 };

export const countCells = (cells: number): void => add({ cells });
export const countHistories = (histories: number): void => add({ histories });
export const countMutants = (mutants: number, survivors: number): void => add({ mutants, survivors });

function add(more: Partial<Tally>): void {
  for (const [name, count] of Object.entries(more) as [keyof Tally, number][]) own[name] += count;
  mkdirSync(TALLY_FOLDER, { recursive: true });
  writeFileSync(join(TALLY_FOLDER, `${process.pid}-${process.env.VITEST_WORKER_ID ?? "0"}.json`), JSON.stringify(own));
}

/** `ACCESS_CELLS=tenth` takes a tenth of the door cells, another one for each `ACCESS_SEED`. */
export function isChosen(name: string): boolean {
  if (process.env.ACCESS_CELLS !== "tenth") return true;
  let hash = Number(process.env.ACCESS_SEED ?? 0);
  for (const letter of name) hash = (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0;
  return (Math.imul(hash ^ (hash >>> 15), 0x9e3779b1) >>> 0) % 10 === 0;
}
