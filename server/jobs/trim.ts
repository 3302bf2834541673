import type pg from "pg";
import type { Logger } from "../../lib/log.ts";
import { onOneNode } from "./on-one-node.ts";
import { sweepDeleted } from "./sweep.ts";

const EVERY_MS = 60 * 60_000;
const KEPT_DAYS = 30;
/** Rows of one DELETE: small, so that nobody waits behind it. */
const BATCH = 5_000;
/** Names the job to Postgres: one node at a time trims. */
const LOCK_KEY = 742_019_301;

/**
 * Removes what is kept for 30 days and older, every hour, on one node at a time: change events (PROTOCOL L8), deleted
 * threads, and the texts of deleted messages.
 */
export function startTrimming({ pool, log, everyMs = EVERY_MS }: { pool: pg.Pool; log: Logger; everyMs?: number }): {
  stop(): Promise<void>;
} {
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const timer = setInterval(() => {
    running = trimEvents(pool, { stopped: () => stopped })
      .then((events) => void (events > 0 && log.info({ events }, "trimmed old events")))
      .then(() => sweepDeleted(pool, { stopped: () => stopped }))
      .then((swept) => void (swept && swept.threads + swept.texts > 0 && log.info(swept, "swept what was deleted")))
      .catch((err: unknown) => log.warn({ err }, "what is old could not be removed"));
  }, everyMs).unref();
  return {
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

/** Trims now, unless another node does; gives how many events went. */
export async function trimEvents(
  pool: pg.Pool,
  { stopped = () => false }: { stopped?: () => boolean } = {},
): Promise<number> {
  const trimmed = await onOneNode(pool, LOCK_KEY, async (client) => {
    let count = 0;
    for (let last = BATCH; last === BATCH && !stopped(); count += last)
      last = (await client.query(TRIM, [KEPT_DAYS, BATCH])).rowCount ?? 0;
    return count;
  });
  return trimmed ?? 0;
}

const TRIM = `
  DELETE FROM "Event" WHERE (stream, seq) IN (
    SELECT stream, seq FROM "Event" WHERE "createdAt" < now() - make_interval(days => $1) ORDER BY "createdAt" LIMIT $2)`;
