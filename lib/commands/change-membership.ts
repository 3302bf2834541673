import { lastOwner } from "../access/access-thread.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import type { ParticipantStatus, ThreadRole } from "../contract/roles.ts";
import { type Candidate, successor } from "../policy/invariants.ts";
import { AppError } from "../errors.ts";
import type { CommandContext, Lock } from "./command.ts";

/** A person's place in a thread as it is to be. */
export type MembershipChange = {
  threadId: string;
  userId: string;
  status: ParticipantStatus;
  role: ThreadRole;
  /** For somebody who comes in: history is visible after this seq; 0 = all of it. */
  joinedSeq?: number;
};

type Row = { role: ThreadRole; status: ParticipantStatus };

/** What every caller must have locked: the thread, and the stream of each person whose place changes. */
export const membershipLocks = (threadId: string, userIds: readonly string[]): Lock[] => [
  threadStream(threadId),
  ...userIds.map(userStream),
];

/**
 * The only writer of roles and statuses in threads (PERMISSIONS, invariant 3). The caller has asked policy and holds the
 * locks of `membershipLocks`. Keeps an owner: who would leave the thread without one by their own act is refused
 * (`409 LAST_OWNER` with candidates in `details`); who is removed has a successor. Clears what a person had on leaving, counts members, names what changed and has rooms read again before the answer (PROTOCOL F3).
 * Gives false, and changes nothing, where the place is as asked already.
 */
export async function changeMembership(context: CommandContext, change: MembershipChange): Promise<boolean> {
  const { sql, changed, roomsChanged } = context;
  const { threadId, userId, status, role } = change;
  const before = await readPlace(context, change);
  if (before?.status === status && before.role === role) return false;
  const losesOwner =
    before?.status === "ACTIVE" && before.role === "OWNER" && (status !== "ACTIVE" || role !== "OWNER");
  if (losesOwner) await keepAnOwner(context, change);

  const enters = status === "ACTIVE" && before?.status !== "ACTIVE";
  if (enters) await enter(context, change);
  else await rewrite(context, change);

  await sql.rows(
    `UPDATE "Thread" t SET "memberCount" = (SELECT count(*) FROM "ThreadParticipant" p
       WHERE p."threadId" = t.id AND p.status = 'ACTIVE') WHERE t.id = $1::uuid`,
    [threadId],
  );
  changed(threadStream(threadId), { kind: "participant", id: userId });
  // The count of members stands on the thread's own view.
  if ((before?.status === "ACTIVE") !== (status === "ACTIVE"))
    changed(threadStream(threadId), { kind: "thread", id: threadId });
  changed(userStream(userId), { kind: "entry", id: threadId });
  roomsChanged(userId);
  return true;
}

async function readPlace({ sql }: CommandContext, { threadId, userId }: MembershipChange): Promise<Row | undefined> {
  const [row] = await sql.rows<Row>(
    `SELECT role, status FROM "ThreadParticipant" WHERE "threadId" = $1::uuid AND "userId" = $2::uuid`,
    [threadId, userId],
  );
  return row;
}

/** PERMISSIONS, invariant 2. Policy has asked already; this is what holds whatever the caller asked it. */
async function keepAnOwner(context: CommandContext, { threadId, userId, status }: MembershipChange): Promise<void> {
  const { sql, actor } = context;
  const [other] = await sql.rows<{ userId: string }>(
    `SELECT p."userId" FROM "ThreadParticipant" p JOIN "User" u ON u.id = p."userId"
     WHERE p."threadId" = $1::uuid AND p."userId" <> $2::uuid AND p.role = 'OWNER' AND p.status = 'ACTIVE' AND u.status = 'ACTIVE' LIMIT 1`,
    [threadId, userId],
  );
  if (other) return;
  if (actor.userId === userId || status === "ACTIVE") throw await lastOwner(sql, threadId, userId);
  await inherit(context, { threadId, ownerId: userId });
}

/** Hands the thread on, away from its last owner; with nobody left to own it it is archived. */
async function inherit(
  context: CommandContext,
  { threadId, ownerId }: { threadId: string; ownerId: string },
): Promise<void> {
  if (!(await appointHeir(context, { threadId, ownerId }))) await archiveOrphan(context, threadId);
}

/**
 * Before people can write in a thread again (PERMISSIONS, invariant 2): it had lost its last owner while nobody could.
 * Where it has none, the next in line owns it. The caller holds the thread's lock.
 * @throws AppError LAST_OWNER where nobody in it could.
 */
export async function requireOwner(context: CommandContext, threadId: string): Promise<void> {
  const [owned] = await context.sql.rows(
    `SELECT 1 FROM "Thread" t WHERE t.id = $1::uuid AND (t.kind NOT IN ('PUBLIC', 'PRIVATE') OR EXISTS (
       SELECT 1 FROM "ThreadParticipant" p JOIN "User" u ON u.id = p."userId"
       WHERE p."threadId" = t.id AND p.role = 'OWNER' AND p.status = 'ACTIVE' AND u.status <> 'DELETED'))`,
    [threadId],
  );
  if (!owned && !(await appointHeir(context, { threadId, ownerId: null })))
    throw new AppError("LAST_OWNER", "Nobody in this thread can own it. Join it first.", { candidates: [] });
}

