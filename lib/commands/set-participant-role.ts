import { accessThread } from "../access/access-thread.ts";
import { notFound } from "../errors.ts";
import { answerParticipant } from "./answer-thread.ts";
import { writeAudit } from "./audit.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";
import { notifyPerson } from "./notify.ts";

/** Gives a member another role in the thread, within the ranks of PERMISSIONS. */
export const setParticipantRole = defineCommand({
  name: "participant:role",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, { threadId, userId, role, reason }) {
    const { sql, actor, now } = context;
    const granted = await accessThread(sql, {
      actor,
      threadId,
      action: "role.set",
      now,
      targetId: userId,
      newRole: role,
    });
    const place = granted.facts.target?.participant;
    if (place?.status !== "ACTIVE") throw notFound();
    const moved = await changeMembership(context, { threadId, userId, status: "ACTIVE", role });
    if (moved) {
      await notifyPerson(context, { userId, threadId, kind: "ROLE", role });
      const [before, after] = [{ role: place.role }, { role }];
      await writeAudit(context, { action: "role.set", targetId: userId, threadId, before, after, reason });
    }
    return answerParticipant(threadId, userId);
  },
});
