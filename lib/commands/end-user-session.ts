import { accessWorkspace } from "../access/access-workspace.ts";
import { answerUser } from "./answer-user.ts";
import { writeAudit } from "./audit.ts";
import { accountLocks } from "./change-account.ts";
import { defineCommand } from "./command.ts";
import { endOneSession } from "./end-sessions.ts";

/** Ends one session of another person, such as that of a lost laptop; their others stay. One that is over stays over. */
export const endUserSession = defineCommand({
  name: "user:end-session",
  limit: "write",
  locks: (_sql, _actor, { userId }) => accountLocks(userId),
  async run(context, { userId, sessionId, reason }) {
    const { tx, sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "user.signOut", now, targetId: userId });
    const { clerkId } = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { clerkId: true } });
    const ended = await endOneSession(context, { clerkUserId: clerkId, sessionId, reason: "user.endSession" });
    if (ended)
      await writeAudit(context, {
        action: "user.endSession",
        targetId: userId,
        threadId: null,
        before: ended,
        after: null,
        reason,
      });
    return answerUser(userId);
  },
});
