import { accessThread } from "../access/access-thread.ts";
import type { ParticipantView } from "../contract/participants.ts";
import { notFound } from "../errors.ts";
import { participantViewSql } from "../views/participant-view.ts";
import { writeAudit } from "./audit.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { defineCommand } from "./command.ts";

const READ = `SELECT ${participantViewSql} AS view FROM "ThreadParticipant" p
  WHERE p."threadId" = $1::uuid AND p."userId" = $2::uuid`;

/** Gives a member another role in the thread, within the ranks of PERMISSIONS. */
export const setParticipantRole = defineCommand({
  name: "participant:role",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => membershipLocks(threadId, [userId]),
  async run(context, { threadId, userId, role }) {
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
      const [before, after] = [{ role: place.role }, { role }];
      await writeAudit(context, { action: "role.set", targetId: userId, threadId, before, after, reason: undefined });
    }
    return async (sqlAfter): Promise<ParticipantView> => {
      const [row] = await sqlAfter.rows<{ view: ParticipantView }>(READ, [threadId, userId]);
      if (!row) throw notFound();
      return row.view;
    };
  },
});
