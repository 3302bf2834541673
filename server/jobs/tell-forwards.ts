import type pg from "pg";
import { tellForwards } from "../../lib/commands/tell-forwards.ts";
import type { Logger } from "../../lib/log.ts";
import type { PublishedEvent } from "../../lib/process.ts";
import { type Job, startJob } from "./one-at-a-time.ts";

/** How often the queue is looked at without being told to: for what another process left, and what is shown again. */
const EVERY_MS = 2_000;
/** Messages taken in one go. Of one thread they are told together. */
const BATCH = 100;

export type Telling = Job & {
  /** Resolves when nothing is due any more. For tests. */
  idle(): Promise<void>;
};

type Row = { messageId: string; threadId: string; authorId: string };

/**
 * Tells the threads into which a message was passed on that a moderator has deleted it, or that it is back. The queue is
 * the table, as with scans: written with the deletion, taken with SKIP LOCKED and held by moving its time on, so that it
 * survives its process. Each thread is locked by itself and for a moment only, however many there are.
 */
export function startTelling({
  pool,
  log,
  everyMs = EVERY_MS,
}: {
  pool: pg.Pool;
  log: Logger;
  everyMs?: number;
}): Telling {
  const tellDue = async (stopped: () => boolean): Promise<void> => {
    for (;;) {
      const { rows } = await pool.query<Row>(TAKE, [BATCH]);
      if (rows.length === 0) return;
      for (const [threadId, own] of Map.groupBy(rows, (row) => row.threadId)) {
        if (stopped()) return;
        const task = { threadId, userId: own[0]?.authorId ?? "", messageIds: own.map(({ messageId }) => messageId) };
        await tellForwards(task).catch((err: unknown) =>
          log.warn({ err, threadId }, "a thread could not be told what was withdrawn; it is told later"),
        );
      }
    }
  };
  const job = startJob(tellDue, {
    everyMs,
    onFailure: (err) => log.warn({ err }, "the queue of what was withdrawn could not be read"),
  });
  return {
    ...job,
    async idle() {
      do {
        job.wake();
        await job.settled();
      } while ((await pool.query(DUE)).rowCount);
    },
  };
}

/** Whether a moderator has deleted a message. That one is back is found in time. */
export const wakesTelling = (events: readonly PublishedEvent[]): boolean =>
  events.some(
    ({ change }) =>
      change?.kind === "message" &&
      change.message.deletedById !== null &&
      change.message.deletedById !== change.message.authorId,
  );

/** Held for half a minute: longer than a batch takes. */
const TAKE = `
  UPDATE "Forward" f SET "tellAfter" = now() + interval '30 seconds' FROM "Message" m
  WHERE m.id = f."messageId" AND f."messageId" IN (
    SELECT "messageId" FROM "Forward" WHERE "tellAfter" <= now() ORDER BY "tellAfter" LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING f."messageId", m."threadId", m."authorId"`;
const DUE = `SELECT 1 FROM "Forward" WHERE "tellAfter" <= now() LIMIT 1`;
