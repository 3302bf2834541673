import type { AccountStatus, SystemRole } from "../contract/roles.ts";
import { AppError } from "../errors.ts";
import { writeAudit } from "./audit.ts";
import { accountLocks, changeAccount } from "./change-account.ts";
import { runSystem } from "./run-system.ts";

/** What whoever operates the server may do to an account, by the name under which it is audited. */
type Operation =
  | { action: "user.setRole"; role: SystemRole }
  | { action: "user.suspend" | "user.restore"; status: Exclude<AccountStatus, "DELETED"> };

/**
 * Changes the account with this verified address from the server's command line: the way back when nobody else may
 * (PERMISSIONS, invariant 1). No door leads here. Gives whether anything changed.
 * @throws AppError NOT_FOUND; LAST_OWNER where nobody would own the workspace.
 */
export async function operateAccount(email: string, { action, ...change }: Operation): Promise<boolean> {
  return runSystem(
    async (sql) => {
      const [row] = await sql.rows<{ id: string }>(FIND, [email]);
      if (!row) throw new AppError("NOT_FOUND", `Nobody here has the verified address ${email}.`);
      return { userId: row.id, locks: accountLocks(row.id) };
    },
    async (context) => {
      const { userId } = context.actor;
      const { status } = await context.tx.user.findUniqueOrThrow({ where: { id: userId }, select: { status: true } });
      if ("role" in change && status !== "ACTIVE")
        throw new AppError("CONFLICT", `The account of ${email} is suspended: restore it first.`);
      const before = await changeAccount(context, { userId, ...change });
      if (!before) return false;
      await writeAudit(context, {
        byServer: true,
        action,
        targetId: userId,
        threadId: null,
        before: "role" in change ? { role: before.role } : { status: before.status },
        after: change,
        reason: "On the server's command line.",
      });
      return true;
    },
  );
}

const FIND = `SELECT id FROM "User" WHERE email = lower($1) AND status <> 'DELETED' ORDER BY status, id LIMIT 1`;
