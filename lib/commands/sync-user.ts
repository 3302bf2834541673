import { v7 as uuidv7 } from "uuid";
import type { ClerkPerson } from "../auth/clerk-person.ts";
import { userStream } from "../contract/ids.ts";
import type { AccountStatus } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import { admitPerson, type SignUpPolicy } from "./admit-person.ts";
import { freeUsername } from "./free-username.ts";
import { planOutdated, type SystemContext, type SystemPlan } from "./run-system.ts";

type UserRow = {
  id: string;
  status: AccountStatus;
  displayName: string;
  clerkName: string | null;
  clerkUpdatedAt: Date | null;
};

/** What came of news about a person. `stale`: newer news were here before. `gone`: a tombstone stays one. */
export type SyncOutcome = "created" | "updated" | "stale" | "gone" | "notAdmitted";

/** Locks the person's row, or, where there is none yet, the workspace: making it may make an OWNER. */
export async function planSyncUser(sql: Sql, clerkId: string): Promise<SystemPlan> {
  const row = await findUserRow(sql, clerkId);
  return row ? { userId: row.id, locks: [userStream(row.id)] } : { userId: uuidv7(), locks: ["workspace"] };
}

/**
 * Brings a person's row up to what Clerk says, whichever of `user.created` and `user.updated` said it: they come in any
 * order. The role is never touched. Runs under the locks of `planSyncUser`.
 */
export async function syncUser(
  context: SystemContext,
  { person, policy }: { person: ClerkPerson; policy: SignUpPolicy },
): Promise<SyncOutcome> {
  const { sql, actor } = context;
  const row = await findUserRow(sql, person.clerkId);
  if (!row) {
    const { admitted } = await admitPerson(context, { person, userId: actor.userId, policy });
    return admitted ? "created" : "notAdmitted";
  }
  if (row.id !== actor.userId) throw planOutdated();
  if (row.status === "DELETED") return "gone";
  if (row.clerkUpdatedAt !== null && row.clerkUpdatedAt >= person.updatedAt) return "stale";
  await rewrite(context, row, person);
  return "updated";
}

async function rewrite(
  { tx, sql, changed, personChanged }: SystemContext,
  row: UserRow,
  person: ClerkPerson,
): Promise<void> {
  // Who has chosen another name here keeps it.
  const follows = row.displayName === row.clerkName;
  await tx.user.update({
    where: { id: row.id },
    data: {
      email: person.email,
      username: await freeUsername(sql, { username: person.username, userId: row.id }),
      avatarUrl: person.avatarUrl,
      clerkName: person.name,
      clerkUpdatedAt: person.updatedAt,
      ...(follows ? { displayName: person.name } : {}),
    },
  });
  changed(userStream(row.id), { kind: "profile", id: row.id });
  personChanged(row.id);
}

async function findUserRow(sql: Sql, clerkId: string): Promise<UserRow | undefined> {
  const [row] = await sql.rows<UserRow>(
    `SELECT id, status, "displayName", "clerkName", "clerkUpdatedAt" FROM "User" WHERE "clerkId" = $1`,
    [clerkId],
  );
  return row;
}
