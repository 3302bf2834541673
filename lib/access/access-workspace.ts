import type { SystemRole } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import type { SystemAction } from "../policy/actions.ts";
import type { Actor } from "./actor.ts";
import type { FactsRow } from "./facts-row.ts";
import { judge } from "./judge.ts";
import { readTarget } from "./target.ts";

const ACTOR = `
  SELECT u.role AS "systemRole", u.status AS "accountStatus", NULL AS "threadId", NULL AS "threadRole", NULL AS overrides, NULL AS blocked
  FROM "User" u WHERE u.id = $1::uuid`;
const OWNERS = `SELECT count(*)::int AS count FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE'`;

/**
 * Whether the actor may do something in the workspace (to `targetId`, where there is one; `newSystemRole` with
 * `user.setRole`, asked under the workspace lock because owners are counted). Throws AppError.
 */
export async function accessWorkspace(
  sql: Sql,
  {
    actor,
    action,
    now,
    targetId,
    newSystemRole,
  }: { actor: Actor; action: SystemAction; now: Date; targetId?: string; newSystemRole?: SystemRole },
): Promise<void> {
  const [row] = await sql.rows<FactsRow>(ACTOR, [actor.userId]);
  const about =
    targetId === undefined ? {} : await readTarget(sql, { threadId: null, userId: targetId, actorId: actor.userId });
  const ownerCount = newSystemRole && (await sql.rows<{ count: number }>(OWNERS, []))[0]?.count;
  judge(row, {
    actor,
    action,
    now,
    ...about,
    ...(newSystemRole === undefined ? {} : { newSystemRole, ownerCount: ownerCount ?? 0 }),
  });
}
