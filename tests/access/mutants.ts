import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";

/** One change to one file that should make some check fail. */
export interface Mutant {
  file: string;
  line: number;
  /** The source before and after, around the change: what the list of equivalents quotes. */
  change: string;
  source: string;
}

const folder = join(import.meta.dirname, "../../lib/policy");

/** The files of lib/policy that these roots need, with their text. Sentences (explain) decide nothing. */
const ROOTS = ["decide.ts", "principle.ts", "invariants.ts"];

export function policySources(): Map<string, string> {
  const sources = new Map<string, string>();
  const wanted = [...ROOTS];
  for (const name of wanted) {
    if (sources.has(name)) continue;
    const text = readFileSync(join(folder, name), "utf8");
    sources.set(name, text);
    for (const [, needed = ""] of text.matchAll(/from "\.\/([\w-]+\.ts)"/g)) wanted.push(needed);
  }
  return sources;
}

/** Every mutant of one file: conditions, operators, numbers, table cells, members of lists, fallbacks, calls. */
export function* mutantsOf(file: string, text: string): Generator<Mutant> {
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2024, true);
  for (const { node, replacement } of changes(tree)) {
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    const source = text.slice(0, start) + replacement + text.slice(node.getEnd());
    yield { file, line, change: describe(node, tree, replacement), source };
  }
}

/** The change with enough around it to be told from its like: the row and column of a cell, the whole of an operand. */
function describe(node: ts.Node, tree: ts.SourceFile, replacement: string): string {
  const change = `${shorten(node.getText(tree))} → ${shorten(replacement)}`;
  const { parent } = node;
  if (ts.isArrayLiteralExpression(parent) && isRow(parent) && ts.isPropertyAssignment(parent.parent)) {
    const column = parent.elements.findIndex((element) => element === node);
    return `${parent.parent.name.getText(tree)} column ${column}: ${change}`;
  }
  const isLeaf = node.getChildCount(tree) === 0;
  return isLeaf ? `${shorten(parent.getText(tree))}: ${change}` : change;
}

interface Change {
  node: ts.Node;
  replacement: string;
}

function* changes(tree: ts.SourceFile): Generator<Change> {
  const pending: ts.Node[] = [tree];
  while (pending.length > 0) {
    const node = pending.pop();
    if (!node || ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) continue;
    yield* changesOf(node, tree);
    // Visited in the order of the text.
    const children: ts.Node[] = [];
    node.forEachChild((child) => void children.push(child));
    pending.push(...children.reverse());
  }
}

function* changesOf(node: ts.Node, tree: ts.SourceFile): Generator<Change> {
  const text = (part: ts.Node) => part.getText(tree);
  if (ts.isIfStatement(node)) yield* both(node.expression);
  else if (ts.isConditionalExpression(node)) yield* both(node.condition);
  else if (ts.isBinaryExpression(node)) yield* changedOperator(node, text);
  else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) {
    yield { node, replacement: `(${text(node.operand)})` };
  } else if (ts.isNumericLiteral(node)) yield { node, replacement: `(${node.text} + 1)` };
  else if (node.kind === ts.SyntaxKind.TrueKeyword && !isConst(node)) yield { node, replacement: "false" };
  else if (node.kind === ts.SyntaxKind.FalseKeyword) yield { node, replacement: "true" };
  else if (ts.isArrayLiteralExpression(node)) yield* changedList(node, text);
  else if (ts.isPropertyAssignment(node)) yield* changedEntry(node, text);
  else if (ts.isCaseClause(node)) yield { node, replacement: "" };
  else if (ts.isCallExpression(node)) yield* changedCall(node, text);
}

/** A literal type cannot be told from a value by kind alone. */
function isConst(node: ts.Node): boolean {
  return ts.isLiteralTypeNode(node.parent);
}

function* both(condition: ts.Node): Generator<Change> {
  yield { node: condition, replacement: "true" };
  yield { node: condition, replacement: "false" };
}

const OPERATORS = new Map<ts.SyntaxKind, string[]>([
  [ts.SyntaxKind.LessThanToken, ["<=", ">="]],
  [ts.SyntaxKind.LessThanEqualsToken, ["<", ">"]],
  [ts.SyntaxKind.GreaterThanToken, [">=", "<="]],
  [ts.SyntaxKind.GreaterThanEqualsToken, [">", "<"]],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ["!=="]],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ["==="]],
  [ts.SyntaxKind.PlusToken, ["-"]],
  [ts.SyntaxKind.MinusToken, ["+"]],
  [ts.SyntaxKind.AsteriskToken, ["/"]],
]);
const ONE_SIDED = [
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
];

