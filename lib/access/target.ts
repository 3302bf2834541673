import type { AccountStatus, ParticipantStatus, SystemRole, ThreadRole } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import type { TargetFacts } from "../policy/facts.ts";

type Row = {
  id: string;
  systemRole: SystemRole;
  status: AccountStatus;
  role: ThreadRole | null;
  participantStatus: ParticipantStatus | null;
  mutedUntil: Date | null;
  joinedSeq: number | null;
};

const READ = `
  SELECT u.id, u.role AS "systemRole", u.status, p.role, p.status AS "participantStatus", p."mutedUntil", p."joinedSeq"
  FROM "User" u LEFT JOIN "ThreadParticipant" p ON p."userId" = u.id AND p."threadId" = $2::uuid
  WHERE u.id = $1::uuid`;

/** The person acted on, with their place in the thread; null where there is nobody of that id. */
export async function readTarget(
  sql: Sql,
  { threadId, userId }: { threadId: string | null; userId: string },
): Promise<TargetFacts | null> {
  const [row] = await sql.rows<Row>(READ, [userId, threadId]);
  if (!row) return null;
  const { id, systemRole, status, role, participantStatus, mutedUntil, joinedSeq } = row;
  const participant =
    role && participantStatus
      ? { role, status: participantStatus, mutedUntil: mutedUntil?.getTime() ?? null, joinedSeq: joinedSeq ?? 0 }
      : null;
  return { id, systemRole, status, participant };
}
