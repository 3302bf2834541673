// Rules of ARCHITECTURE.md that a linter or the import rules cannot see.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { commandDoors, queryDoors } from "../../lib/contract/doors.ts";
import { environment } from "../../lib/env.ts";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** Every file that is or would be committed. */
const files = execFileSync(
  "git",
  ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));
const source = files.filter((path) => /^(app|components|lib|server|prisma|tests)\/.*\.tsx?$/.test(path));
const product = source.filter((path) => !path.startsWith("tests/"));

/** The offenders, one line each, so that a failure names them all. */
const offenders = (paths: string[], isBad: (path: string) => boolean) => paths.filter(isBad);

describe("files", () => {
  test("are named for what they hold, in kebab-case", () => {
    const banned = /^(utils?|helpers?|misc|common|types|constants|index)\.(ts|tsx)$/;
    expect(offenders(source, (path) => banned.test(basename(path)) && path !== "server/index.ts")).toEqual([]);
    expect(
      offenders(source, (path) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|spec|d))?\.tsx?$/.test(basename(path))),
    ).toEqual([]);
  });

  test("do not merely export what others hold", () => {
    const isBarrel = (path: string) => {
      const statements = read(path)
        .replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")
        .split(/;\s*(?:\n|$)/)
        .map((statement) => statement.trim())
        .filter((statement) => statement !== "");
      return statements.length > 0 && statements.every((statement) => /^export [^;=]* from ["']/.test(statement));
    };
    expect(offenders(source, isBarrel)).toEqual([]);
  });

  test("import with a relative path and its ending, so that every tool resolves the same file", () => {
    const loose = /(?:from|import)\s*\(?\s*["'](?:@\/[^"']*|\.{1,2}\/(?:[^"']*\/)?[^"'./]+)["']/;
    expect(offenders(source, (path) => loose.test(read(path)))).toEqual([]);
  });

  test("are finished", () => {
    const mark = /\b(TO[D]O|FIX[M]E|XX[X])\b/;
    expect(offenders(source, (path) => mark.test(read(path)))).toEqual([]);
  });

  test("say nothing of the machine they were written on", () => {
    const words = [
      ["/wo", "rk/(main|shared)"],
      ["shared", "/(design|reference|corpora|hooks)"],
      ["/tmp", "/team"],
    ];
    const workplace = new RegExp(words.map((parts) => parts.join("")).join("|"));
    const texts = files.filter((path) => !/\.(png|jpg|ico|woff2|webp|gif)$/.test(path));
    expect(offenders(texts, (path) => workplace.test(read(path)))).toEqual([]);
  });
});

describe("mutations have one style", () => {
  test("there are no server actions", () => {
    expect(offenders(product, (path) => /^\s*["']use server["']/m.test(read(path)))).toEqual([]);
  });

  test("a route is a line that names its command or query", () => {
    // These answer to machines, or to people who have no account yet: without an actor there is no command.
    const machines = /^app\/api\/(health|ready|webhooks\/clerk|workspace\/claim|invites\/accept)\/route\.ts$/;
    const routes = files.filter((path) => /^app\/api\/.*route\.tsx?$/.test(path) && !machines.test(path));
    expect(routes.length).toBeGreaterThan(10);
    const isPlain = (path: string) => {
      const lines = read(path)
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => line !== "" && !/^(\/\/|\/?\*)/.test(line));
      const allowed = (line: string) =>
        /^import \{ [\w, ]+ \} from "(\.\.\/)+lib\/http\.ts";$/.test(line) ||
        /^export const (GET|POST|PUT|PATCH|DELETE) = (read|write|download)\("[\w:.-]+"(, \d{3})?\);$/.test(line);
      return lines.length <= 6 && lines.every(allowed);
    };
    expect(offenders(routes, (path) => !isPlain(path))).toEqual([]);
  });
});

describe("every door", () => {
  test("of the contract has its route, and every route is a door of the contract", () => {
    const doors = [
      ...Object.entries(commandDoors).map(([name, door]) => ({ name, ...door, wrap: "write" })),
      ...Object.entries(queryDoors).map(([name, door]) => ({ name, ...door, wrap: "read" })),
    ];
    const declared = doors.map(({ name, method, path, wrap }) => `app${path}/route.ts: ${method} = ${wrap}("${name}"`);
    const found = files
      .filter((path) => /^app\/api\/.*route\.ts$/.test(path))
      .flatMap((path) =>
        [...read(path).matchAll(/export const ([A-Z]+) = ((?:read|write)\("[^"]+")/g)].map(
          ([, method, call]) => `${path}: ${method} = ${call}`,
        ),
      );
    expect(found.sort()).toEqual(declared.sort());
  });
});

describe("one process", () => {
  test("only the runners publish: a command names what it changed, and they tell after commit", () => {
    const owners = /^lib\/(process|commands\/run(-system)?)\.ts$/;
    const publishes = (path: string) => /\bpublisher\b/.test(read(path)) && !owners.test(path);
    expect(
      offenders(
        product.filter((path) => /^(app|components|lib)\//.test(path)),
        publishes,
      ),
    ).toEqual([]);
  });

  test("globalThis is used in one place", () => {
    const owners = [
      "lib/process.ts",
      // Prisma's engine reports its panics through a global name of its own.
      "prisma/schema-engine.ts",
    ];
    const uses = (path: string) => /\bglobalThis\b/.test(read(path).replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ""));
    expect(offenders(product, (path) => uses(path) && !owners.includes(path))).toEqual([]);
  });

  test("nothing imports server-only, which throws in plain Node", () => {
    expect(offenders(source, (path) => /(?:from|import)\s*["']server-only["']/.test(read(path)))).toEqual([]);
  });
});

describe("documents agree with the code", () => {
  test(".env.example has exactly the variables that lib/env.ts reads", () => {
    const documented = [...read(".env.example").matchAll(/^#? ?([A-Z][A-Z0-9_]*)=/gm)].map((match) => match[1]);
    expect([...new Set(documented)].sort()).toEqual(Object.keys(environment.shape).sort());
    expect(documented.length).toBe(new Set(documented).size);
  });

  test("CHECKLIST.md ticks a leaf only with tests that exist", () => {
    const leaves = read("CHECKLIST.md")
      .split("\n")
      .filter((line) => line.startsWith("- ["));
    expect(leaves.length).toBeGreaterThanOrEqual(60);
    const wrong = leaves.flatMap((line) => {
      if (/^- \[ \] [^—]+$/.test(line)) return [];
      const proofs = [...line.matchAll(/(\S+\.(?:test|spec)\.tsx?) "([^"]+)"/g)];
      if (!line.startsWith("- [x] ") || proofs.length === 0) return [`malformed: ${line}`];
      return proofs.flatMap(([, path = "", name = ""]) =>
        existsSync(join(root, path)) && read(path).includes(name) ? [] : [`${path} has no test "${name}"`],
      );
    });
    expect(wrong).toEqual([]);
  });
});

type Lock = { packages: Record<string, { version?: string; resolved?: string; link?: boolean }> };
type Manifest = Record<"dependencies" | "devDependencies", Record<string, string>>;

describe("packages", () => {
  const lock = JSON.parse(read("package-lock.json")) as Lock;
  const manifest = JSON.parse(read("package.json")) as Manifest;

  test("are pinned exactly", () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });

  test.each([
    ["next", "16.4.1"],
    ["socket.io-parser", "4.2.7"],
    ["engine.io", "6.6.7"],
    ["@clerk/nextjs", "7.3.1"],
    ["@clerk/backend", "3.12.0"],
    ["ws", "8.21.3"],
  ])("%s is at %s or later, wherever it is installed", (name, floor) => {
    const installed = Object.entries(lock.packages).filter(([path]) => path.endsWith(`node_modules/${name}`));
    expect(installed.length).toBeGreaterThan(0);
    expect(installed.filter(([, { version = "0" }]) => isOlder(version, floor))).toEqual([]);
  });

  test("come from the public registry", () => {
    const resolved = Object.values(lock.packages)
      .map((entry) => entry.resolved)
      .filter((url) => url !== undefined);
    expect(resolved.filter((url) => !url.startsWith("https://registry.npmjs.org/"))).toEqual([]);
  });
});

function isOlder(version: string, floor: string): boolean {
  const [have = [], want = []] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number));
  for (let k = 0; k < 3; k++) {
    if ((have[k] ?? 0) !== (want[k] ?? 0)) return (have[k] ?? 0) < (want[k] ?? 0);
  }
  return false;
}
