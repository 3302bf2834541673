import { createHash } from "node:crypto";
import type { ScanResult } from "../commands/finish-scan.ts";
import { isArchiveBomb } from "../scanner/archive.ts";
import type { Scanned, Scanner } from "../scanner.ts";
import { ObjectMissing, type ObjectStore, readObject, thumbnailKey } from "../storage.ts";
import { isDecodable, makeThumbnail } from "./thumbnail.ts";

/** Pictures of more bytes are offered and not shown: they are decoded in memory. */
const PICTURE_MAX_BYTES = 40 * 1024 * 1024;

/** A stored file as the scanner looks into it. */
export const scannedFile = (store: ObjectStore, { id, size }: { id: string; size: number }): Scanned => ({
  size,
  stream: () => store.get(id),
  read: (start, end) => readObject(store, id, { start, end }),
});

/**
 * Looks into a stored file: what the scanner says, whether it is an archive made to burst, and of pictures the size and
 * a thumbnail, which is stored. Throws where nobody could say: it is to be asked again.
 */
export async function judgeFile(
  file: { id: string; size: number; type: string },
  { store, scanner }: { store: ObjectStore; scanner: Scanner },
): Promise<ScanResult> {
  // Before the scan: signatures that come in the middle of it make it be scanned again, and not missed.
  const scannedWith = await scanner.version();
  const scanned = scannedFile(store, file);
  try {
    const verdict = await scanner.scan(scanned);
    if (verdict.is === "infected") return { ...verdict, scannedWith };
    if (verdict.is === "refused") return { is: "failed", problem: verdict.problem, scannedWith };
    if (await isArchiveBomb(scanned, file.type)) return { is: "failed", problem: "archive", scannedWith };
    const hash = createHash("sha256");
    for await (const chunk of await scanned.stream()) hash.update(chunk as Buffer);
    return { is: "clean", sha256: hash.digest("hex"), picture: await picture(file, store), scannedWith };
  } catch (error) {
    if (error instanceof ObjectMissing) return { is: "failed", problem: "unreadable", scannedWith };
    throw error;
  }
}

async function picture({ id, size, type }: { id: string; size: number; type: string }, store: ObjectStore) {
  if (!isDecodable(type) || size > PICTURE_MAX_BYTES) return null;
  const thumbnail = await makeThumbnail(await readObject(store, id));
  if (!thumbnail) return null;
  const { webp, ...rest } = thumbnail;
  await store.put(thumbnailKey(id), webp, { type: "image/webp" });
  return rest;
}
