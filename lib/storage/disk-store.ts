import { createReadStream } from "node:fs";
import { mkdir, open, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { FileStore } from "@tus/file-store";
import { ObjectMissing, type ObjectStore } from "../storage.ts";

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === "ENOENT";

/** Objects as files of one folder, named by their keys. Several processes may share it. */
export async function openDiskStore(folder: string): Promise<ObjectStore> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const pathOf = (key: string) => {
    // Keys are ours; this is the last lock before the file system.
    if (!/^[\w-]+(\.\w+)?$/.test(key)) throw new Error("A key of the store is malformed.");
    return join(folder, key);
  };
  const uploads = new FileStore({ directory: folder });

  return {
    kind: "disk",
    uploads,
    async put(key, bytes) {
      // Whole or not at all: a reader must not meet half of it, and a crash must not leave half of it.
      const parts = `${pathOf(key)}.part`;
      await writeFile(parts, bytes);
      await rename(parts, pathOf(key));
    },
    async get(key, range) {
      const file = await open(pathOf(key)).catch((error: unknown) => {
        throw isMissing(error) ? new ObjectMissing(key) : error;
      });
      return createReadStream("", { fd: file, ...range });
    },
    async head(key) {
      const found = await stat(pathOf(key)).catch((error: unknown) => {
        if (isMissing(error)) return null;
        throw error;
      });
      return found && { size: found.size };
    },
    delete: (key) => rm(pathOf(key), { force: true }),
    // They were written in place.
    keepUpload: async () => undefined,
    finishUpload: (key) => rm(`${pathOf(key)}.json`, { force: true }),
    async abandonUpload(key) {
      await rm(`${pathOf(key)}.json`, { force: true });
      await rm(pathOf(key), { force: true });
    },
  };
}
