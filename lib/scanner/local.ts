import type { Scanned, Scanner, Verdict } from "../scanner.ts";
import { gunzipped, readZip, unpackEntry } from "./archive.ts";

/** The test file that every scanner knows, in two halves: this source is no finding. */
const EICAR = String.raw`X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-` + "STANDARD-ANTIVIRUS-TEST-FILE!$H+H*";
const SIGNATURE = "Eicar-Test-Signature";
/** How much of each entry of an archive is unpacked, and of how many. */
const ENTRY_BYTES = 1024 * 1024;
const ENTRIES = 500;

/**
 * The scanner of a fresh clone. It knows one signature, the EICAR test file, on its own and inside zip and gzip: enough
 * to try the product with, and no protection. Production wants clamd.
 */
export function createLocalScanner(): Scanner {
  return {
    kind: "local",
    version: () => Promise.resolve("Confab's built-in scanner, 1 signature"),
    async scan(file): Promise<Verdict> {
      const isInfected =
        (await isFoundIn(await file.stream())) || (await isFoundInZip(file)) || (await isFoundInGzip(file));
      return isInfected ? { is: "infected", signature: SIGNATURE } : { is: "clean" };
    },
  };
}

/** Looks through everything, also across the borders of chunks. */
async function isFoundIn(bytes: AsyncIterable<unknown>): Promise<boolean> {
  let before = "";
  for await (const chunk of bytes) {
    const text = before + (chunk as Buffer).toString("latin1");
    if (text.includes(EICAR)) return true;
    before = text.slice(-EICAR.length);
  }
  return false;
}

async function isFoundInZip(file: Scanned): Promise<boolean> {
  const entries = await readZip(file);
  if (!Array.isArray(entries)) return false;
  for (const entry of entries.slice(0, ENTRIES)) {
    const unpacked = await unpackEntry(file, entry, ENTRY_BYTES);
    if (unpacked?.includes(EICAR, 0, "latin1")) return true;
  }
  return false;
}

async function isFoundInGzip(file: Scanned): Promise<boolean> {
  if (file.size < 18 || (await file.read(0, 1)).readUInt16BE() !== 0x1f8b) return false;
  return isFoundIn(beginningOf(gunzipped(file)));
}

async function* beginningOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = ENTRY_BYTES;
  for await (const chunk of bytes) {
    yield chunk;
    left -= chunk.length;
    if (left < 0) return;
  }
}
