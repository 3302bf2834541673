import { LOCAL_CAST, LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";

const bold = (text: string) => `\x1b[1m${text}\x1b[0m`;
const dim = (text: string) => `\x1b[90m${text}\x1b[0m`;

/** What a developer sees when everything runs: where, who to be, and which parts are local and what replaces them. */
export function printBanner({
  url,
  localDatabase,
  localIdentity,
  limits,
  redis,
  scanner,
}: {
  url: string;
  localDatabase: boolean;
  localIdentity: boolean;
  limits: "memory" | "redis" | "upstash";
  redis: boolean;
  scanner: "clamd" | "local";
}): void {
  const locals: [what: string, instead: string][] = [];
  if (localDatabase) locals.push(["Postgres, embedded", "DATABASE_URL"]);
  if (localIdentity) locals.push(["Identity, a stand-in", "NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY"]);
  if (limits === "memory") locals.push(["Rate limits in memory", "REDIS_URL, or UPSTASH_REDIS_REST_URL and _TOKEN"]);
  if (!redis) locals.push(["One process", "REDIS_URL joins several"]);

  if (scanner === "local") locals.push(["A scanner of one virus", "CLAMD_ADDRESS: it knows only the EICAR test file"]);

  const lines = ["", `  ${bold("Confab")} is at ${bold(`\x1b[36m${url}`)}`, ""];
  if (localIdentity) {
    const cast = LOCAL_CAST.map(({ email, part }) => `${email} ${dim(part.toLowerCase())}`);
    lines.push(`  Sign in as  ${cast.join("\n              ")}`, `  Password    ${LOCAL_CAST_PASSWORD}`, "");
  }
  for (const [index, [what, instead]] of locals.entries())
    lines.push(`  ${index === 0 ? "Local here" : "          "}  ${what.padEnd(22)} ${dim(`replaced by ${instead}`)}`);
  lines.push("", `  ${dim("Ctrl-C stops everything.")}`, "");
  console.log(lines.join("\n"));
}
