import { accessMessage, refuseNote } from "../access/access-message.ts";
import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import { SAVED_MAX } from "../contract/saved.ts";
import { AppError } from "../errors.ts";
import { savedMarksOf } from "../views/saved-view.ts";
import type { Answer } from "./command.ts";
import { defineCommand } from "./command.ts";
import type { SavedMark } from "../contract/saved.ts";

/**
 * Keeps a message for later, for this person alone. Saving what is saved changes nothing (PROTOCOL S3); beyond SAVED_MAX
 * it is a SAVED_LIMIT, and a deleted message is GONE.
 */
export const saveMessage = defineCommand({
  name: "message:save",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, { messageId }) {
    const { message } = await accessMessage(sql, { actor, messageId, action: "history.read", now });
    refuseNote(message);
    const { userId } = actor;
    if (await tx.savedMessage.findUnique({ where: { userId_messageId: { userId, messageId } } })) {
      return answerMark(userId, messageId);
    }
    if (message.deletedAt) throw new AppError("GONE", "This message was deleted.");
    if ((await tx.savedMessage.count({ where: { userId } })) >= SAVED_MAX) {
      throw new AppError("SAVED_LIMIT", `There is room for ${SAVED_MAX} saved messages. Remove some first.`);
    }
    await tx.savedMessage.create({ data: { userId, messageId, savedAt: now } });
    changed(userStream(userId), { kind: "saved", id: messageId });
    return answerMark(userId, messageId);
  },
});

/** Keeps it no longer. Asks nothing of the message: what cannot be read any more can be let go of all the same. */
export const unsaveMessage = defineCommand({
  name: "message:unsave",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, { messageId }) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now });
    const { count } = await tx.savedMessage.deleteMany({ where: { userId: actor.userId, messageId } });
    if (count > 0) changed(userStream(actor.userId), { kind: "saved", id: messageId });
    return answerMark(actor.userId, messageId);
  },
});

const answerMark =
  (userId: string, messageId: string): Answer<SavedMark> =>
  async (sql) =>
    (await savedMarksOf(sql, userId, [messageId])).get(messageId) ?? { messageId, savedAt: null };
