import type { PresenceState, PresenceView } from "../../lib/contract/events.ts";
import type { Sql } from "../../lib/db.ts";
import { isQuiet, type QuietHours } from "../../lib/policy/do-not-disturb.ts";

type Row = QuietHours & { id: string; lastSeenAt: Date | null; shown: boolean };

/**
 * How these people appear to others. Who does not show their presence is offline, without a time. Unknown and inactive
 * people are left out.
 */
export async function readPresence(
  sql: Sql,
  userIds: readonly string[],
  stateOf: (userId: string) => PresenceState,
): Promise<PresenceView[]> {
  if (userIds.length === 0) return [];
  const now = new Date();
  const rows = await sql.rows<Row>(PRESENCE, [userIds]);
  return rows.map(({ id, lastSeenAt, shown, ...quiet }) => ({
    userId: id,
    state: shown ? stateOf(id) : "offline",
    dnd: shown && isQuiet(quiet, now),
    lastSeenAt: shown ? (lastSeenAt?.toISOString() ?? null) : null,
  }));
}

const PRESENCE = `
  SELECT u.id, u."lastSeenAt", u."timeZone", p."dndFrom", p."dndTo", coalesce(p."showPresence", true) AS shown
    FROM "User" u LEFT JOIN "UserPreference" p ON p."userId" = u.id
   WHERE u.id = ANY ($1::uuid[]) AND u.status = 'ACTIVE'`;
