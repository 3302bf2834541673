import type { Sql } from "../db.ts";
import type { SystemAction } from "../policy/actions.ts";
import type { Actor } from "./actor.ts";
import type { FactsRow } from "./facts-row.ts";
import { judge } from "./judge.ts";
import { readTarget } from "./target.ts";

const ACTOR = `
  SELECT u.role AS "systemRole", u.status AS "accountStatus", NULL AS "threadId", NULL AS "threadRole"
  FROM "User" u WHERE u.id = $1::uuid`;

/** Whether the actor may do something in the workspace (to `targetId`, where there is one). Throws AppError. */
export async function accessWorkspace(
  sql: Sql,
  { actor, action, now, targetId }: { actor: Actor; action: SystemAction; now: Date; targetId?: string },
): Promise<void> {
  const [row] = await sql.rows<FactsRow>(ACTOR, [actor.userId]);
  const target = targetId === undefined ? undefined : await readTarget(sql, { threadId: null, userId: targetId });
  judge(row, { actor, action, now, ...(target === undefined ? {} : { target }) });
}
