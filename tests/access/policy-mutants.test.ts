import { expect, test } from "vitest";
import { EQUIVALENT } from "./equivalent-mutants.ts";
import { type Mutant, mutantsOf, PolicyLoader, policySources } from "./mutants.ts";
import { expected, type Question } from "./oracle.ts";
import { answerOf, faultsOf, type Policy } from "./policy-checks.ts";
import { asked, questions } from "./questions.ts";
import { countMutants } from "./tally.ts";

const OF_EACH_SORT = 3;
const PLACE = ["account", "kind", "state", "system", "relation"];

test("every mutant of the policy dies", { timeout: 600_000 }, () => {
  const sources = policySources();
  const loader = new PolicyLoader(sources);
  const sample = sampled();
  const mutants = [...sources].flatMap(([file, text]) => [...mutantsOf(file, text)]);

  const excused = new Set(EQUIVALENT.map(nameOf));
  expect(isKilled(loader.load<Policy>(), sample, "all cells"), "the unchanged copy passes").toBe(false);

  const survivors = mutants.filter((mutant) => survives(loader, mutant, sample, excused.has(nameOf(mutant))));
  const unexcused = survivors.filter((mutant) => !excused.has(nameOf(mutant)));
  const alive = new Set(survivors.map(nameOf));

  countMutants(mutants.length, unexcused.length);
  console.log(
    `${mutants.length} mutants, ${unexcused.length} survivors (${survivors.length - unexcused.length} equivalent)`,
  );
  expect(unexcused.map((mutant) => `line ${mutant.line} of ${nameOf(mutant)}`)).toEqual([]);
  expect(
    [...excused].filter((name) => !alive.has(name)),
    "listed as equivalent, yet killed or gone",
  ).toEqual([]);
});

function nameOf({ file, change }: Pick<Mutant, "file" | "change">): string {
  return `${file}: ${change}`;
}

function survives(loader: PolicyLoader, mutant: Mutant, sample: readonly Asked[], excused: boolean): boolean {
  try {
    return !isKilled(loader.load<Policy>(mutant), sample, excused ? "sample" : "all cells");
  } catch {
    return false;
  }
}

interface Asked {
  facts: ReturnType<typeof asked>;
  want: string;
}

function isKilled(policy: Policy, sample: readonly Asked[], extent: "sample" | "all cells"): boolean {
  if (!faultsOf(policy).next().done) return true;
  if (sample.some(({ facts, want }) => answerOf(policy, facts) !== want)) return true;
  if (extent === "sample") return false;
  for (const question of questions()) if (answerOf(policy, asked(question)) !== expected(question)) return true;
  return false;
}

/**
 * A few cells of every sort (action, answer, and what else is said in the question), picked and shuffled by a fixed
 * rule: nearly every mutant dies there at once.
 */
function sampled(): Asked[] {
  const sorts = new Map<string, (Asked & { place: number })[]>();
  let index = 0;
  for (const question of questions()) {
    const want = expected(question);
    const place = Math.imul(++index, 0x9e3779b1) >>> 0;
    const sort = sortOf(question, want);
    const kept = sorts.get(sort) ?? [];
    if (kept.length === 0) sorts.set(sort, kept);
    kept.push({ facts: asked(question), want, place });
    if (kept.length > OF_EACH_SORT) kept.sort((a, b) => a.place - b.place).pop();
  }
  return [...sorts.values()].flat().sort((a, b) => a.place - b.place);
}

function sortOf({ action, message, target, ...rest }: Question, want: string): string {
  const limits = [rest.mutedFor, rest.sentAgo, rest.members, rest.editWindow, rest.threadDeletedAgo, rest.owners];
  const subject = [
    message?.own,
    message?.deletedAgo,
    target === null,
    target?.self,
    target?.account,
    rest.newSystemRole,
  ];
  const said = Object.keys(rest).filter((name) => !PLACE.includes(name));
  const place = said.length === 0 || rest.overrides ? [rest.kind, rest.relation, rest.overrides && rest.system] : [];
  return [action, want, ...limits, ...subject, ...said, ...place].join();
}
