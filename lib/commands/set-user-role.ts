import { accessWorkspace } from "../access/access-workspace.ts";
import { answerUser } from "./answer-user.ts";
import { writeAudit } from "./audit.ts";
import { accountLocks, changeAccount } from "./change-account.ts";
import { defineCommand } from "./command.ts";

/** Gives a person another role in the workspace, or takes one's own away (PERMISSIONS, Matrix). */
export const setUserRole = defineCommand({
  name: "user:role",
  limit: "write",
  locks: (_sql, _actor, { userId }) => accountLocks(userId),
  async run(context, { userId, role, reason }) {
    const { sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "user.setRole", now, targetId: userId, newSystemRole: role });
    const before = await changeAccount(context, { userId, role });
    if (before)
      await writeAudit(context, {
        action: "user.setRole",
        targetId: userId,
        threadId: null,
        before: { role: before.role },
        after: { role },
        reason,
      });
    return answerUser(userId);
  },
});
