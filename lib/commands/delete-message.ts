import { accessMessage, messageLock, type MessageRow, refuseNote } from "../access/access-message.ts";
import { threadStream } from "../contract/ids.ts";
import { answerMessage } from "./answer-message.ts";
import { writeAudit } from "./audit.ts";
import { type CommandContext, defineCommand } from "./command.ts";

/**
 * Deletes a message to a tombstone: its place and its author stay, its text is no longer shown to anybody. Deleting what
 * is deleted changes nothing (PROTOCOL S3). Deleting another's text is audited.
 */
export const deleteMessage = defineCommand({
  name: "message:delete",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId, reason }) {
    const { tx, sql, actor, now, changed } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.delete", now });
    refuseNote(message);
    if (!message.deletedAt) {
      await tx.message.update({
        where: { id: messageId },
        data: { deletedAt: now, deletedById: actor.userId, deleteReason: reason ?? null },
      });
      changed(threadStream(message.threadId), { kind: "message", id: messageId, fromSeq: message.seq });
      await uncountReply(context, message);
      if (message.authorId !== actor.userId) await auditRemoval(context, message, reason);
    }
    return answerMessage(messageId);
  },
});

/** The message it replied under shows one reply less. */
async function uncountReply({ sql, changed }: CommandContext, { rootId, threadId }: MessageRow): Promise<void> {
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

async function auditRemoval(context: CommandContext, message: MessageRow, reason: string | undefined): Promise<void> {
  await writeAudit(context, {
    action: "message.delete",
    targetId: message.authorId,
    threadId: message.threadId,
    before: { messageId: message.messageId, seq: message.seq },
    after: null,
    reason,
  });
}
