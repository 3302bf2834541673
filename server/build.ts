// `npm run build`: Next builds the pages and routes into .next, esbuild the custom server into dist/server, so that
// `npm start` needs neither tsx nor a compiler.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { findRoot } from "./boot/root.ts";

const root = findRoot();

function buildPages(): void {
  const next = createRequire(import.meta.url).resolve("next/dist/bin/next");
  const env = { ...process.env, NODE_ENV: "production" as const, NEXT_TELEMETRY_DISABLED: "1" };
  const result = spawnSync(process.execPath, [next, "build"], { cwd: root, stdio: "inherit", env });
  if (result.status !== 0) process.exit(result.status ?? 1);
}

async function buildServer(): Promise<void> {
  const outdir = join(root, "dist/server");
  rmSync(outdir, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [{ in: "server/index.ts", out: "index" }],
    outdir,
    bundle: true,
    // What is loaded on demand (local parts above all) stays a file of its own and is not read in production.
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node22.18",
    jsx: "automatic",
    packages: "external",
    sourcemap: "linked",
    logLevel: "warning",
  });
}

if (!process.argv.includes("--server-only")) {
  console.log("Building the pages …");
  buildPages();
}
const started = performance.now();
await buildServer();
console.log(`Built dist/server in ${Math.round(performance.now() - started)} ms. Start it with npm start.`);
