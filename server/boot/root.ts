import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The checkout: the nearest folder above this file that has a package.json, from source and from the bundle alike. */
export function findRoot(from: string = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    if (existsSync(join(folder, "package.json"))) return folder;
    if (dirname(folder) === folder) throw new Error("Confab's folder has no package.json.");
  }
}
