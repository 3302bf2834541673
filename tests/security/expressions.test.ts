import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { beforeAll, expect, test } from "vitest";

// Every regular expression of the product, asked of recheck: none may take more than linear time over what a stranger sends.

type Expression = { file: string; line: number; source: string; flags: string };

const root = join(import.meta.dirname, "../..");
const LIMIT_MS = 20_000;

/** What recheck cannot judge, or judges for input that no stranger makes, with the reason why it does no harm. */
const EXCUSED: Record<string, string> = {
  "components/chat/conversation/composer/mention-text.ts: //made at run time":
    "Names with everything special escaped, one beside the other: nothing in it repeats.",
  "lib/markdown/mention-rule.ts: //made at run time": "Ids of a fixed length, sticky: it looks at one place.",
  "server/local/clerk/browser-client.ts: //made at run time": "A cookie of a fixed length, on a developer's machine.",
  "prisma/seed/seed-workspace.ts: /\\[(\\w+)\\](?!\\()/g": "Reads the script of the seed, which is ours.",
  "server/http/client-address.ts: /^0+(?=.)/":
    "Reads one group of an IPv6 address that was recognised as one: four digits.",
  "server/local/clerk/device.ts: /\\b(?:Headless)?Chrome\\/(\\d+)/":
    "Reads a header, which is 16 kB at most, on a developer's machine.",
  "server/local/clerk/device.ts: /\\bVersion\\/(\\d+).*Safari/":
    "Reads a header, which is 16 kB at most, on a developer's machine.",
};

let checkSync: typeof import("recheck").checkSync;
beforeAll(async () => {
  // The same everywhere, without a native program.
  process.env.RECHECK_BACKEND = "pure";
  ({ checkSync } = await import("recheck"));
});

function* expressionsOf(file: string): Generator<Expression> {
  const text = readFileSync(join(root, file), "utf8");
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2024, true);
  const pending: ts.Node[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf("/");
      yield { file, line, source: node.text.slice(1, end), flags: node.text.slice(end + 1) };
    } else if (ts.isNewExpression(node) && node.expression.getText(tree) === "RegExp") {
      const [pattern, flags] = node.arguments ?? [];
      const isText = (part?: ts.Node) => part !== undefined && ts.isStringLiteralLike(part);
      if (isText(pattern))
        yield {
          file,
          line,
          source: (pattern as ts.StringLiteral).text,
          flags: isText(flags) ? (flags as ts.StringLiteral).text : "",
        };
      else yield { file, line, source: "", flags: "made at run time" };
    }
    node.forEachChild((child) => void pending.push(child));
  }
}

const expressions = execFileSync(
  "git",
  ["-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard"],
  {
    cwd: root,
    encoding: "utf8",
  },
)
  .split("\n")
  .filter(
    (path) => /^(app|components|lib|server|prisma)\/.*\.tsx?$|^proxy\.ts$/.test(path) && existsSync(join(root, path)),
  )
  .flatMap((file) => [...expressionsOf(file)]);

test("recheck tells a bad one from a good one", () => {
  expect(checkSync("^(a|a)*$", "", { timeout: LIMIT_MS }).status).toBe("vulnerable");
  expect(checkSync("^[a-z]+$", "", { timeout: LIMIT_MS }).status).toBe("safe");
});

test("every regular expression takes linear time", { timeout: 600_000 }, () => {
  expect(expressions.length).toBeGreaterThan(30);
  const bad: string[] = [];
  const judged = new Map<string, string>();
  for (const { file, line, source, flags } of expressions) {
    const name = `${file}: /${source}/${flags}`;
    if (EXCUSED[name]) continue;
    const known = judged.get(`${source}/${flags}`);
    // Unicode sets are not known to recheck; without strings in them they mean what `u` means.
    const verdict = known ?? verdictOf(source.replaceAll("\\p{RGI_Emoji}", "\\p{Emoji}"), flags.replace("v", "u"));
    judged.set(`${source}/${flags}`, verdict);
    if (verdict !== "safe") bad.push(`${name} (line ${line}): ${verdict}`);
  }
  expect(bad).toEqual([]);
  const names = expressions.map(({ file, source, flags }) => `${file}: /${source}/${flags}`);
  expect(
    Object.keys(EXCUSED).filter((name) => !names.includes(name)),
    "excused, yet gone",
  ).toEqual([]);
});

function verdictOf(source: string, flags: string): string {
  if (flags === "made at run time") return flags;
  const result = checkSync(source, flags.replace("d", ""), { timeout: LIMIT_MS });
  if (result.status === "vulnerable") return `${result.status}: ${result.complexity.summary}`;
  return result.status === "safe" ? "safe" : `unknown: ${JSON.stringify(result.error)}`;
}
