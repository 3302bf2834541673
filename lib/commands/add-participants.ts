import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import { answerNothing } from "./answer-entry.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";
import { knownPeople } from "./known-people.ts";
import { notifyPerson } from "./notify.ts";
import { postNote } from "./post-note.ts";

/**
 * Adds people as members or guests; who is in already stays as they are. Newcomers to a GROUP_DM and guests of a PRIVATE
 * thread see what comes after them.
 */
export const addParticipants = defineCommand({
  name: "participant:add",
  limit: "write",
  locks: (_sql, _actor, { threadId, userIds }) => membershipLocks(threadId, userIds),
  async run(context, { threadId, userIds, role }) {
    const { sql, actor, now, head } = context;
    await accessThread(sql, { actor, threadId, action: "thread.view", now });
    for (const userId of await knownPeople(context, userIds)) {
      const { row, facts } = await accessThread(sql, {
        actor,
        threadId,
        action: "member.add",
        now,
        targetId: userId,
        newRole: role,
      });
      if (facts.target?.participant?.status === "ACTIVE") continue;
      const isLate = row.kind === "GROUP_DM" || (row.kind === "PRIVATE" && role === "GUEST");
      const joinedSeq = isLate ? head(threadStream(threadId)) : 0;
      await changeMembership(context, { threadId, userId, status: "ACTIVE", role, joinedSeq });
      await notifyPerson(context, { userId, threadId, kind: "ADDED" });
      await postNote(context, threadId, { type: "added", userId });
    }
    return answerNothing;
  },
});
