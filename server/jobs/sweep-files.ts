import type pg from "pg";
import type { Logger } from "../../lib/log.ts";
import { UNDELETE_MS } from "../../lib/policy/restraints.ts";
import { RESTORE_MS } from "../../lib/policy/thread-state.ts";
import { type ObjectStore, thumbnailKey } from "../../lib/storage.ts";

const EVERY_MS = 5 * 60_000;
/** Files erased in one go. */
const BATCH = 100;

/** A restoration that is on its way when the time is over finds its files. */
const GRACE_SECONDS = 600;

/**
 * How long, in seconds, bytes are kept that nobody can reach: of a message that its author or a moderator deleted, and of a
 * deleted thread (as the latter), for as long as that may be taken back; of an upload that came to an end in no message; of one that was condemned, for whoever
 * disputes it.
 */
export type Keeping = {
  deletedSeconds: number;
  moderatedSeconds: number;
  unsentSeconds: number;
  condemnedSeconds: number;
};
const KEEPING: Keeping = {
  deletedSeconds: UNDELETE_MS / 1000 + GRACE_SECONDS,
  moderatedSeconds: RESTORE_MS / 1000 + GRACE_SECONDS,
  unsentSeconds: 48 * 3_600,
  condemnedSeconds: 24 * 3_600,
};

/** Erases every five minutes what nobody can reach any more. Nodes share the work by SKIP LOCKED. */
export function startSweeping({ pool, store, log }: { pool: pg.Pool; store: ObjectStore; log: Logger }): {
  stop(): Promise<void>;
} {
  let running: Promise<void> = Promise.resolve();
  const timer = setInterval(() => {
    running = sweepFiles({ pool, store }).then(
      (erased) => void (erased > 0 && log.info({ files: erased }, "erased files that nobody can reach")),
      (err: unknown) => log.warn({ err }, "files could not be swept"),
    );
  }, EVERY_MS).unref();
  return {
    async stop() {
      clearInterval(timer);
      await running;
    },
  };
}

/**
 * Erases now; gives how many files. The bytes go first and the row is marked after: a crash in between erases them once
 * more. Rows of files that were in no message go too, the others stay as the record of what was there.
 */
export async function sweepFiles({
  pool,
  store,
  keeping = KEEPING,
}: {
  pool: pg.Pool;
  store: ObjectStore;
  keeping?: Keeping;
}): Promise<number> {
  let erased = 0;
  for (let last = BATCH; last === BATCH; erased += last) last = await sweepBatch({ pool, store, keeping });
  for (let last = BATCH; last === BATCH; erased += last) last = await sweepPictures({ pool, store, keeping });
  return erased;
}

/** The pictures of links that nothing shows any more; the bytes first, as with files. */
async function sweepPictures({ pool, store, keeping }: { pool: pg.Pool; store: ObjectStore; keeping: Keeping }) {
  const { rows } = await pool.query<{ id: string }>(UNSHOWN, [keeping.moderatedSeconds, BATCH]);
  for (const { id } of rows) await store.delete(thumbnailKey(id));
  await pool.query(FORGET_PICTURES, [rows.map(({ id }) => id)]);
  return rows.length;
}

async function sweepBatch({ pool, store, keeping }: { pool: pg.Pool; store: ObjectStore; keeping: Keeping }) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<{ id: string; unsent: boolean }>(UNREACHABLE, [
      keeping.unsentSeconds,
      keeping.deletedSeconds,
      keeping.moderatedSeconds,
      keeping.condemnedSeconds,
      BATCH,
    ]);
    for (const { id } of rows) await eraseBytes(store, id);
    const idsOf = (unsent: boolean) => rows.filter((row) => row.unsent === unsent).map(({ id }) => id);
    await client.query(`DELETE FROM "Attachment" WHERE id = ANY ($1::uuid[])`, [idsOf(true)]);
    await client.query(`UPDATE "Attachment" SET "erasedAt" = now(), "scanAfter" = NULL WHERE id = ANY ($1::uuid[])`, [
      idsOf(false),
    ]);
    await client.query("COMMIT");
    return rows.length;
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** All that the store has of a file: the bytes, the picture, and an upload's own notes. */
export async function eraseBytes(store: ObjectStore, id: string): Promise<void> {
  await store.delete(thumbnailKey(id));
  await store.abandonUpload(id);
}

const UNREACHABLE = `
  SELECT a.id, a."messageId" IS NULL AS unsent
  FROM "Attachment" a JOIN "Thread" t ON t.id = a."threadId" LEFT JOIN "Message" m ON m.id = a."messageId"
  WHERE a."erasedAt" IS NULL AND (
    (a."messageId" IS NULL AND a."createdAt" < now() - make_interval(secs => $1))
    OR m."deletedAt" < now() - make_interval(
      secs => CASE WHEN coalesce(m."deletedById", m."authorId") = m."authorId" THEN $2::float8 ELSE $3::float8 END)
    OR (t.state = 'DELETED' AND t."deletedAt" < now() - make_interval(secs => $3))
    OR (a.state IN ('INFECTED', 'FAILED') AND a."scannedAt" < now() - make_interval(secs => $4)))
  LIMIT $5 FOR UPDATE OF a SKIP LOCKED`;

const UNSHOWN = `
  SELECT l.id FROM "LinkPreview" l JOIN "Message" m ON m.id = l."messageId" JOIN "Thread" t ON t.id = m."threadId"
  WHERE l.width IS NOT NULL AND (l.state IN ('NONE', 'REMOVED')
    OR m."deletedAt" < now() - make_interval(secs => $1)
    OR (t.state = 'DELETED' AND t."deletedAt" < now() - make_interval(secs => $1)))
  LIMIT $2`;
const FORGET_PICTURES = `
  UPDATE "LinkPreview" SET width = NULL, height = NULL, thumbhash = NULL,
    state = CASE WHEN state = 'READY' AND title IS NULL THEN 'NONE' ELSE state END
  WHERE id = ANY ($1::uuid[])`;
