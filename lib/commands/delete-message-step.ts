import type { MessageRow } from "../access/access-message.ts";
import { threadStream } from "../contract/ids.ts";
import { writeAudit } from "./audit.ts";
import type { CommandContext } from "./command.ts";
import { tellPerson } from "./tell-person.ts";
import { withdrawForwards } from "./withdraw-forwards.ts";

/**
 * Makes a tombstone of a message that the caller has access to, under the thread's lock. Deleting what is deleted changes
 * nothing (PROTOCOL S3) and gives false. Deleting another's text is audited, its author is told, and wherever it was
 * passed on its text is withdrawn; whoever deletes their own leaves what others passed on.
 */
export async function deleteToTombstone(
  context: CommandContext,
  message: MessageRow,
  reason: string | undefined,
): Promise<boolean> {
  const { tx, actor, now, changed } = context;
  const { messageId, threadId, authorId, seq } = message;
  if (message.deletedAt) return false;
  await tx.message.update({
    where: { id: messageId },
    data: { deletedAt: now, deletedById: actor.userId, deleteReason: reason ?? null },
  });
  changed(threadStream(threadId), { kind: "message", id: messageId, fromSeq: seq });
  await recountReplies(context, message);
  if (authorId === actor.userId) return true;
  await withdrawForwards(context.sql, messageId, true);
  await tellPerson(context, { userId: authorId, kind: "messageDeleted", threadId, reason });
  const before = { messageId, seq };
  await writeAudit(context, { action: "message.delete", targetId: authorId, threadId, before, after: null, reason });
  return true;
}

/** Takes a deletion back. Bringing back what is there changes nothing and gives false. */
export async function bringBack(
  context: CommandContext,
  message: MessageRow,
  reason: string | undefined,
): Promise<boolean> {
  const { tx, actor, changed } = context;
  const { messageId, threadId, authorId, seq } = message;
  if (!message.deletedAt) return false;
  await tx.message.update({
    where: { id: messageId },
    data: { deletedAt: null, deletedById: null, deleteReason: null },
  });
  changed(threadStream(threadId), { kind: "message", id: messageId, fromSeq: seq });
  await recountReplies(context, message);
  await withdrawForwards(context.sql, messageId, false);
  if (authorId === actor.userId) return true;
  await tellPerson(context, { userId: authorId, kind: "messageRestored", threadId, reason });
  const after = { messageId, seq };
  await writeAudit(context, { action: "message.restore", targetId: authorId, threadId, before: null, after, reason });
  return true;
}

/** The message it replied under shows as many replies as there are. */
async function recountReplies({ sql, changed }: CommandContext, { rootId, threadId }: MessageRow): Promise<void> {
  if (!rootId) return;
  const [root] = await sql.rows<{ seq: number }>(
    `UPDATE "Message" m SET "replyCount" = r.count, "lastReplyAt" = r.last
     FROM (SELECT count(*)::int AS count, max("createdAt") AS last FROM "Message"
           WHERE "rootId" = $1::uuid AND "deletedAt" IS NULL) r
     WHERE m.id = $1::uuid RETURNING m.seq`,
    [rootId],
  );
  if (root) changed(threadStream(threadId), { kind: "message", id: rootId, fromSeq: root.seq });
}
