import { accessWorkspace } from "../access/access-workspace.ts";
import { answerUser } from "./answer-user.ts";
import { writeAudit } from "./audit.ts";
import { accountLocks } from "./change-account.ts";
import { defineCommand } from "./command.ts";
import { endSessions } from "./end-sessions.ts";

/** Ends every session of another person: here at once, at the identity provider within moments. */
export const signOutUser = defineCommand({
  name: "user:sign-out",
  limit: "write",
  locks: (_sql, _actor, { userId }) => accountLocks(userId),
  async run(context, { userId, reason }) {
    const { tx, sql, actor, now, roomsChanged } = context;
    await accessWorkspace(sql, { actor, action: "user.signOut", now, targetId: userId });
    const { clerkId } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { clerkId: true } });
    const ended = await endSessions(context, { clerkUserId: clerkId, reason: "user.signOut", atClerk: true });
    roomsChanged(userId);
    await writeAudit(context, {
      action: "user.signOut",
      targetId: userId,
      threadId: null,
      before: { sessions: ended.length },
      after: { sessions: 0 },
      reason,
    });
    return answerUser(userId);
  },
});
