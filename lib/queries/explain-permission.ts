import { accessWorkspace } from "../access/access-workspace.ts";
import { decideFor, explainAccess } from "../access/explain-access.ts";
import { factsColumns, type FactsRow } from "../access/facts-row.ts";
import type { ViewAsPage } from "../contract/permissions.ts";
import { AppError, notFound } from "../errors.ts";
import { type Action, isThreadAction, SYSTEM_ACTIONS, THREAD_ACTIONS, type ThreadAction } from "../policy/actions.ts";
import { explain, explainStep } from "../policy/explain.ts";
import { cursorOf, placeOf } from "./page-cursor.ts";
import { defineQuery } from "./query.ts";

const THREAD_ACTION_NAMES = Object.keys(THREAD_ACTIONS) as ThreadAction[];
const isAction = (name: string): name is Action =>
  Object.hasOwn(THREAD_ACTIONS, name) || (SYSTEM_ACTIONS as readonly string[]).includes(name);

/** Person × thread × action: whether they may, and every step of the way to the answer. */
export const explainPermission = defineQuery({
  name: "explainPermission",
  limit: "read",
  async run({ sql, actor, now }, { userId, threadId, action }) {
    await accessWorkspace(sql, { actor, action: "permission.explain", now });
    if (!isAction(action)) throw new AppError("INVALID", "There is no such action.");
    if (isThreadAction(action) && threadId === undefined) throw new AppError("INVALID", "Which thread?");
    const asked = { userId, threadId: isThreadAction(action) ? (threadId ?? null) : null, action, now };
    const { decision, name } = await explainAccess(sql, asked);
    return {
      allow: decision.allow,
      code: decision.code,
      sentence: explain(action, decision, name),
      steps: decision.trace.map((step) => ({
        step: step.step,
        outcome: step.outcome,
        text: explainStep(action, step, name),
      })),
    };
  },
});

const THREADS = `
  SELECT ${factsColumns}, t.name, lower(t.name) AS key FROM "User" u CROSS JOIN "Thread" t
    LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
   WHERE u.id = $1::uuid AND t.kind IN ('PUBLIC', 'PRIVATE')
     AND ($2::text IS NULL OR (lower(t.name), t.id) > ($2, $3::uuid))
   ORDER BY lower(t.name), t.id LIMIT $4`;

/** The workspace as somebody else sees it: the threads they may know of, and what policy lets them do in each. */
export const viewAs = defineQuery({
  name: "viewAs",
  limit: "read",
  async run({ sql, actor, now }, { userId, after, limit }) {
    await accessWorkspace(sql, { actor, action: "permission.explain", now });
    const [known] = await sql.rows(`SELECT 1 FROM "User" WHERE id = $1::uuid`, [userId]);
    if (!known) throw notFound();
    const place = after === undefined ? null : placeOf(after, "text");
    const values = [userId, place?.key ?? null, place?.id ?? null, limit + 1];
    const rows = await sql.rows<FactsRow & { name: string; key: string }>(THREADS, values);
    const page = rows.slice(0, limit);
    const last = rows.length > limit ? page.at(-1) : undefined;
    const may = (row: FactsRow, action: ThreadAction) => decideFor(row, { userId, action, now }).allow;
    const threads = page
      .filter((row) => may(row, "thread.view"))
      .flatMap((row): ViewAsPage["threads"] => {
        if (row.threadId === null) return [];
        const role = row.threadRole !== null && row.participantStatus === "ACTIVE" ? row.threadRole : null;
        const actions = THREAD_ACTION_NAMES.filter((action) => may(row, action));
        return [{ id: row.threadId, name: row.name, kind: row.kind, state: row.state, role, actions }];
      });
    return { threads, nextAfter: last?.threadId ? cursorOf({ key: last.key, id: last.threadId }) : null };
  },
});
