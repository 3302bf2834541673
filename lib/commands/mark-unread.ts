import { accessThread } from "../access/access-thread.ts";
import { userStream } from "../contract/ids.ts";
import { answerEntry } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";

/** Marks a thread unread from a message on, or takes the mark back; receipts keep what was read (PROTOCOL R1). */
export const markUnread = defineCommand({
  name: "thread:unread",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, { threadId, fromSeq }) {
    await accessThread(sql, { actor, threadId, action: "personal.set", now });
    const { count } = await tx.threadParticipant.updateMany({
      where: {
        threadId,
        userId: actor.userId,
        status: "ACTIVE",
        OR:
          fromSeq === null
            ? [{ markedUnreadSeq: { not: null } }]
            : [{ markedUnreadSeq: null }, { markedUnreadSeq: { not: fromSeq } }],
      },
      data: { markedUnreadSeq: fromSeq },
    });
    if (count > 0) changed(userStream(actor.userId), { kind: "entry", id: threadId });
    return answerEntry(actor.userId, threadId);
  },
});
