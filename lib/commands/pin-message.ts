import { accessMessage, messageLock, type MessageRow, refuseNote } from "../access/access-message.ts";
import { threadStream } from "../contract/ids.ts";
import { PINS_MAX } from "../contract/pins.ts";
import { AppError } from "../errors.ts";
import { answerMessage } from "./answer-message.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";

/**
 * Pins a message in its thread, and notes so in the timeline. Pinning what is pinned changes nothing (PROTOCOL S3). A
 * thread has room for PINS_MAX: one more is a PIN_LIMIT. A pin of a deleted message is out of sight and takes no room.
 */
export const pinMessage = defineCommand({
  name: "message:pin",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId }) {
    const { tx, sql, actor, now } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.pin", now });
    refuseNote(message);
    const { threadId } = message;
    if (await tx.pin.findUnique({ where: { messageId } })) return answerMessage(messageId);
    if ((await tx.pin.count({ where: { threadId, message: { deletedAt: null } } })) >= PINS_MAX) {
      throw new AppError("PIN_LIMIT", `A thread has room for ${PINS_MAX} pinned messages. Take one down first.`);
    }
    await tx.pin.create({ data: { messageId, threadId, pinnedById: actor.userId, pinnedAt: now } });
    await postNote(context, threadId, { type: "pinned", messageId });
    changedPin(context, message);
    return answerMessage(messageId);
  },
});

/** Takes a pin down, whoever put it there; where there is none, nothing changes. */
export const unpinMessage = defineCommand({
  name: "message:unpin",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId }) {
    const { tx, sql, actor, now } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.pin", now });
    const { count } = await tx.pin.deleteMany({ where: { messageId } });
    if (count > 0) changedPin(context, message);
    return answerMessage(messageId);
  },
});

const changedPin = ({ changed }: CommandContext, { messageId, threadId, seq }: MessageRow): void =>
  changed(threadStream(threadId), { kind: "message", id: messageId, fromSeq: seq });
