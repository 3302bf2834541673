import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import { answerNothing } from "./answer-entry.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";
import { knownPeople } from "./known-people.ts";
import { postNote } from "./post-note.ts";

/** Adds people as members; who is in already stays as they are. In a GROUP_DM newcomers see what comes after them. */
export const addParticipants = defineCommand({
  name: "participant:add",
  limit: "write",
  locks: (_sql, _actor, { threadId, userIds }) => membershipLocks(threadId, userIds),
  async run(context, { threadId, userIds }) {
    const { sql, actor, now, head } = context;
    await accessThread(sql, { actor, threadId, action: "thread.view", now });
    for (const userId of await knownPeople(context, userIds)) {
      const { row, facts } = await accessThread(sql, { actor, threadId, action: "member.add", now, targetId: userId });
      if (facts.target?.participant?.status === "ACTIVE") continue;
      const joinedSeq = row.kind === "GROUP_DM" ? head(threadStream(threadId)) : 0;
      await changeMembership(context, { threadId, userId, status: "ACTIVE", role: "MEMBER", joinedSeq });
      await postNote(context, threadId, { type: "added", userId });
    }
    return answerNothing;
  },
});
