import type { AccountStatus, ParticipantStatus, SystemRole, ThreadRole } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import type { TargetFacts } from "../policy/facts.ts";

type Row = {
  id: string;
  systemRole: SystemRole;
  status: AccountStatus;
  mutedUntil: Date | null;
  blocked: boolean;
} & ({ role: ThreadRole; participantStatus: ParticipantStatus } | { role: null; participantStatus: null });

const READ = `
  SELECT u.id, u.role AS "systemRole", u.status, p.role, p.status AS "participantStatus", p."mutedUntil",
    EXISTS (SELECT 1 FROM "Block" b WHERE b."blockerId" = $3::uuid AND b."blockedId" = u.id)
      OR EXISTS (SELECT 1 FROM "Block" b WHERE b."blockerId" = u.id AND b."blockedId" = $3::uuid) AS blocked
  FROM "User" u LEFT JOIN "ThreadParticipant" p ON p."userId" = u.id AND p."threadId" = $2::uuid
  WHERE u.id = $1::uuid`;

/**
 * The person acted on, with their place in the thread, and whether they or the actor blocked the other; `target` is null
 * where there is nobody of that id.
 */
export async function readTarget(
  sql: Sql,
  { threadId, userId, actorId }: { threadId: string | null; userId: string; actorId: string },
): Promise<{ target: TargetFacts | null; blocked?: boolean }> {
  const [row] = await sql.rows<Row>(READ, [userId, threadId, actorId]);
  if (!row) return { target: null };
  const { id, systemRole, status, role, participantStatus, mutedUntil, blocked } = row;
  const participant =
    role === null ? null : { role, status: participantStatus, mutedUntil: mutedUntil?.getTime() ?? null };
  return { target: { id, systemRole, status, participant }, blocked };
}
