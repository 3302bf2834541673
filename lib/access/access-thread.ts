import type { Sql } from "../db.ts";
import { AppError, isAppError } from "../errors.ts";
import type { ThreadAction } from "../policy/actions.ts";
import type { Actor } from "./actor.ts";
import { factsColumns, factsFrom, type FactsRow } from "./facts-row.ts";
import { type Granted, judge } from "./judge.ts";
import { readTarget } from "./target.ts";

/** Owners are counted under the caller's lock on the thread (PERMISSIONS, invariant 2). */
const FACTS = `SELECT ${factsColumns}, (
  SELECT count(*)::int FROM "ThreadParticipant" o JOIN "User" ou ON ou.id = o."userId"
  WHERE o."threadId" = t.id AND o.role = 'OWNER' AND o.status = 'ACTIVE' AND ou.status = 'ACTIVE') AS "ownerCount" ${factsFrom}`;

/**
 * The thread through the actor, or a refusal: NOT_FOUND where it is missing or hidden. Reads what policy needs in the
 * given transaction. `targetId`: the person acted on; unknown ones are NOT_FOUND.
 */
export async function accessThread(
  sql: Sql,
  {
    actor,
    threadId,
    action,
    now,
    targetId,
    ...more
  }: {
    actor: Actor;
    threadId: string;
    action: ThreadAction;
    now: Date;
    targetId?: string;
    newRole?: Parameters<typeof judge>[1]["newRole"];
    proposedOverride?: Parameters<typeof judge>[1]["proposedOverride"];
  },
): Promise<Granted & { row: FactsRow }> {
  const [row] = await sql.rows<FactsRow & { ownerCount: number }>(FACTS, [actor.userId, threadId]);
  const about =
    targetId === undefined ? {} : await readTarget(sql, { threadId, userId: targetId, actorId: actor.userId });
  try {
    const facts = { ...more, ownerCount: row?.ownerCount ?? 0, ...about };
    return { ...judge(row, { actor, action, now, ...facts }), row: row as FactsRow };
  } catch (error) {
    if (isAppError(error) && error.code === "LAST_OWNER")
      throw await lastOwner(sql, threadId, targetId ?? actor.userId);
    throw error;
  }
}

/** LAST_OWNER with those who could be appointed instead, best first, in `details.candidates`. */
export async function lastOwner(sql: Sql, threadId: string, ownerId: string): Promise<AppError> {
  const others = await sql.rows<{ userId: string }>(
    `SELECT p."userId" FROM "ThreadParticipant" p JOIN "User" u ON u.id = p."userId"
     WHERE p."threadId" = $1::uuid AND p."userId" <> $2::uuid AND p.status = 'ACTIVE' AND u.status = 'ACTIVE'
       AND p.role IN ('MODERATOR', 'MEMBER')
     ORDER BY p.role = 'MODERATOR' DESC, p."joinedAt", p."userId" LIMIT 20`,
    [threadId, ownerId],
  );
  const candidates = others.map(({ userId }) => userId);
  return new AppError("LAST_OWNER", "A thread keeps an owner. Appoint another one first.", { candidates });
}
