import { expect, test } from "vitest";
import * as actions from "../../lib/policy/actions.ts";
import * as decide from "../../lib/policy/decide.ts";
import * as invariants from "../../lib/policy/invariants.ts";
import * as overrides from "../../lib/policy/overrides.ts";
import * as permissions from "../../lib/policy/permissions.ts";
import * as principle from "../../lib/policy/principle.ts";
import * as ranks from "../../lib/policy/ranks.ts";
import * as visibility from "../../lib/policy/visibility.ts";
import { expected } from "./oracle.ts";
import { answerOf, faultsOf } from "./policy-checks.ts";
import { asked, questions } from "./questions.ts";
import { countCells } from "./tally.ts";

const policy = {
  ...actions,
  ...decide,
  ...invariants,
  ...overrides,
  ...permissions,
  ...principle,
  ...ranks,
  ...visibility,
};

test("every cell of PERMISSIONS", () => {
  const wrong: string[] = [];
  const answers = new Map<string, number>();
  let cells = 0;

  for (const question of questions()) {
    const want = expected(question);
    const got = answerOf(policy, asked(question));
    if (got !== want) wrong.push(`${JSON.stringify(question)}: PERMISSIONS says ${want}, policy says ${got}`);
    answers.set(want, (answers.get(want) ?? 0) + 1);
    cells++;
  }

  countCells(cells);
  console.log(`${cells} cells: ${[...answers].map(([answer, count]) => `${count} ${answer}`).join(", ")}`);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(cells).toBeGreaterThan(100_000);
});

test("the same actions, the course of a decision, succession, history and the general questions", () => {
  expect([...faultsOf(policy)]).toEqual([]);
});
