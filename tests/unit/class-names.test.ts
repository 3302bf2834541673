// A component may be given classes over its own. Only some properties are merged (class-names.ts), and where another one is
// set twice the order of the stylesheet decides: the source is read for that, with the whole of tailwind-merge beside it.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { twMerge } from "tailwind-merge";
import ts from "typescript";
import { expect, test } from "vitest";
import { classNames } from "../../components/ui/class-names.ts";

const root = join(import.meta.dirname, "../..");
type Known = Map<string, string[]>;
/** Where two branches of one condition cannot be told from two arguments, the list would be no real one. */
const LONGEST = 2_000;

const files = globSync("{components,app}/**/*.tsx", { cwd: root }).map((path) => ({
  path,
  tree: ts.createSourceFile(
    path,
    readFileSync(join(root, path), "utf8"),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  ),
}));

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  node.forEachChild((child) => walk(child, visit));
}

/** What an expression may be, as far as it is written out; "" where it is not. */
function textsOf(node: ts.Node | undefined, known: Known): string[] {
  if (!node) return [""];
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node) || ts.isAsExpression(node)) return textsOf(node.expression, known);
  if (ts.isConditionalExpression(node)) return [...textsOf(node.whenTrue, known), ...textsOf(node.whenFalse, known)];
  if (ts.isBinaryExpression(node)) return ["", ...textsOf(node.right, known)];
  if (ts.isIdentifier(node)) return known.get(node.text) ?? [""];
  if (ts.isElementAccessExpression(node)) return known.get(node.expression.getText()) ?? [""];
  return [""];
}

/** The constants at the top of a file that hold classes, alone or by name. */
function constantsOf(tree: ts.SourceFile): Known {
  const known: Known = new Map();
  for (const statement of tree.statements) {
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name, initializer } of statement.declarationList.declarations) {
      const value = initializer && ts.isAsExpression(initializer) ? initializer.expression : initializer;
      const texts =
        value && ts.isObjectLiteralExpression(value)
          ? value.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? textsOf(one.initializer, known) : []))
          : textsOf(value, known);
      if (texts.some(Boolean)) known.set(name.getText(), texts);
    }
  }
  return known;
}

const exported: Known = new Map(
  files.flatMap(({ tree }) => [...constantsOf(tree)].filter(([name]) => /Class$/.test(name))),
);

/** What each component is given as `className`, wherever it is used. */
const given: Known = new Map();
for (const { tree } of files) {
  const known = new Map([...exported, ...constantsOf(tree)]);
  walk(tree, (node) => {
    if (!ts.isJsxOpeningLikeElement(node)) return;
    for (const attribute of node.attributes.properties) {
      if (!ts.isJsxAttribute(attribute) || attribute.name.getText() !== "className") continue;
      const { initializer } = attribute;
      const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
      const name = node.tagName.getText();
      given.set(name, [...(given.get(name) ?? []), ...textsOf(value, known)]);
    }
  });
}

/** Every list of classes that a call of `classNames` may get, with where it stands. */
function* lists(): Generator<{ at: string; list: string }> {
  for (const { path, tree } of files) {
    const known = new Map([...exported, ...constantsOf(tree)]);
    for (const statement of tree.statements) {
      const component = ts.isFunctionDeclaration(statement) ? (statement.name?.text ?? "") : "";
      const calls: ts.CallExpression[] = [];
      walk(statement, (node) => {
        if (ts.isCallExpression(node) && node.expression.getText() === "classNames") calls.push(node);
      });
      for (const call of calls) {
        const choices = call.arguments.map((argument) =>
          argument.getText() === "className" ? ["", ...(given.get(component) ?? [])] : textsOf(argument, known),
        );
        const all = choices.reduce((so, next) => so.flatMap((one) => next.map((text) => `${one} ${text}`)), [""]);
        expect(all.length, `${path}: too many combinations to look at`).toBeLessThan(LONGEST);
        for (const list of new Set(all)) yield { at: path, list };
      }
    }
  }
}

test("whatever is set twice anywhere in the source is merged as the whole of tailwind-merge would", () => {
  const seen = [...lists()];
  const set = (text: string) => text.split(" ").filter(Boolean).sort();
  for (const { at, list } of seen)
    expect({ at, classes: set(classNames(list)) }).toEqual({ at, classes: set(twMerge(list)) });
  const merged = seen.filter(({ list }) => set(classNames(list)).length < new Set(set(list)).size);
  expect(merged.length).toBeGreaterThan(20);
});
