import { constants, createGunzip, inflateRawSync } from "node:zlib";
import type { Scanned } from "../scanner.ts";

const MB = 1024 * 1024;
/** What an archive may unpack to, in bytes, in entries, and as a multiple of its size once it is no longer small. */
const LIMITS = { bytes: 4_000 * MB, entries: 20_000, ratio: 200, smallBytes: 100 * MB };

/** An entry of a zip as its directory has it; sizes in bytes. */
export type ZipEntry = { method: number; packed: number; unpacked: number; offset: number };

/**
 * Whether an archive is one that is made to burst whoever opens it: judged by what it says of itself and, where it says
 * nothing (gzip), by unpacking it without keeping anything.
 */
export async function isArchiveBomb(file: Scanned, type: string): Promise<boolean> {
  if (type === "application/gzip") return bursts(await gunzippedSize(file), file.size);
  const entries = await readZip(file);
  if (entries === null) return false;
  if (entries === "malformed") return false;
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0);
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0);
  // Entries that share their bytes pack more than the file holds.
  return entries.length > LIMITS.entries || packed > file.size || bursts(unpacked, file.size);
}

function bursts(unpacked: number, size: number): boolean {
  return unpacked > LIMITS.bytes || (unpacked > LIMITS.smallBytes && unpacked > size * LIMITS.ratio);
}

/** Counts, and stops counting once it is too much. */
async function gunzippedSize(file: Scanned): Promise<number> {
  let size = 0;
  for await (const chunk of gunzipped(file)) {
    size += chunk.length;
    if (bursts(size, file.size)) break;
  }
  return size;
}

/**
 * What a gzip unpacks to, for as long as somebody reads on; of a damaged one what comes before the damage. Not by
 * `pipeline`, for which a reader who has seen enough is an error.
 */
export async function* gunzipped(file: Scanned): AsyncGenerator<Buffer> {
  const packed = await file.stream();
  const gunzip = createGunzip();
  packed.on("error", (error) => gunzip.destroy(error)).pipe(gunzip);
  try {
    for await (const chunk of gunzip) yield chunk as Buffer;
  } catch (error) {
    if (!/^Z_/.test((error as NodeJS.ErrnoException).code ?? "")) throw error;
  } finally {
    packed.destroy();
    gunzip.destroy();
  }
}

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_MIN = 22;
const ENTRY_MIN = 46;
const COMMENT_MAX = 65_535;
/** Of a directory no more is read than its most entries can take. */
const DIRECTORY_MAX = 8 * MB;
/** A field that says: look into the zip64 extension. */
const ZIP64 = 0xffffffff;

/** The directory of a zip (and of all that is a zip inside: documents, books); null for what is no zip. */
export async function readZip(file: Scanned): Promise<ZipEntry[] | "malformed" | null> {
  if (file.size < END_MIN) return null;
  const tail = await file.read(Math.max(0, file.size - END_MIN - COMMENT_MAX), file.size - 1);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + END_MIN > tail.length || tail.readUInt32LE(end) !== END_OF_DIRECTORY) return null;
  const length = tail.readUInt32LE(end + 12);
  const offset = tail.readUInt32LE(end + 16);
  const directoryEnd = file.size - tail.length + end;
  // Something may stand before the archive: then its offsets are from its own beginning.
  const start = directoryEnd - length;
  if (offset === ZIP64 || start < 0 || length === 0) return "malformed";
  const shift = start - offset;
  const directory = await file.read(start, Math.min(directoryEnd, start + DIRECTORY_MAX) - 1);
  const entries: ZipEntry[] = [];
  for (let at = 0; at + ENTRY_MIN <= directory.length && entries.length <= LIMITS.entries; ) {
    if (directory.readUInt32LE(at) !== DIRECTORY_ENTRY) break;
    entries.push({
      method: directory.readUInt16LE(at + 10),
      packed: directory.readUInt32LE(at + 20),
      unpacked: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42) + shift,
    });
    at += ENTRY_MIN + [28, 30, 32].reduce((sum, field) => sum + directory.readUInt16LE(at + field), 0);
  }
  return entries;
}

/** The first bytes of an entry, unpacked; null where they cannot be had. Never more than `max` in memory. */
export async function unpackEntry(file: Scanned, entry: ZipEntry, max: number): Promise<Buffer | null> {
  const HEADER = 30;
  if (entry.offset < 0 || entry.offset + HEADER > file.size || entry.packed === 0) return null;
  const header = await file.read(entry.offset, entry.offset + HEADER - 1);
  const start = entry.offset + HEADER + header.readUInt16LE(26) + header.readUInt16LE(28);
  const end = Math.min(start + Math.min(entry.packed, max), file.size) - 1;
  if (end < start) return null;
  const packed = await file.read(start, end);
  if (entry.method === 0) return packed;
  if (entry.method !== 8) return null;
  try {
    // A cut stream gives what it has; one that unpacks to more than `max` throws and is left to the bomb check.
    return inflateRawSync(packed, { maxOutputLength: max, finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}
