import { accessWorkspace } from "../access/access-workspace.ts";
import type { SessionView } from "../contract/sessions.ts";
import type { Sql } from "../db.ts";
import { notFound } from "../errors.ts";
import { objectSql, timeSql } from "../views/json-sql.ts";
import { defineQuery } from "./query.ts";

const sessionViewSql = objectSql({
  id: `s.id`,
  device: `s.device`,
  ip: `s.ip`,
  startedAt: timeSql(`s."startedAt"`),
  lastSeenAt: timeSql(`s."lastSeenAt"`),
  current: `s.id = $2`,
});

const LIST = `SELECT ${sessionViewSql} AS view FROM "Session" s
  WHERE s."userId" = $1::uuid AND s."endedAt" IS NULL ORDER BY s."lastSeenAt" DESC, s.id LIMIT 200`;

/** Where one is signed in oneself. */
export const listOwnSessions = defineQuery({
  name: "ownSessions",
  limit: "read",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
    return { sessions: await readSessions(sql, actor.userId, actor.sessionId) };
  },
});

/** Where somebody is signed in, for administrators. */
export const listUserSessions = defineQuery({
  name: "userSessions",
  limit: "read",
  async run({ sql, actor, now }, { userId }) {
    await accessWorkspace(sql, { actor, action: "admin.read", now });
    const [known] = await sql.rows(`SELECT 1 FROM "User" WHERE id = $1::uuid`, [userId]);
    if (!known) throw notFound();
    return { sessions: await readSessions(sql, userId, actor.sessionId) };
  },
});

async function readSessions(sql: Sql, userId: string, sessionId: string): Promise<SessionView[]> {
  const rows = await sql.rows<{ view: SessionView }>(LIST, [userId, sessionId]);
  return rows.map(({ view }) => view);
}
