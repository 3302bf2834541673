import { accessThread } from "../access/access-thread.ts";
import { answerNothing } from "./answer-entry.ts";
import { writeAudit } from "./audit.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";
import { tellPerson } from "./tell-person.ts";

/**
 * Removes somebody of lower rank. Nothing that is committed after this is answered reaches them (PROTOCOL F3); they may
 * come back by joining or being added. Removing who is not in it changes nothing.
 */
export const removeParticipant = defineCommand({
  name: "participant:remove",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, { threadId, userId, reason }) {
    const { sql, actor, now } = context;
    const { facts } = await accessThread(sql, { actor, threadId, action: "member.remove", now, targetId: userId });
    const place = facts.target?.participant;
    if (place?.status !== "ACTIVE") return answerNothing;
    await changeMembership(context, { threadId, userId, status: "LEFT", role: "MEMBER" });
    await postNote(context, threadId, { type: "removed", userId });
    await tellPerson(context, { userId, kind: "removed", threadId, reason });
    await writeAudit(context, {
      action: "member.remove",
      targetId: userId,
      threadId,
      before: { role: place.role, status: place.status },
      after: { status: "LEFT" },
      reason,
    });
    return answerNothing;
  },
});
