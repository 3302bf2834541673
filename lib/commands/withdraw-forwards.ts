import { type StreamName, threadStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import type { CommandContext } from "./command.ts";
import { forwardPlain } from "./forward-plain.ts";

type ForwardRow = { id: string; threadId: string; seq: number; body: string; forwarded: string };

const FIND = `
  SELECT m.id, m."threadId", m.seq, m.body, f.body AS forwarded FROM "Forward" f JOIN "Message" m ON m.id = f."messageId"
  WHERE f."sourceId" = $1::uuid AND f.withdrawn <> $2 ORDER BY m."threadId", m.seq`;

const WRITE = `
  WITH n AS (SELECT * FROM unnest($1::uuid[], $2::text[]) AS n(id, plain)),
  texts AS (UPDATE "Message" m SET plain = n.plain FROM n WHERE m.id = n.id)
  UPDATE "Forward" f SET withdrawn = $3 FROM n WHERE f."messageId" = n.id`;

/**
 * Shows the text of a message no longer wherever it was passed on, or again: what a moderator takes out of a thread is
 * not to stand in others. Each of those messages changes on its own stream. The source's row must have been written
 * before, so that no forward under way is overlooked.
 */
export async function withdrawForwards(
  { sql, lock, changed }: CommandContext,
  sourceId: string,
  withdrawn: boolean,
): Promise<void> {
  const found = await sql.rows<ForwardRow>(FIND, [sourceId, withdrawn]);
  if (found.length === 0) return;
  // Most are locked from the beginning (`forwardLocks`).
  for (const { threadId } of found) await lock(threadStream(threadId));
  const plains = found.map(({ body, forwarded }) => forwardPlain(body, withdrawn ? null : forwarded));
  await sql.rows(WRITE, [found.map(({ id }) => id), plains, withdrawn]);
  for (const { id, threadId, seq } of found) changed(threadStream(threadId), { kind: "message", id, fromSeq: seq });
}

/** The threads into which a message was passed on: what deleting somebody else's message locks beside its own. */
export async function forwardLocks(sql: Sql, sourceId: string): Promise<StreamName[]> {
  const rows = await sql.rows<{ threadId: string }>(
    `SELECT DISTINCT m."threadId" FROM "Forward" f JOIN "Message" m ON m.id = f."messageId" WHERE f."sourceId" = $1::uuid`,
    [sourceId],
  );
  return rows.map(({ threadId }) => threadStream(threadId));
}
