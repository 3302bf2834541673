import { judgeMessage, messageColumns, type MessageRow } from "../access/access-message.ts";
import { factsColumns, type FactsRow } from "../access/facts-row.ts";
import type { ForwardView } from "../contract/forwards.ts";
import type { Sql } from "../db.ts";
import { AppError, isAppError } from "../errors.ts";
import { forwardViewSql } from "../views/forward-view.ts";
import type { BatchItem } from "./command.ts";
import type { NewMessage } from "./send-write.ts";

type Item = BatchItem<"message:send">;

/** What deciding about one forward takes: the actor in the source's thread, the source, and what it passes on itself. */
export type ForwardFacts = FactsRow &
  MessageRow & {
    files: number;
    /** Null where the source passes nothing on, or a moderator has deleted that. */
    carried: ForwardView | null;
  };

/**
 * The source is held until commit: a moderator who deletes it meanwhile finds this forward, or this send finds it deleted.
 */
const READ = `
  SELECT i.ord::int AS ord, ${factsColumns}, ${messageColumns}, m."attachmentCount" AS files,
    CASE WHEN NOT f.withdrawn AND NOT coalesce(o.removed, false) THEN ${forwardViewSql} END AS carried
  FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS i(actor, source, ord)
  JOIN "Message" m ON m.id = i.source JOIN "User" u ON u.id = i.actor JOIN "Thread" t ON t.id = m."threadId"
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  LEFT JOIN "Forward" f ON f."messageId" = m.id
  LEFT JOIN LATERAL (SELECT s."deletedById" <> s."authorId" AS removed FROM "Message" s WHERE s.id = f."sourceId" FOR SHARE) o
    ON true
  FOR SHARE OF m`;

/** Facts for each item that forwards, by its place; asks nothing where none does. */
export async function readForwardFacts(sql: Sql, items: readonly Item[]): Promise<Map<number, ForwardFacts>> {
  const forwards = items.flatMap(({ actor, input }, index) =>
    input.forwardId ? [{ index, actorId: actor.userId, sourceId: input.forwardId }] : [],
  );
  if (forwards.length === 0) return new Map();
  const rows = await sql.rows<ForwardFacts & { ord: number }>(READ, [
    forwards.map(({ actorId }) => actorId),
    forwards.map(({ sourceId }) => sourceId),
  ]);
  return new Map(rows.flatMap((row) => (forwards[row.ord - 1] ? [[forwards[row.ord - 1]!.index, row] as const] : [])));
}

/**
 * The snapshot that one message carries; null where it forwards nothing. Of a message that is a forward itself, what it
 * carries goes on under its own author, and the words beside it stay behind. Throws AppError: NOT_FOUND for a source that
 * is missing or that the actor may not read (in the same words), GONE for a deleted one, FORBIDDEN for Confab's notes.
 */
export function judgeForward(
  facts: ForwardFacts | undefined,
  { actor, input, now }: Item & { now: Date },
): ForwardView | null {
  const { forwardId } = input;
  if (!forwardId) return null;
  if (!facts || !isReadable(facts, { actor, now })) {
    throw new AppError("NOT_FOUND", "The message you forward is not there, or you may not see it.", { forwardId });
  }
  if (facts.deletedAt) throw new AppError("GONE", "The message you forward was deleted.", { forwardId });
  if (facts.messageKind === "SYSTEM") throw new AppError("FORBIDDEN", "Confab's own notes stay where they are.");
  if (facts.carried) return facts.carried;
  const { messageId, threadId, authorId, createdAt, body, files } = facts;
  if (body === "" && files === 0) throw new AppError("GONE", "What this message passed on was deleted.", { forwardId });
  return { messageId, threadId, authorId, createdAt: createdAt.toISOString(), body, files };
}

function isReadable(facts: ForwardFacts, { actor, now }: Pick<Item, "actor"> & { now: Date }): boolean {
  try {
    judgeMessage(facts, { actor, action: "history.read", now });
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}

const WRITE = `
  WITH n AS (
    SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[], $6::text[], $7::int[])
      AS n(message, source, thread, author, written, body, files)
  ), rows AS (
    INSERT INTO "Forward" ("messageId", "sourceId", "sourceThreadId", "authorId", "writtenAt", body, files)
    SELECT message, source, thread, author, written, body, files FROM n
  )
  UPDATE "Message" m SET forwarded = true FROM n WHERE m.id = n.message`;

/** Keeps the snapshots of messages that were written before it in the same transaction; asks nothing where there are none. */
export async function writeForwards(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  const rows = messages.flatMap(({ id, forward }) => (forward ? [{ id, forward }] : []));
  if (rows.length === 0) return;
  await sql.rows(WRITE, [
    rows.map(({ id }) => id),
    rows.map(({ forward }) => forward.messageId),
    rows.map(({ forward }) => forward.threadId),
    rows.map(({ forward }) => forward.authorId),
    rows.map(({ forward }) => forward.createdAt),
    rows.map(({ forward }) => forward.body),
    rows.map(({ forward }) => forward.files),
  ]);
}
