// A copy of the server's bundle, with pieces of its source replaced: to switch off one safety and see who notices.
import { readFileSync, rmSync } from "node:fs";
import { join, relative } from "node:path";
import { build, type Plugin } from "esbuild";

const root = join(import.meta.dirname, "../..");

/** In `file`, `from` becomes `to`. A patch that no longer fits its file is an error. */
export type Patch = { file: string; from: string; to: string };

/** Builds server/index.ts with these patches into `dist/<name>` and gives the program's path from the checkout. */
export async function buildServerCopy(name: string, patches: readonly Patch[] = []): Promise<string> {
  const outdir = join(root, "dist", name);
  rmSync(outdir, { recursive: true, force: true });
  const unused = new Set(patches);
  const patching: Plugin = {
    name: "patch",
    setup: (bundler) =>
      bundler.onLoad({ filter: /\/(lib|server)\/.*\.ts$/ }, ({ path }) => {
        const own = patches.filter(({ file }) => file === relative(root, path));
        if (own.length === 0) return undefined;
        let contents = readFileSync(path, "utf8");
        for (const patch of own) {
          if (!contents.includes(patch.from)) continue;
          contents = contents.replace(patch.from, patch.to);
          unused.delete(patch);
        }
        return { contents, loader: "ts" };
      }),
  };
  await build({
    absWorkingDir: root,
    entryPoints: [{ in: "server/index.ts", out: "index" }],
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    format: "esm",
    target: "node22.18",
    packages: "external",
    sourcemap: "linked",
    logLevel: "error",
    plugins: [patching],
  });
  for (const { file, from } of unused) throw new Error(`The patch no longer fits ${file}: ${from}`);
  return `dist/${name}/index.js`;
}
