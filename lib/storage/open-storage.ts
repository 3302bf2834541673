import { join } from "node:path";
import type { ObjectStore } from "../storage.ts";
import { openDiskStore } from "./disk-store.ts";

/** Where this installation keeps its files: a folder under `dataDir`, which several processes may share. */
export const openStorage = (dataDir: string): Promise<ObjectStore> => openDiskStore(join(dataDir, "files"));
