import { accessThread } from "../access/access-thread.ts";
import type { BanView } from "../contract/moderation.ts";
import { AppError } from "../errors.ts";
import { explain } from "../policy/explain.ts";
import { decideInPrinciple } from "../policy/principle.ts";
import { objectSql, timeSql } from "../views/json-sql.ts";
import { defineQuery } from "./query.ts";

const banViewSql = objectSql({
  userId: `p."userId"`,
  bannedById: `p."bannedById"`,
  reason: `p."banReason"`,
  at: timeSql(`p."leftAt"`),
});
const LIST = `SELECT ${banViewSql} AS view FROM "ThreadParticipant" p
  WHERE p."threadId" = $1::uuid AND p.status = 'BANNED' ORDER BY p."leftAt" DESC NULLS LAST, p."userId" LIMIT 1000`;

/** Who is banned from a thread, the latest first, by whom and why: for those who could lift a ban. */
export const listBans = defineQuery({
  name: "bans",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId }) =>
    snapshot(async (sql) => {
      const { facts, row } = await accessThread(sql, { actor, threadId, action: "thread.view", now });
      const who = { id: actor.userId, role: row.systemRole, status: row.accountStatus };
      const decision = decideInPrinciple(who, "member.unban", facts);
      if (!decision.allow) {
        const why = explain("member.unban", decision);
        throw new AppError(decision.code, why, { action: "member.unban", trace: decision.trace });
      }
      const rows = await sql.rows<{ view: BanView }>(LIST, [threadId]);
      return { bans: rows.map(({ view }) => view) };
    }),
});
