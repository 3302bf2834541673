import type pg from "pg";
import { onOneNode } from "./on-one-node.ts";

/** PERMISSIONS: a deleted thread can be restored, and a deleted text brought back, for this long. */
const KEPT_DAYS = 30;

/** Rows of one statement: small, so that nobody waits behind it. */
const BATCH = 2_000;

/** Names the job to Postgres: one node at a time sweeps. */
const LOCK_KEY = 742_019_302;

export type Swept = { threads: number; texts: number };

/**
 * Removes threads deleted more than 30 days ago with everything in them, and erases the texts, earlier ones too, of
 * messages deleted as long ago, wherever moderators withdrew them too; their tombstones stay. Gives how many went, null where another node sweeps.
 */
export function sweepDeleted(
  pool: pg.Pool,
  { stopped = () => false }: { stopped?: () => boolean } = {},
): Promise<Swept | null> {
  return onOneNode(pool, LOCK_KEY, async (client) => ({
    threads: await sweepThreads(client, stopped),
    texts: await eraseTexts(client, stopped),
  }));
}

async function sweepThreads(client: pg.PoolClient, stopped: () => boolean): Promise<number> {
  const { rows } = await client.query<{ id: string }>(OLD_THREADS, [KEPT_DAYS]);
  let swept = 0;
  for (const { id } of rows) {
    for (let last = BATCH; last === BATCH; ) {
      if (stopped()) return swept;
      last = (await client.query(DELETE_MESSAGES, [id, BATCH])).rowCount ?? 0;
    }
    await client.query(`DELETE FROM "Event" WHERE stream = 'thread:' || $1`, [id]);
    // Restored in this very moment: its messages are gone, so that moment was too late by 30 days.
    swept += (await client.query(`DELETE FROM "Thread" WHERE id = $1 AND state = 'DELETED'`, [id])).rowCount ?? 0;
  }
  return swept;
}

async function eraseTexts(client: pg.PoolClient, stopped: () => boolean): Promise<number> {
  let erased = 0;
  for (let last = BATCH; last === BATCH && !stopped(); erased += last)
    last = (await client.query(ERASE, [KEPT_DAYS, BATCH])).rowCount ?? 0;
  return erased;
}

/** Whose files and pictures are erased: the row of a file is what its bytes are found by. */
const OLD_THREADS = `
  SELECT id FROM "Thread" t WHERE state = 'DELETED' AND "deletedAt" < now() - make_interval(days => $1)
    AND NOT EXISTS (SELECT 1 FROM "Attachment" a WHERE a."threadId" = t.id AND a."erasedAt" IS NULL)
    AND NOT EXISTS (SELECT 1 FROM "LinkPreview" l JOIN "Message" m ON m.id = l."messageId"
                    WHERE m."threadId" = t.id AND l.width IS NOT NULL)`;

const DELETE_MESSAGES = `
  DELETE FROM "Message" WHERE id IN (SELECT id FROM "Message" WHERE "threadId" = $1 ORDER BY seq DESC LIMIT $2)`;

/** The index over deletions is on their time in UTC, which does not depend on a session's zone. */
const ERASE = `
  WITH old AS (
    SELECT id FROM "Message" WHERE "deletedAt" IS NOT NULL AND (body <> '' OR plain <> '')
      AND "deletedAt" AT TIME ZONE 'UTC' < (now() - make_interval(days => $1)) AT TIME ZONE 'UTC' LIMIT $2
  ), edits AS (
    DELETE FROM "MessageEdit" WHERE "messageId" IN (SELECT id FROM old)
  ), forwards AS (
    UPDATE "Forward" SET body = '' WHERE "messageId" IN (SELECT id FROM old) OR (withdrawn AND "sourceId" IN (SELECT id FROM old))
  ), links AS (
    -- The row stays for the sweep of its picture.
    UPDATE "LinkPreview" SET url = id::text, title = NULL, description = NULL, "siteName" = NULL, state = 'NONE', "fetchAfter" = NULL
    WHERE "messageId" IN (SELECT id FROM old)
  )
  UPDATE "Message" SET body = '', plain = '', mentions = '{}' WHERE id IN (SELECT id FROM old)`;
