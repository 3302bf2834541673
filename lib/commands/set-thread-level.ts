import { accessThread } from "../access/access-thread.ts";
import { userStream } from "../contract/ids.ts";
import { answerEntry } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";

/** Says what one wants to be told of in a thread: all, mentions, nothing (muted), or null for one's preference. */
export const setThreadLevel = defineCommand({
  name: "thread:level",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, { threadId, level }) {
    await accessThread(sql, { actor, threadId, action: "personal.set", now });
    const place = { threadId_userId: { threadId, userId: actor.userId } };
    const before = await tx.threadParticipant.findUniqueOrThrow({ where: place, select: { level: true } });
    if (before.level !== level) {
      await tx.threadParticipant.update({ where: place, data: { level } });
      changed(userStream(actor.userId), { kind: "entry", id: threadId });
    }
    return answerEntry(actor.userId, threadId);
  },
});
