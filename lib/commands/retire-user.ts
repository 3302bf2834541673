import { v7 as uuidv7 } from "uuid";
import { threadStream, userStream } from "../contract/ids.ts";
import type { ThreadRole } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import { writeAudit } from "./audit.ts";
import { changeAccount, hasOtherOwner } from "./change-account.ts";
import { archiveOrphan, changeMembership } from "./change-membership.ts";
import { planOutdated, type SystemContext, type SystemPlan } from "./run-system.ts";

type PlaceRow = { threadId: string; role: ThreadRole; otherOwners: number; heirId: string | null };

/** What came of the news that an account is gone. `lastOwner`: the workspace has no active OWNER now; somebody must act. */
export type RetireOutcome = "retired" | "gone" | "lastOwner";

/** Locks the workspace, the person, their threads, and those who would inherit one. */
export async function planRetireUser(sql: Sql, clerkId: string): Promise<SystemPlan> {
  const userId = await findUserId(sql, clerkId);
  if (userId === null) return { userId: uuidv7(), locks: ["workspace"] };
  const places = await readPlaces(sql, userId);
  const heirs = places.flatMap(({ heirId }) => (heirId === null ? [] : [userStream(heirId)]));
  return {
    userId,
    locks: ["workspace", userStream(userId), ...places.map(({ threadId }) => threadStream(threadId)), ...heirs],
  };
}

/**
 * Makes a tombstone of the person behind `clerkId`, for good: a `created` or `updated` that comes late finds it, even
 * where nobody had been known by that id. Messages and name stay; contact and picture go, sessions end, threads are left
 * and handed on (PERMISSIONS, invariants 1 and 2). Runs under the locks of `planRetireUser`.
 */
export async function retireUser(context: SystemContext, clerkId: string): Promise<RetireOutcome> {
  const { tx, sql, actor, now } = context;
  const { userId } = actor;
  const found = await tx.user.findUnique({ where: { clerkId }, select: { id: true, status: true, role: true } });
  if (!found) {
    await tx.user.create({
      data: { id: userId, clerkId, displayName: "Somebody", status: "DELETED", clerkUpdatedAt: now },
    });
    return "retired";
  }
  if (found.id !== userId) throw planOutdated();
  if (found.status === "DELETED") return "gone";

  for (const place of await readPlaces(sql, userId)) await leave(context, place);
  await changeAccount(context, { userId, status: "DELETED" });
  await tx.user.update({
    where: { id: userId },
    data: { email: null, username: null, avatarUrl: null, statusText: "", statusEmoji: null },
  });
  const wasLast = found.role === "OWNER" && !(await hasOtherOwner(sql, userId));
  return wasLast ? noteLastOwner(context, userId) : "retired";
}

/** Leaves a thread, after handing it on where nobody else owns it; a thread that nobody can inherit is archived. */
async function leave(context: SystemContext, { threadId, role, otherOwners, heirId }: PlaceRow): Promise<void> {
  const { actor, isLocked } = context;
  // Joined, or somebody else became the next in line, since the plan was made.
  const needed = [threadStream(threadId), ...(role === "OWNER" && heirId !== null ? [userStream(heirId)] : [])];
  if (!needed.every(isLocked)) throw planOutdated();
  if (role === "OWNER" && otherOwners === 0) {
    if (heirId === null) {
      await archiveOrphan(context, threadId);
      await audit(context, { action: "thread.orphaned", targetId: actor.userId, threadId });
      return;
    }
    await changeMembership(context, { threadId, userId: heirId, status: "ACTIVE", role: "OWNER" });
    await audit(context, { action: "thread.inherited", targetId: heirId, threadId });
  }
  await changeMembership(context, { threadId, userId: actor.userId, status: "LEFT", role: "MEMBER" });
}

async function noteLastOwner(context: SystemContext, userId: string): Promise<RetireOutcome> {
  await audit(context, { action: "workspace.ownerless", targetId: userId, threadId: null });
  return "lastOwner";
}

function audit(
  context: SystemContext,
  entry: { action: string; targetId: string; threadId: string | null },
): Promise<void> {
  return writeAudit(context, {
    ...entry,
    before: null,
    after: null,
    reason: "The account was deleted at the identity provider.",
  });
}

async function findUserId(sql: Sql, clerkId: string): Promise<string | null> {
  const [row] = await sql.rows<{ id: string }>(`SELECT id FROM "User" WHERE "clerkId" = $1`, [clerkId]);
  return row?.id ?? null;
}

/** The person's places, each with its next in line: the longest-standing MODERATOR, else MEMBER. */
function readPlaces(sql: Sql, userId: string): Promise<PlaceRow[]> {
  return sql.rows<PlaceRow>(PLACES, [userId]);
}

// A DM keeps its two people: leaving one would take the other's thread apart.
const PLACES = `
  SELECT p."threadId", p.role,
    (SELECT count(*)::int FROM "ThreadParticipant" o JOIN "User" ou ON ou.id = o."userId"
      WHERE o."threadId" = p."threadId" AND o."userId" <> p."userId" AND o.role = 'OWNER' AND o.status = 'ACTIVE' AND ou.status = 'ACTIVE') AS "otherOwners",
    CASE WHEN t.kind IN ('PUBLIC', 'PRIVATE') THEN
      (SELECT h."userId" FROM "ThreadParticipant" h JOIN "User" hu ON hu.id = h."userId"
        WHERE h."threadId" = p."threadId" AND h."userId" <> p."userId" AND h.status = 'ACTIVE' AND hu.status = 'ACTIVE'
          AND h.role IN ('MODERATOR', 'MEMBER')
        ORDER BY h.role = 'MODERATOR' DESC, h."joinedAt", h."userId" LIMIT 1) END AS "heirId"
  FROM "ThreadParticipant" p JOIN "Thread" t ON t.id = p."threadId"
  WHERE p."userId" = $1::uuid AND p.status = 'ACTIVE' AND t.kind <> 'DM'
  ORDER BY p."threadId"`;
