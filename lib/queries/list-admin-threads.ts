import type { z } from "zod";
import { accessWorkspace } from "../access/access-workspace.ts";
import type { AdminThreadView, threadSort } from "../contract/administration.ts";
import { objectSql, timeSql } from "../views/json-sql.ts";
import { containsPattern } from "./contains-pattern.ts";
import { defineQuery } from "./query.ts";
import { readSortedPage, type SortOrder } from "./sorted-page.ts";

const viewSql = objectSql({
  id: `t.id`,
  kind: `t.kind`,
  state: `t.state`,
  name: `t.name`,
  topic: `t.topic`,
  memberCount: `t."memberCount"`,
  ownerIds: `ARRAY(SELECT o."userId" FROM "ThreadParticipant" o WHERE o."threadId" = t.id AND o.role = 'OWNER' AND o.status = 'ACTIVE' ORDER BY o."joinedAt", o."userId" LIMIT 10)`,
  createdById: `t."createdById"`,
  createdAt: timeSql(`t."createdAt"`),
  lastMessageAt: timeSql(`t."lastMessageAt"`),
  deletedAt: timeSql(`t."deletedAt"`),
  ownerless: `NOT EXISTS (SELECT 1 FROM "ThreadParticipant" o WHERE o."threadId" = t.id AND o.role = 'OWNER' AND o.status = 'ACTIVE')`,
});

const ORDERS: Record<z.output<typeof threadSort>, SortOrder> = {
  name: { key: `lower(t.name)`, type: "text", asText: `lower(t.name)` },
  created: { key: `t."createdAt"`, type: "timestamptz", asText: timeSql(`t."createdAt"`) },
  lastMessage: {
    key: `coalesce(t."lastMessageAt", '-infinity'::timestamptz)`,
    type: "timestamptz",
    asText: `coalesce(${timeSql(`t."lastMessageAt"`)}, '-infinity')`,
  },
  members: { key: `t."memberCount"`, type: "int", asText: `t."memberCount"::text` },
};

/** Every PUBLIC and PRIVATE thread as administrators may know of it without having joined: never what is said in it. */
export const listAdminThreads = defineQuery({
  name: "adminThreads",
  limit: "read",
  async run({ sql, actor, now }, { q, kind, state, sort, ...page }) {
    await accessWorkspace(sql, { actor, action: "admin.read", now });
    const where = [`t.kind IN ('PUBLIC', 'PRIVATE')`];
    if (kind) where.push(`t.kind = '${kind}'`);
    if (state) where.push(`t.state = '${state}'`);
    if (q !== "") where.push(`(t.name ILIKE $1 OR t.topic ILIKE $1)`);
    const values = q === "" ? [] : [containsPattern(q)];
    const { rows, ...rest } = await readSortedPage<AdminThreadView>(sql, {
      select: viewSql,
      from: `"Thread" t`,
      id: `t.id`,
      where,
      values,
      order: ORDERS[sort],
      ...page,
    });
    return { threads: rows, ...rest };
  },
});
