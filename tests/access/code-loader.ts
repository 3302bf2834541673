import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { compileFunction } from "node:vm";
import ts from "typescript";

const root = join(import.meta.dirname, "../..");
/** Compiled here, one file at a time replaced; everything else they import is the real thing, shared by all copies. */
const OWN = ["lib/access", "lib/commands", "lib/queries"];

type Exports = Record<string, unknown>;
type Compiled = (require: (name: string) => Exports, exports: Exports) => void;

/** Runs copies of what judges and writes, in this process, each with one file changed. */
export class CodeLoader {
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
      loader.#compiled.set(path, compile(source));
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
    const replaced = changed && compile(changed.source);
    const loaded = new Map<string, Exports>();
    const load = (path: string): Exports => {
      const known = loaded.get(path) ?? this.#real.get(path);
      if (known) return known;
      const exports: Exports = {};
      loaded.set(path, exports);
      const run = path === changed?.file ? replaced : this.#compiled.get(path);
      if (!run) throw new Error(`${path} is not there.`);
      run((name) => load(keyOf(path, name)), exports);
      return exports;
    };
    return Object.assign({}, ...paths.map(load)) as T;
  }
}

/** The file that `path` means by `name`, from the root; a package keeps its name. */
function keyOf(path: string, name: string): string {
  return name.startsWith(".") ? relative(root, resolve(root, dirname(path), name)) : name;
}

function compile(source: string): Compiled {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2024, verbatimModuleSyntax: false },
  });
  return compileFunction(outputText, ["require", "exports"]) as Compiled;
}
