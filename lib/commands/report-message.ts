import { accessMessage, messageLock, refuseNote } from "../access/access-message.ts";
import { AppError } from "../errors.ts";
import { defineCommand } from "./command.ts";

/**
 * Brings a message before the admins, with the text it has now: an edit or a deletion does not undo that. A report of the
 * same message by the same person is the first one again.
 */
export const reportMessage = defineCommand({
  name: "message:report",
  limit: "report",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run({ tx, sql, actor, now }, { messageId, id, category, words }) {
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.report", now });
    refuseNote(message);
    if (message.authorId === actor.userId) throw new AppError("SELF", "This is your own message: you can delete it.");
    const reporterId = actor.userId;
    const known = await tx.report.findFirst({
      where: { OR: [{ id }, { messageId, reporterId }] },
      orderBy: { createdAt: "asc" },
      select: { id: true, messageId: true, reporterId: true },
    });
    if (known && (known.messageId !== messageId || known.reporterId !== reporterId)) {
      throw new AppError("CONFLICT", "This id is taken.");
    }
    if (known) return () => Promise.resolve({ reportId: known.id });
    if (message.deletedAt) throw new AppError("GONE", "This message was deleted.");
    const { threadId, authorId } = message;
    const forward = await tx.forward.findUnique({ where: { messageId, withdrawn: false }, select: { body: true } });
    const body = [message.body, forward?.body].filter(Boolean).join("\n\n");
    await tx.report.create({
      data: { id, threadId, messageId, reporterId, authorId, category, words, body, createdAt: now },
    });
    return () => Promise.resolve({ reportId: id });
  },
});
