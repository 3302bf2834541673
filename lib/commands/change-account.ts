import { userStream } from "../contract/ids.ts";
import type { AccountStatus, SystemRole } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import { AppError, notFound } from "../errors.ts";
import type { CommandContext, Lock } from "./command.ts";
import { endSessions } from "./end-sessions.ts";

type Account = { role: SystemRole; status: AccountStatus };

/** What every caller must have locked: the workspace, under which owners are counted, and the person's stream. */
export const accountLocks = (userId: string): Lock[] => ["workspace", userStream(userId)];

/**
 * The only writer of system roles and account statuses of people who are there (PERMISSIONS, invariant 3). The caller
 * has asked policy and holds `accountLocks`. Refuses to take away the last active owner (`409 LAST_OWNER`), but for the
 * one whom the identity provider has deleted: the tombstone keeps the role. Who is no longer active has no sessions left.
 * Names the profile as changed and has rooms read again before the answer (PROTOCOL F3). Gives what was before; null,
 * and changes nothing, where all is as asked.
 */
export async function changeAccount(
  context: CommandContext,
  { userId, ...change }: { userId: string } & Partial<Account>,
): Promise<Account | null> {
  const { tx, sql, changed, personChanged, roomsChanged } = context;
  const found = await tx.user.findUnique({
    where: { id: userId },
    select: { role: true, status: true, clerkId: true },
  });
  if (!found) throw notFound();
  const { clerkId, ...before } = found;
  const after = { ...before, ...change };
  if (after.role === before.role && after.status === before.status) return null;
  if (isOwner(before) && !isOwner(after) && after.status !== "DELETED" && !(await hasOtherOwner(sql, userId)))
    throw lastSystemOwner();

  await tx.user.update({ where: { id: userId }, data: after });
  if (after.status !== "ACTIVE")
    await endSessions(context, {
      clerkUserId: clerkId,
      reason: `user.${after.status.toLowerCase()}`,
      // Who was deleted there has no sessions there.
      atClerk: after.status === "SUSPENDED",
    });
  changed(userStream(userId), { kind: "profile", id: userId });
  personChanged(userId);
  roomsChanged(userId);
  return before;
}

const isOwner = ({ role, status }: Account) => role === "OWNER" && status === "ACTIVE";

/** Whether anybody active beside this person owns the workspace. */
export async function hasOtherOwner(sql: Sql, userId: string): Promise<boolean> {
  const rows = await sql.rows(
    `SELECT 1 FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE' AND id <> $1::uuid LIMIT 1`,
    [userId],
  );
  return rows.length > 0;
}

const lastSystemOwner = () => new AppError("LAST_OWNER", "A workspace keeps an owner. Appoint another one first.");
