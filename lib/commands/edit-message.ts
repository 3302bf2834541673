import { accessMessage, messageLock, refuseNote } from "../access/access-message.ts";
import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { extractMentions } from "../markdown/mentions.ts";
import { answerMessage } from "./answer-message.ts";
import { calledByGroups } from "./called-by-groups.ts";
import { defineCommand } from "./command.ts";
import { followLinks } from "./edit-previews.ts";
import { forwardPlain } from "./forward-plain.ts";
import { requireFewMentions } from "./mentions-limit.ts";
import { notifyOfEdit } from "./notify.ts";

/**
 * Edits one's own message; the text before is kept as the next version, and whom it newly names is told. Setting the text
 * it has already changes nothing, so that a repeat is harmless (PROTOCOL S3). A deleted message is GONE.
 */
export const editMessage = defineCommand({
  name: "message:edit",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId, body }) {
    const { tx, sql, actor, now, changed } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.edit", now });
    refuseNote(message);
    if (message.deletedAt) throw new AppError("GONE", "This message was deleted.");
    if (message.body !== body) {
      const mentions = extractMentions(body);
      if (mentions.everyone || mentions.here) {
        await accessThread(sql, { actor, threadId: message.threadId, action: "mention.everyone", now });
      }
      requireFewMentions(mentions);
      const called = await calledByGroups(sql, message.threadId, mentions.groupIds);
      const version = message.editCount + 1;
      await tx.messageEdit.create({ data: { messageId, version, body: message.body, editorId: actor.userId } });
      const forward = await tx.forward.findUnique({ where: { messageId, withdrawn: false }, select: { body: true } });
      await tx.message.update({
        where: { id: messageId },
        data: {
          body,
          plain: forwardPlain(body, forward?.body ?? null),
          mentions: [...new Set([...mentions.userIds, ...called])],
          mentionsEveryone: mentions.everyone || mentions.here,
          editCount: version,
          editedAt: now,
        },
      });
      await followLinks(context, message, body);
      const before = extractMentions(message.body);
      const calledBefore = await calledByGroups(sql, message.threadId, before.groupIds);
      const known = new Set([...before.userIds, ...calledBefore]);
      await notifyOfEdit(context, {
        messageId,
        userIds: [...new Set([...mentions.userIds, ...called])].filter((userId) => !known.has(userId)),
        everyone: (mentions.everyone || mentions.here) && !before.everyone && !before.here,
      });
      changed(threadStream(message.threadId), { kind: "message", id: messageId, fromSeq: message.seq });
    }
    return answerMessage(messageId);
  },
});
