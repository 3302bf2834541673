// The text of .env.example, made from the environment's schema. Run this file to write it:
//   node --import tsx tests/support/env-example.ts
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { environment } from "../../lib/env.ts";

const HEAD = `# Every variable Confab reads. Nothing is needed on a developer's machine: copy this to .env and set what you want to
# change. A variable that is set in the shell wins. In production the start refuses what is not safe and says why.
`;

export function renderEnvExample(): string {
  const blocks = Object.entries(environment.shape).map(([name, schema]) => {
    const fallback = environment.safeParse({}).data?.[name as keyof typeof environment.shape];
    const shown = fallback === undefined || (Array.isArray(fallback) && fallback.length === 0) ? "" : String(fallback);
    return `# ${schema.description}\n# ${name}=${shown}\n`;
  });
  return [HEAD, ...blocks].join("\n");
}

if (process.argv[1] === import.meta.filename)
  writeFileSync(join(import.meta.dirname, "../../.env.example"), renderEnvExample());
