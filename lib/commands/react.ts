import { accessMessage, messageLock, type MessageRow } from "../access/access-message.ts";
import { threadStream } from "../contract/ids.ts";
import { customEmojiName } from "../contract/emoji-name.ts";
import { REACTIONS_MAX } from "../contract/reactions.ts";
import { AppError } from "../errors.ts";
import { answerMessage } from "./answer-message.ts";
import { type CommandContext, defineCommand } from "./command.ts";

/**
 * Reacts to a message with an emoji. Setting what is set already changes nothing (PROTOCOL S3). Joining others and
 * bringing an emoji that is not there yet are two questions; the twenty-first emoji is a REACTION_LIMIT, a custom emoji that
 * cannot be used NOT_FOUND.
 */
export const react = defineCommand({
  name: "message:react",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId, emoji }) {
    const { tx, sql, actor, now, head } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.react", now });
    await requireUsable(context, emoji);
    const known = await tx.reaction.groupBy({ by: ["emoji"], where: { messageId } });
    if (!known.some((one) => one.emoji === emoji)) {
      await accessMessage(sql, { actor, messageId, action: "message.reactNew", now });
      if (known.length >= REACTIONS_MAX) {
        throw new AppError("REACTION_LIMIT", `A message has room for ${REACTIONS_MAX} different emoji.`);
      }
    }
    const seq = head(threadStream(message.threadId)) + 1;
    const { count } = await tx.reaction.createMany({
      data: { messageId, emoji, userId: actor.userId, seq, createdAt: now },
      skipDuplicates: true,
    });
    if (count > 0) await recount(context, message);
    return answerMessage(messageId);
  },
});

/** Takes one's own reaction back; where there is none, nothing changes. */
export const unreact = defineCommand({
  name: "message:unreact",
  limit: "write",
  locks: async (sql, _actor, { messageId }) => [await messageLock(sql, messageId)],
  async run(context, { messageId, emoji }) {
    const { tx, sql, actor, now } = context;
    const { message } = await accessMessage(sql, { actor, messageId, action: "message.react", now });
    const { count } = await tx.reaction.deleteMany({ where: { messageId, emoji, userId: actor.userId } });
    if (count > 0) await recount(context, message);
    return answerMessage(messageId);
  },
});

/** A custom emoji can be taken back for ever, and used for as long as it is there and switched on. */
async function requireUsable({ tx }: CommandContext, emoji: string): Promise<void> {
  const name = customEmojiName(emoji);
  if (name === null || (await tx.customEmoji.count({ where: { name, disabledAt: null } })) > 0) return;
  throw new AppError("NOT_FOUND", `There is no emoji called ${emoji} here any more.`, { emoji });
}

/** Under the lock on the thread, so the count is what is there. */
async function recount({ sql, changed }: CommandContext, { messageId, threadId, seq }: MessageRow): Promise<void> {
  await sql.rows(
    `UPDATE "Message" SET "reactionCount" = (SELECT count(*) FROM "Reaction" WHERE "messageId" = $1::uuid)
     WHERE id = $1::uuid`,
    [messageId],
  );
  changed(threadStream(threadId), { kind: "message", id: messageId, fromSeq: seq });
}
