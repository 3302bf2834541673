// The text of .env.example and the table in the README, made from the environment's schema. Run this file to write both:
//   node --import tsx tests/support/env-example.ts
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "../../lib/env.ts";

const HEAD = `# Every variable Confab reads. Nothing is needed on a developer's machine: copy this to .env and set what you want to
# change. A variable that is set in the shell wins. In production the start refuses what is not safe and says why.
`;

export function renderEnvExample(): string {
  const blocks = variables().map(({ name, says, fallback }) => `# ${says}\n# ${name}=${fallback}\n`);
  return [HEAD, ...blocks].join("\n");
}

const TABLE = /(?<=<!-- configuration:start -->\n)[^]*(?=<!-- configuration:end -->)/;

/** The README with its table of variables as the schema has them. */
export function renderReadme(readme: string): string {
  const rows = variables().map(({ name, says, fallback }) => {
    const shown = fallback === "" ? "" : `\`${fallback}\``;
    return `| \`${name}\` | ${shown} | ${says.replaceAll("|", "\\|")} |\n`;
  });
  return readme.replace(TABLE, () => `| variable | default | |\n| --- | --- | --- |\n${rows.join("")}`);
}

function variables(): { name: string; says: string; fallback: string }[] {
  return Object.entries(environment.shape).map(([name, schema]) => {
    const value = environment.safeParse({}).data?.[name as keyof typeof environment.shape];
    const fallback = value === undefined || (Array.isArray(value) && value.length === 0) ? "" : String(value);
    return { name, says: schema.description ?? "", fallback };
  });
}

if (process.argv[1] === import.meta.filename) {
  const root = join(import.meta.dirname, "../..");
  writeFileSync(join(root, ".env.example"), renderEnvExample());
  const readme = join(root, "README.md");
  writeFileSync(readme, renderReadme(readFileSync(readme, "utf8")));
}
