import { expect, test } from "vitest";
import { SYSTEM_ACTIONS, THREAD_ACTIONS } from "../../lib/policy/actions.ts";
import { decide } from "../../lib/policy/decide.ts";
import { expected, STATE_ACTION_NAMES, SYSTEM_ACTION_NAMES, THREAD_ACTION_NAMES } from "./oracle.ts";
import { asked, questions } from "./questions.ts";

test("the oracle and the policy know the same actions", () => {
  expect(Object.keys(THREAD_ACTIONS).sort()).toEqual([...THREAD_ACTION_NAMES].sort());
  expect([...STATE_ACTION_NAMES].sort()).toEqual([...THREAD_ACTION_NAMES].sort());
  expect([...SYSTEM_ACTIONS].sort()).toEqual([...SYSTEM_ACTION_NAMES].sort());
});

test("every cell of PERMISSIONS", () => {
  const wrong: string[] = [];
  const answers = new Map<string, number>();
  let cells = 0;

  for (const question of questions()) {
    const want = expected(question);
    const { allow, code } = decide(...asked(question));
    const got = allow ? "allow" : code === "NOT_FOUND" ? "hide" : code;
    if (got !== want) wrong.push(`${JSON.stringify(question)}: PERMISSIONS says ${want}, policy says ${got}`);
    answers.set(want, (answers.get(want) ?? 0) + 1);
    cells++;
  }

  console.log(`${cells} cells: ${[...answers].map(([answer, count]) => `${count} ${answer}`).join(", ")}`);
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(cells).toBeGreaterThan(100_000);
});
