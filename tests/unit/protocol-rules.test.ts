import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, test } from "vitest";

// Every rule of PROTOCOL.md is quoted by the name of a test that runs; whether the test proves it is for its reader.
const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const testFiles = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "tests"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => /\.(test|spec)\.tsx?$/.test(path));

const rules = [...read("PROTOCOL.md").matchAll(/^- \*\*([A-Z]\d+)\*\* /gm)].map(([, rule = ""]) => rule);
const titles = testFiles.flatMap((path) => titlesIn(path, read(path)).map((title) => ({ path, title })));

/** The titles of the tests and groups of a file; what is skipped or still to be written proves nothing. */
function titlesIn(path: string, text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) {
      const [title] = node.arguments;
      if (title && isRunning(node.expression)) {
        if (ts.isStringLiteralLike(title)) found.push(title.text);
        else if (ts.isTemplateExpression(title)) found.push(title.getText());
      }
    }
    ts.forEachChild(node, visit);
  };
  const kind = path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind));
  return found;
}

/** Whether this is `test`, `it` or `describe`, or something of theirs that runs, such as `test.each(rows)`. */
function isRunning(callee: ts.Expression): boolean {
  if (ts.isIdentifier(callee)) return ["describe", "it", "test"].includes(callee.text);
  if (ts.isCallExpression(callee)) return isRunning(callee.expression);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  return !["skip", "todo", "fixme", "fails"].includes(callee.name.text) && isRunning(callee.expression);
}

const quotedIn = (title: string): string[] => title.match(/\b[A-Z]\d+\b/g) ?? [];

describe("PROTOCOL.md", () => {
  test("has rules, each once", () => {
    expect(rules.length).toBeGreaterThan(40);
    expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);
  });

  test("has no rule that no test quotes", () => {
    const quoted = new Set(titles.flatMap(({ title }) => quotedIn(title)));
    expect(rules.filter((rule) => !quoted.has(rule))).toEqual([]);
  });

  test("has every rule that the name of a test begins with", () => {
    const unknown = titles.flatMap(({ path, title }) => {
      const [begins = ""] = title.match(/^(?:PROTOCOL )?(?:[A-Z]\d+,? ?)+(?=: )/) ?? [];
      return quotedIn(begins)
        .filter((rule) => !rules.includes(rule))
        .map((rule) => `${path}: ${rule}`);
    });
    expect(unknown).toEqual([]);
  });
});

describe("the titles of a file", () => {
  test("are those of tests that run", () => {
    const text = [
      'test("a", f)',
      'describe("b", () => { it.each([[1]])("c %s", f) })',
      "test(`d ${1 + 1}`, f)",
      'test.skip("e", f)',
      'it.todo("f")',
      'test.describe("g", f)',
      'other("h")',
    ].join("\n");
    expect(titlesIn("x.test.ts", text)).toEqual(["a", "b", "c %s", "`d ${1 + 1}`", "g"]);
  });
});
