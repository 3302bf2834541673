// Generates the Prisma client into generated/prisma when the schema or Prisma itself changed.
// `prisma generate` asks for a schema-engine binary that it never runs; naming any existing file for that one
// command keeps it from downloading one.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const schemaFile = join(root, "prisma/schema.prisma");
const stampFile = join(root, "generated/prisma/.stamp");

const require = createRequire(import.meta.url);

function findPrismaCli(): string | null {
  try {
    return join(require.resolve("prisma/package.json"), "../build/index.js");
  } catch {
    return null;
  }
}

const cli = findPrismaCli();
if (!existsSync(schemaFile) || cli === null) {
  // An installation without development packages ships the client it was built with.
  console.log("prisma: no schema or no prisma package here, nothing to generate");
  process.exit(0);
}

const version = (require("prisma/package.json") as { version: string }).version;
const stamp = createHash("sha256").update(version).update(readFileSync(schemaFile)).digest("hex");
const fresh = existsSync(stampFile) && readFileSync(stampFile, "utf8") === stamp;
if (fresh && !process.argv.includes("--force")) process.exit(0);

const result = spawnSync(process.execPath, [cli, "generate", "--no-hints"], {
  cwd: root,
  encoding: "utf8",
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, CHECKPOINT_DISABLE: "1" },
});
if (result.status !== 0) {
  process.stderr.write(`${result.stdout}${result.stderr}`);
  process.exit(result.status ?? 1);
}
writeFileSync(stampFile, stamp);
console.log("prisma: client generated in generated/prisma");