/** The longest-standing moderator, else member, owns the thread from now on; false where there is none. */
async function appointHeir(
  context: CommandContext,
  { threadId, ownerId }: { threadId: string; ownerId: string | null },
): Promise<boolean> {
  const { sql, changed, lock } = context;
  const rows = await sql.rows<Omit<Candidate, "joinedAt"> & { joinedAt: Date }>(
    `SELECT p."userId", p.role, p.status, u.status AS "accountStatus", p."joinedAt"
     FROM "ThreadParticipant" p JOIN "User" u ON u.id = p."userId"
     WHERE p."threadId" = $1::uuid AND p."userId" IS DISTINCT FROM $2::uuid AND p.status = 'ACTIVE'`,
    [threadId, ownerId],
  );
  const heir = successor(rows.map((row) => ({ ...row, joinedAt: row.joinedAt.getTime() })));
  if (!heir) return false;
  await lock(userStream(heir.userId));
  await rewrite(context, { threadId, userId: heir.userId, status: "ACTIVE", role: "OWNER" });
  changed(threadStream(threadId), { kind: "participant", id: heir.userId });
  changed(userStream(heir.userId), { kind: "entry", id: threadId });
  return true;
}

/** A thread that nobody can own is archived; a deleted one would come back as that. */
export async function archiveOrphan({ sql, changed }: CommandContext, threadId: string): Promise<void> {
  await sql.rows(
    `UPDATE "Thread" SET version = version + 1,
       state = CASE state WHEN 'DELETED' THEN state ELSE 'ARCHIVED' END,
       "deletedState" = CASE state WHEN 'DELETED' THEN 'ARCHIVED'::"ThreadState" END
     WHERE id = $1::uuid`,
    [threadId],
  );
  changed(threadStream(threadId), { kind: "thread", id: threadId });
}

/** Coming in, for the first time or again: with the default settings, everything up to now counted as read. */
async function enter({ sql }: CommandContext, change: MembershipChange): Promise<void> {
  await sql.rows(
    `INSERT INTO "ThreadParticipant" AS p ("threadId", "userId", role, status, "joinedSeq", "lastReadSeq", "lastDeliveredSeq", "joinedAt")
     SELECT t.id, $2::uuid, $3::"ThreadRole", 'ACTIVE', $4, t.head, t.head, now() FROM "Thread" t WHERE t.id = $1::uuid
     ON CONFLICT ("threadId", "userId") DO UPDATE SET role = excluded.role, status = 'ACTIVE', "joinedSeq" = excluded."joinedSeq",
       "lastReadSeq" = excluded."lastReadSeq", "lastDeliveredSeq" = excluded."lastDeliveredSeq", "joinedAt" = now(),
       "leftAt" = NULL, "hiddenSeq" = NULL`,
    [change.threadId, change.userId, change.role, change.joinedSeq ?? 0],
  );
}

/**
 * A new role, or going out: leaving, removal and ban clear role, overrides and
 * settings (PERMISSIONS, invariant 6). A time-out stays:
 * leaving and coming back is no way around it.
 */
async function rewrite({ sql }: CommandContext, { threadId, userId, status, role }: MembershipChange): Promise<void> {
  const leaves = status !== "ACTIVE";
  await sql.rows(
    `INSERT INTO "ThreadParticipant" AS p ("threadId", "userId", role, status, "leftAt")
     VALUES ($1::uuid, $2::uuid, $3::"ThreadRole", $4::"ParticipantStatus", now())
     ON CONFLICT ("threadId", "userId") DO UPDATE SET role = excluded.role, status = excluded.status
       ${leaves ? OUT : `, "joinedSeq" = ${HISTORY_FROM}`}`,
    [threadId, userId, leaves ? "MEMBER" : role, status],
  );
  if (!leaves) return;
  await sql.rows(`DELETE FROM "ThreadOverride" WHERE "threadId" = $1::uuid AND "userId" = $2::uuid`, [
    threadId,
    userId,
  ]);
}

const OUT = `, "leftAt" = now(), level = NULL, starred = false, "markedUnreadSeq" = NULL, "hiddenSeq" = NULL,
  "bannedById" = NULL, "banReason" = NULL`;

/** Who becomes a guest of a PRIVATE thread keeps what was written since they came; who stops being one gets all of it. */
const HISTORY_FROM = `CASE
  WHEN (p.role = 'GUEST') = (excluded.role = 'GUEST') OR (SELECT t.kind FROM "Thread" t WHERE t.id = p."threadId") <> 'PRIVATE'
    THEN p."joinedSeq"
  WHEN excluded.role = 'GUEST'
    THEN coalesce((SELECT max(m.seq) FROM "Message" m WHERE m."threadId" = p."threadId" AND m."createdAt" < p."joinedAt"), 0)
  ELSE 0 END`;
