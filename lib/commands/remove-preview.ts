import { accessMessage, messageLock } from "../access/access-message.ts";
import { notFound } from "../errors.ts";
import { answerMessage } from "./answer-message.ts";
import { writeAudit } from "./audit.ts";
import { defineCommand } from "./command.ts";
import { recountPreviews } from "./count-previews.ts";

/**
 * Takes what a link leads to away from under a message, for everybody and for good: its author may, and whoever may
 * delete the message. Removing what is removed changes nothing (PROTOCOL S3). Removing another's is audited.
 */
export const removePreview = defineCommand({
  name: "preview:remove",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId, previewId }) {
    const { tx, sql, actor, now } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.delete", now });
    const preview = await tx.linkPreview.findFirst({ where: { id: previewId, messageId } });
    if (!preview) throw notFound();
    if (preview.state !== "PENDING" && preview.state !== "READY") return answerMessage(messageId);
    await tx.linkPreview.update({ where: { id: previewId }, data: { state: "REMOVED", fetchAfter: null } });
    await recountPreviews(context, message);
    const { threadId, authorId } = message;
    if (authorId !== actor.userId) {
      const before = { messageId, url: preview.url };
      const entry = { targetId: authorId, threadId, before, after: null, reason: undefined };
      await writeAudit(context, { action: "preview.remove", ...entry });
    }
    return answerMessage(messageId);
  },
});
