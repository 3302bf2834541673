import type pg from "pg";
import type { Logger } from "../../lib/log.ts";

const EVERY_MS = 60 * 60_000;
const KEPT_DAYS = 30;
/** Rows of one DELETE: small, so that nobody waits behind it. */
const BATCH = 5_000;
/** Names the job to Postgres: one node at a time trims. */
const LOCK_KEY = 742_019_301;

/** PROTOCOL L8: removes change events older than 30 days, every hour, on one node at a time. Messages are never touched. */
export function startTrimming({ pool, log, everyMs = EVERY_MS }: { pool: pg.Pool; log: Logger; everyMs?: number }): {
  stop(): Promise<void>;
} {
  let running: Promise<void> = Promise.resolve();
  let stopped = false;
  const timer = setInterval(() => {
    running = trimEvents(pool, { stopped: () => stopped }).then(
      (trimmed) => void (trimmed > 0 && log.info({ events: trimmed }, "trimmed old events")),
      (err: unknown) => log.warn({ err }, "old events could not be trimmed"),
    );
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
  const client = await pool.connect();
  let trimmed = 0;
  try {
    const { rows } = await client.query<{ mine: boolean }>("SELECT pg_try_advisory_lock($1) AS mine", [LOCK_KEY]);
    if (!rows[0]?.mine) return 0;
    try {
      for (let last = BATCH; last === BATCH && !stopped(); trimmed += last)
        last = (await client.query(TRIM, [KEPT_DAYS, BATCH])).rowCount ?? 0;
    } finally {
      await client.query("SELECT pg_advisory_unlock($1)", [LOCK_KEY]);
    }
    return trimmed;
  } finally {
    client.release();
  }
}

const TRIM = `
  DELETE FROM "Event" WHERE (stream, seq) IN (
    SELECT stream, seq FROM "Event" WHERE "createdAt" < now() - make_interval(days => $1) ORDER BY "createdAt" LIMIT $2)`;
