import { accessWorkspace } from "../access/access-workspace.ts";
import type { AdminUserView } from "../contract/administration.ts";
import { answerUser } from "./answer-user.ts";
import { writeAudit } from "./audit.ts";
import { accountLocks, changeAccount } from "./change-account.ts";
import { type Answer, type CommandContext, defineCommand } from "./command.ts";

/** Shuts a person out: their sessions and sockets end, what they wrote stays (PERMISSIONS, invariant 9). */
export const suspendUser = defineCommand({
  name: "user:suspend",
  limit: "write",
  locks: (_sql, _actor, { userId }) => accountLocks(userId),
  run: (context, input) => setStatus(context, { ...input, status: "SUSPENDED" }),
});

/** Lets a suspended person in again; they sign in anew. */
export const restoreUser = defineCommand({
  name: "user:restore",
  limit: "write",
  locks: (_sql, _actor, { userId }) => accountLocks(userId),
  run: (context, input) => setStatus(context, { ...input, status: "ACTIVE" }),
});

async function setStatus(
  context: CommandContext,
  { userId, reason, status }: { userId: string; reason: string; status: "ACTIVE" | "SUSPENDED" },
): Promise<Answer<AdminUserView>> {
  const { sql, actor, now } = context;
  const action = status === "ACTIVE" ? "user.restore" : "user.suspend";
  await accessWorkspace(sql, { actor, action, now, targetId: userId });
  const before = await changeAccount(context, { userId, status });
  if (before)
    await writeAudit(context, {
      action,
      targetId: userId,
      threadId: null,
      before: { status: before.status },
      after: { status },
      reason,
    });
  return answerUser(userId);
}
