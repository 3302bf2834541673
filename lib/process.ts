import type { PrismaClient } from "../generated/prisma/client.ts";
import type { Change } from "./contract/events.ts";
import type { StreamName } from "./contract/ids.ts";
import type { ReceiptView } from "./contract/reading.ts";
import type { ProcessPool } from "./db.ts";
import type { Env } from "./env.ts";
import type { Limits } from "./limits.ts";
import type { Logger } from "./log.ts";
import type { BatchQueue } from "./batch-queue.ts";

/** One numbered change on its way out. */
export type PublishedEvent = {
  stream: StreamName;
  seq: number;
  /** Missing where nobody may see the subject any more. */
  change?: Change;
  /** The creation seq of the message it is about: who joined at or after it gets `{ stream, seq }` alone (PROTOCOL L5). */
  fromSeq?: number;
};

/** The way to the sockets; the server builds it, commands/run is the only one to use it. */
export type Publisher = {
  /** In order of commit per stream. */
  publish(events: PublishedEvent[]): void;
  /** These people's rooms must be read again, on every node, before the promise settles (PROTOCOL F3). */
  roomsChanged(userIds: string[]): Promise<void>;
  /** These Clerk sessions have ended: their sockets close (PROTOCOL C5). */
  sessionsEnded(sessionIds: string[]): Promise<void>;
  /** A profile changed; told to those who share a thread. */
  personChanged(userId: string): void;
  /** PROTOCOL E4. */
  emojiChanged(): void;
  /** PROTOCOL E5. */
  groupsChanged(): void;
  /** PROTOCOL E3. */
  receiptsChanged(threadId: string, receipts: ReceiptView[]): void;
};

/** Sockets and people of this process, Redis as it sees it, and how long messages take (milliseconds). */
export type ProcessFigures = {
  sockets: number;
  peopleOnline: number;
  redis: "none" | "up" | "down";
  delivery: { p50: number; p99: number; count: number } | null;
};

/**
 * What the process owns once. Route handlers and the custom server are compiled apart and share no module state;
 * `globalThis` is the one object both see, and this is its only slot.
 */
export type ProcessSlot = {
  env: Env;
  log: Logger;
  pool: ProcessPool;
  prisma: PrismaClient;
  limits: Limits;
  publisher: Publisher;
  /** Hot commands that share one transaction a flush, by command name (PERFORMANCE 1). */
  queues: Map<string, BatchQueue<unknown, unknown>>;
  /** Names this run of the server (PROTOCOL Y4). */
  bootId: string;
  nodeId: string;
  /** What only the sockets know of this process, for the admin page. */
  figures?: () => ProcessFigures;
  /** True from the moment the process was told to stop: it finishes what it has and takes nothing new. */
  draining?: boolean;
};

const holder = globalThis as typeof globalThis & { confab?: ProcessSlot };

/** The process's parts. Throws before the server has built them. */
export function processSlot(): ProcessSlot {
  if (!holder.confab) throw new Error("Confab's process is not set up: it starts through server/index.ts.");
  return holder.confab;
}

export function setProcessSlot(slot: ProcessSlot): void {
  holder.confab = slot;
}