function* changedOperator(node: ts.BinaryExpression, text: (part: ts.Node) => string): Generator<Change> {
  const { left, operatorToken, right } = node;
  for (const operator of OPERATORS.get(operatorToken.kind) ?? []) {
    yield { node, replacement: `${text(left)} ${operator} ${text(right)}` };
  }
  if (!ONE_SIDED.includes(operatorToken.kind)) return;
  yield { node, replacement: text(left) };
  yield { node, replacement: text(right) };
}

/** What a cell of the matrix is turned into: taken away, given, or made switchable. */
const CELLS: Record<string, string[]> = {
  yes: ["no", "on"],
  no: ["yes", "off", "own"],
  on: ["no", "yes", "off"],
  off: ["yes", "no", "on"],
  own: ["yes", "no"],
  public: ["yes", "no"],
  joined: ["yes", "no"],
  publicOn: ["public", "on", "off", "no"],
};

function* changedList(node: ts.ArrayLiteralExpression, text: (part: ts.Node) => string): Generator<Change> {
  for (const element of node.elements) {
    if (ts.isStringLiteral(element) && isRow(node)) {
      for (const cell of otherCells(element, node)) yield { node: element, replacement: JSON.stringify(cell) };
    } else {
      const rest = node.elements.filter((other) => other !== element).map(text);
      yield { node, replacement: `[${rest.join(", ")}]` };
    }
  }
}

/** Only roles and direct messages can have switches, and only actions on messages know whose it is. */
function otherCells(cell: ts.StringLiteral, row: ts.ArrayLiteralExpression): string[] {
  const column = row.elements.indexOf(cell);
  const switches = column !== 0 && column !== 5;
  const messages = /message|Body|editHistory/.test(row.parent.getText());
  const others = CELLS[cell.text] ?? [];
  return others.filter((other) => (other === "own" ? messages : switches || !["on", "off"].includes(other)));
}

/** A row of the matrix, not a list: the value of an entry, as wide as the table. */
function isRow(node: ts.ArrayLiteralExpression): boolean {
  return node.elements.length === 8 && ts.isPropertyAssignment(node.parent);
}

const ROLES = ["MEMBER", "ADMIN", "OWNER"];
const GROUPS = ["view", "free", "plain", "post", "moderate", "settings", "restore"];

/** Entries of tables keyed by action, state or role: another role or group, or no entry at all. */
function* changedEntry(node: ts.PropertyAssignment, text: (part: ts.Node) => string): Generator<Change> {
  const { initializer } = node;
  if (ts.isStringLiteral(initializer)) {
    const others = [ROLES, GROUPS].find((values) => values.includes(initializer.text)) ?? [];
    for (const other of others) {
      if (other !== initializer.text) yield { node: initializer, replacement: JSON.stringify(other) };
    }
  }
  const isPermission = ts.isStringLiteral(initializer) && initializer.text.includes(".");
  if (isPermission || ts.isIdentifier(initializer) || ts.isPropertyAccessExpression(initializer)) {
    yield { node, replacement: `${JSON.stringify(`no ${text(node.name).replaceAll('"', "")}`)}: ${text(initializer)}` };
  }
}

const METHODS: Record<string, string> = { every: "some", some: "every", max: "min", min: "max" };

function* changedCall(node: ts.CallExpression, text: (part: ts.Node) => string): Generator<Change> {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return;
  const method = METHODS[expression.name.text];
  if (method) yield { node: expression, replacement: `${text(expression.expression)}.${method}` };
  if (["filter", "sort"].includes(expression.name.text)) yield { node, replacement: text(expression.expression) };
}

function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}

/** Runs copies of lib/policy in this process, one file replaced at a time. */
export class PolicyLoader {
  private readonly compiled = new Map<string, Compiled>();

  constructor(sources: Map<string, string>) {
    for (const [name, source] of sources) this.compiled.set(name, compile(source));
  }

  /** All exports of all files, with `mutant` in place of its file. */
  load<T>(mutant?: Mutant): T {
    const replaced = mutant && compile(mutant.source);
    const loaded = new Map<string, Record<string, unknown>>();
    const require = (path: string): Record<string, unknown> => {
      const name = path.replace("./", "");
      const known = loaded.get(name);
      if (known) return known;
      const exports: Record<string, unknown> = {};
      loaded.set(name, exports);
      const run = name === mutant?.file ? replaced : this.compiled.get(name);
      run?.(require, exports);
      return exports;
    };
    return Object.assign({}, ...[...this.compiled.keys()].map((name) => require(name))) as T;
  }
}

type Compiled = (require: (path: string) => Record<string, unknown>, exports: Record<string, unknown>) => void;

function compile(source: string): Compiled {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2024 },
  });
  return compileFunction(outputText, ["require", "exports"]) as Compiled;
}
