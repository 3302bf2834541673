import { expect, test } from "vitest";
import { EQUIVALENT } from "./equivalent-mutants.ts";
import { type Mutant, mutantsOf, PolicyLoader, policySources } from "./mutants.ts";
import { expected, type Question } from "./oracle.ts";
import { answerOf, faultsOf, type Policy } from "./policy-checks.ts";
import { questions } from "./questions.ts";

/** Every so many-th cell is asked first: nearly every mutant dies there, and only unexcused survivors meet them all. */
const STRIDE = 13;

test("every mutant of the policy dies", { timeout: 120_000 }, () => {
  const sources = policySources();
  const loader = new PolicyLoader(sources);
  const sample = [...sampled()];
  const mutants = [...sources].flatMap(([file, text]) => [...mutantsOf(file, text)]);

  const excused = new Set(EQUIVALENT.map(nameOf));
  expect(isKilled(loader.load<Policy>(), sample, "all cells"), "the unchanged copy passes").toBe(false);

  const survivors = mutants.filter((mutant) => survives(loader, mutant, sample, excused.has(nameOf(mutant))));
  const unexcused = survivors.filter((mutant) => !excused.has(nameOf(mutant)));
  const alive = new Set(survivors.map(nameOf));

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
  question: Question;
  want: string;
}

function isKilled(policy: Policy, sample: readonly Asked[], extent: "sample" | "all cells"): boolean {
  if (!faultsOf(policy).next().done) return true;
  if (sample.some(({ question, want }) => answerOf(policy, question) !== want)) return true;
  if (extent === "sample") return false;
  for (const question of questions()) if (answerOf(policy, question) !== expected(question)) return true;
  return false;
}

function* sampled(): Generator<Asked> {
  let index = 0;
  for (const question of questions()) {
    if (index++ % STRIDE === 0) yield { question, want: expected(question) };
  }
}
