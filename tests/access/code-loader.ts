import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");
/** Compiled here, one file at a time replaced; everything else they import is the real thing, shared by all copies. */
const OWN = ["lib/access", "lib/commands", "lib/queries"];

type Exports = Record<string, unknown>;
type Compiled = (require: (name: string) => Exports, exports: Exports, entered: Set<string>) => void;

/** Runs copies of what judges and writes, in this process, each with one file changed. */
export class CodeLoader {
  /** The files of which a function has run, in any copy, since this was cleared. */
  readonly entered = new Set<string>();
  readonly sources = new Map<string, string>();
  readonly #compiled = new Map<string, Compiled>();
  readonly #real = new Map<string, Exports>();

  static async open(): Promise<CodeLoader> {
    const loader = new CodeLoader();
    for (const folder of OWN)
      for (const file of readdirSync(join(root, folder)).filter((name) => name.endsWith(".ts"))) {
        const path = `${folder}/${file}`;
        loader.sources.set(path, readFileSync(join(root, path), "utf8"));
      }
    for (const [path, source] of loader.sources) {
      loader.#compiled.set(path, compile(path, source));
      for (const [, name = ""] of source.matchAll(/^(?:import|export)\b[^;]*? from "([^"]+)"/gm)) {
        const key = keyOf(path, name);
        if (loader.sources.has(key) || loader.#real.has(key)) continue;
        loader.#real.set(
          key,
          (await import(/* @vite-ignore */ name.startsWith(".") ? join(root, key) : key)) as Exports,
        );
      }
    }
    return loader;
  }

  /** The exports of `path` in a copy in which `changed` stands in place of its file. */
  load<T>(paths: readonly string[], changed?: { file: string; source: string }): T {
    const replaced = changed && compile(changed.file, changed.source);
    const loaded = new Map<string, Exports>();
    const load = (path: string): Exports => {
      const known = loaded.get(path) ?? this.#real.get(path);
      if (known) return known;
      const exports: Exports = {};
      loaded.set(path, exports);
      const run = path === changed?.file ? replaced : this.#compiled.get(path);
      if (!run) throw new Error(`${path} is not there.`);
      run((name) => load(keyOf(path, name)), exports, this.entered);
      return exports;
    };
    return Object.assign({}, ...paths.map(load)) as T;
  }
}

/** The file that `path` means by `name`, from the root; a package keeps its name. */
function keyOf(path: string, name: string): string {
  return name.startsWith(".") ? relative(root, resolve(root, dirname(path), name)) : name;
}

function compile(path: string, source: string): Compiled {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2024, verbatimModuleSyntax: false },
    transformers: { before: [(context) => (file) => ts.visitEachChild(file, noting(path, context), context)] },
  });
  return compileFunction(outputText, ["require", "exports", "entered"]) as Compiled;
}

/** Lets every function begin with the note that its file was entered. */
function noting(path: string, context: ts.TransformationContext): ts.Visitor {
  const { factory } = context;
  const note = () =>
    factory.createExpressionStatement(
      factory.createCallExpression(factory.createIdentifier("entered.add"), undefined, [
        factory.createStringLiteral(path),
      ]),
    );
  const bodies = new Set<ts.Node>();
  const visit: ts.Visitor = (node) => {
    if (ts.isFunctionLike(node) && "body" in node && node.body) bodies.add(node.body);
    const seen = ts.visitEachChild(node, visit, context);
    if (ts.isBlock(seen) && bodies.has(node)) {
      return factory.updateBlock(seen, [note(), ...seen.statements]);
    }
    if (ts.isArrowFunction(seen) && !ts.isBlock(seen.body)) {
      const body = factory.createBlock([note(), factory.createReturnStatement(seen.body)]);
      const { modifiers, typeParameters, parameters, type, equalsGreaterThanToken } = seen;
      return factory.updateArrowFunction(
        seen,
        modifiers,
        typeParameters,
        parameters,
        type,
        equalsGreaterThanToken,
        body,
      );
    }
    return seen;
  };
  return visit;
}
