import { accessThread } from "../access/access-thread.ts";
import { userStream } from "../contract/ids.ts";
import { answerEntry } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";

/** Stars a thread in one's own list, or takes the star off. */
export const starThread = defineCommand({
  name: "thread:star",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, { threadId, starred }) {
    await accessThread(sql, { actor, threadId, action: "personal.set", now });
    const { count } = await tx.threadParticipant.updateMany({
      where: { threadId, userId: actor.userId, starred: !starred },
      data: { starred },
    });
    if (count > 0) changed(userStream(actor.userId), { kind: "entry", id: threadId });
    return answerEntry(actor.userId, threadId);
  },
});
