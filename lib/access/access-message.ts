import type { MessageKind } from "../../generated/prisma/enums.ts";
import { type StreamName, threadStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import { AppError, isAppError, notFound } from "../errors.ts";
import type { ThreadAction } from "../policy/actions.ts";
import type { MessageFacts } from "../policy/facts.ts";
import type { Actor } from "./actor.ts";
import { factsColumns, type FactsRow } from "./facts-row.ts";
import { type Granted, judge } from "./judge.ts";

/** What commands and queries need of a message they have access to. */
export type MessageRow = {
  messageId: string;
  threadId: string;
  authorId: string;
  messageKind: MessageKind;
  seq: number;
  body: string;
  rootId: string | null;
  editCount: number;
  createdAt: Date;
  deletedAt: Date | null;
  deletedById: string | null;
};

/** A `MessageRow` beside `factsColumns`, over "Message" with the alias `m`. */
export const messageColumns = `m.id AS "messageId", m."authorId", m.kind AS "messageKind", m.seq, m.body, m."rootId",
  m."editCount", m."createdAt", m."deletedAt", m."deletedById"`;

const FACTS = `
  SELECT ${factsColumns}, ${messageColumns}
  FROM "Message" m JOIN "User" u ON u.id = $1::uuid JOIN "Thread" t ON t.id = m."threadId"
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  WHERE m.id = $2::uuid`;

/**
 * A message through the actor, or a refusal: NOT_FOUND where it or its thread is missing or hidden, and where it is
 * older than what the actor may see (PROTOCOL L5).
 */
export async function accessMessage(
  sql: Sql,
  { actor, messageId, action, now }: { actor: Actor; messageId: string; action: ThreadAction; now: Date },
): Promise<{ message: MessageRow; facts: Granted }> {
  const [row] = await sql.rows<FactsRow & MessageRow>(FACTS, [actor.userId, messageId]);
  if (!row) throw notFound();
  return { message: row, facts: judgeMessage(row, { actor, action, now }) };
}

/** Asks policy about a message whose row is at hand, and refuses as `accessMessage` does. */
export function judgeMessage(
  row: FactsRow & MessageRow,
  { actor, action, now }: { actor: Actor; action: ThreadAction; now: Date },
): Granted {
  const message = messageFactsOf(row);
  refuseHidden(row, { actor, now, message });
  return judge(row, { actor, action, now, message });
}

/**
 * First whether it may be known of at all: a refusal of the action must not tell that the message exists. Who is refused
 * reading for another reason is told what the action says: a system role deletes in a PRIVATE thread without joining it.
 */
function refuseHidden(
  row: FactsRow & MessageRow,
  { actor, now, message }: { actor: Actor; now: Date; message: MessageFacts },
): void {
  try {
    const { joinedSeq } = judge(row, { actor, action: "history.read", now, message });
    if (row.seq <= joinedSeq) throw notFound();
  } catch (error) {
    if (!isAppError(error) || error.code === "NOT_FOUND") throw error;
  }
}

const messageFactsOf = ({ authorId, createdAt, seq, deletedAt, deletedById }: MessageRow): MessageFacts => ({
  authorId,
  createdAt: createdAt.getTime(),
  seq,
  deletedAt: deletedAt?.getTime() ?? null,
  deletedById,
});

/**
 * The stream to lock before facts about a message are judged; a message never moves. A missing message gives a stream
 * that is not there either, so that it costs the same statements as a hidden one.
 */
export async function messageLock(sql: Sql, messageId: string): Promise<StreamName> {
  const [row] = await sql.rows<{ threadId: string }>(`SELECT "threadId" FROM "Message" WHERE id = $1::uuid`, [
    messageId,
  ]);
  return threadStream(row?.threadId ?? messageId);
}

/** What Confab itself notes stays as it is: it says who came and went, whoever wrote it by coming and going. */
export function refuseNote({ messageKind }: MessageRow): void {
  if (messageKind === "SYSTEM") throw new AppError("FORBIDDEN", "Confab's own notes stay as they are.");
}
