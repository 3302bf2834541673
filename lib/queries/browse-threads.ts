import { visibleThreadsSql } from "../access/visible-threads.ts";
import type { BrowsePage } from "../contract/threads.ts";
import { objectSql, timeSql } from "../views/json-sql.ts";
import { threadViewFields } from "../views/thread-view.ts";
import { containsPattern } from "./contains-pattern.ts";
import { defineQuery } from "./query.ts";

const rowSql = objectSql({
  ...threadViewFields,
  joined: `EXISTS (SELECT 1 FROM "ThreadParticipant" b WHERE b."threadId" = t.id AND b."userId" = $1::uuid AND b.status = 'ACTIVE')`,
  lastMessageAt: timeSql(`t."lastMessageAt"`),
});

/**
 * By name, then id: a keyset that stays right while threads come and go. A page after a thread that may not be known is
 * empty, as after one that is not there: its place in the order would tell its name.
 */
const BROWSE = `SELECT ${rowSql} AS view FROM "Thread" t
  WHERE ${visibleThreadsSql} AND t.kind IN ('PUBLIC', 'PRIVATE')
    AND ($2 = '' OR t.name ILIKE $2 OR t.topic ILIKE $2)
    AND ($3::uuid IS NULL OR (lower(t.name), t.id) > (SELECT lower(t.name), t.id FROM "Thread" t WHERE t.id = $3::uuid AND ${visibleThreadsSql}))
  ORDER BY lower(t.name), t.id LIMIT $4`;

/** Threads one may look into: public ones and one's own private ones, by name. */
export const browseThreads = defineQuery({
  name: "threads",
  limit: "read",
  async run({ sql, actor }, { q, after, limit }) {
    const values = [actor.userId, containsPattern(q), after ?? null, limit + 1];
    const rows = await sql.rows<{ view: BrowsePage["threads"][number] }>(BROWSE, values);
    const threads = rows.slice(0, limit).map(({ view }) => view);
    return { threads, nextAfter: rows.length > limit ? (threads.at(-1)?.id ?? null) : null };
  },
});
