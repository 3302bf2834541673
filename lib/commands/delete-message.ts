import { accessMessage, messageLock, refuseNote } from "../access/access-message.ts";
import { answerMessage } from "./answer-message.ts";
import { defineCommand } from "./command.ts";
import { bringBack, deleteToTombstone } from "./delete-message-step.ts";

/**
 * Deletes a message to a tombstone: its place and its author stay, its text is no longer shown to anybody. Deleting what
 * is deleted changes nothing (PROTOCOL S3). Deleting another's text is audited.
 */
export const deleteMessage = defineCommand({
  name: "message:delete",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId, reason }) {
    const { sql, actor, now } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.delete", now });
    refuseNote(message);
    await deleteToTombstone(context, message, reason);
    return answerMessage(messageId);
  },
});

/** Takes a deletion back: one's own within ten minutes, a moderator's by moderators within 30 days. */
export const restoreMessage = defineCommand({
  name: "message:restore",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId }) {
    const { sql, actor, now } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.restore", now });
    await bringBack(context, message, undefined);
    return answerMessage(messageId);
  },
});
