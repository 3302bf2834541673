import type { Sql } from "../db.ts";
import { notFound } from "../errors.ts";
import type { Action } from "../policy/actions.ts";
import { isThreadAction } from "../policy/actions.ts";
import type { Decision } from "../policy/decide.ts";
import type { Actor as PolicyActor } from "../policy/facts.ts";
import { decideInPrinciple } from "../policy/principle.ts";
import { isDirect } from "../policy/ranks.ts";
import { factsColumns, factsFrom, type FactsRow } from "./facts-row.ts";
import { factsOf } from "./judge.ts";

const FACTS = `SELECT ${factsColumns}, u."displayName" AS name ${factsFrom}`;

/**
 * What policy says about somebody else, for whoever administers and looks into it: nothing is let through by this.
 * Subjects that are not named are the easiest ones. Direct messages are nobody's business: like a thread that is missing.
 * @throws AppError NOT_FOUND
 */
export async function explainAccess(
  sql: Sql,
  { userId, threadId, action, now }: { userId: string; threadId: string | null; action: Action; now: Date },
): Promise<{ decision: Decision; name: string }> {
  const [row] = await sql.rows<FactsRow & { name: string }>(FACTS, [userId, threadId]);
  if (!row || isDirect(row.kind)) throw notFound();
  if (isThreadAction(action) && row.threadId === null) throw notFound();
  return { decision: decideFor(row, { userId, action, now }), name: row.name };
}

/** As `explainAccess`, for a row of facts that was read already. */
export function decideFor(
  row: FactsRow,
  { userId, action, now }: { userId: string; action: Action; now: Date },
): Decision {
  const person: PolicyActor = { id: userId, role: row.systemRole, status: row.accountStatus };
  return decideInPrinciple(person, action, factsOf(row, now, {}));
}
