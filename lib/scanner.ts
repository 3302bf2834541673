import type { Readable } from "node:stream";
import type { Env } from "./env.ts";
import { createClamd } from "./scanner/clamd.ts";
import { createLocalScanner } from "./scanner/local.ts";

/** A file to look into. */
export type Scanned = {
  size: number;
  stream(): Promise<Readable>;
  /** The bytes from `start` to `end`, both included. */
  read(start: number, end: number): Promise<Buffer>;
};

/** What a scanner says. `refused`: it looked and could not judge, and will not do better another time. */
export type Verdict = { is: "clean" } | { is: "infected"; signature: string } | { is: "refused"; problem: "size" };

/** Says whether a file is harmless. Who cannot be asked is not told "clean": everything here fails closed. */
export type Scanner = {
  readonly kind: "clamd" | "local";
  /** Names the engine and its signatures: another name is another judge, and files are scanned again. Throws when away. */
  version(): Promise<string>;
  /** @throws Error when the scanner is away, slow or makes no sense: scan again later. */
  scan(file: Scanned): Promise<Verdict>;
};

/** clamd where its address is set, else the built-in scanner, which knows next to nothing and says so. */
export function createScanner({ CLAMD_ADDRESS: address }: Pick<Env, "CLAMD_ADDRESS">): Scanner {
  return address ? createClamd(address) : createLocalScanner();
}
