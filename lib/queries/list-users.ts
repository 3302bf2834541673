import { accessWorkspace } from "../access/access-workspace.ts";
import type { AdminUserView, UserSort } from "../contract/administration.ts";
import type { AccountStatus, SystemRole } from "../contract/roles.ts";
import { adminUserViewSql } from "../views/admin-user-view.ts";
import { timeSql } from "../views/json-sql.ts";
import { containsPattern } from "./contains-pattern.ts";
import { defineQuery } from "./query.ts";
import { readSortedPage, type SortedPage, type SortOrder } from "./sorted-page.ts";

/** Every one is an index of the database, both ways. */
const ORDERS: Record<UserSort, SortOrder> = {
  name: { key: `lower(u."displayName")`, type: "text", asText: `lower(u."displayName")` },
  created: { key: `u."createdAt"`, type: "timestamptz", asText: timeSql(`u."createdAt"`) },
  lastSeen: {
    key: `coalesce(u."lastSeenAt", '-infinity'::timestamptz)`,
    type: "timestamptz",
    asText: `coalesce(${timeSql(`u."lastSeenAt"`)}, '-infinity')`,
  },
};

/** The very expression of the index that finds part of a name, user name or address. */
const SEARCHED = `lower(u."displayName" || ' ' || coalesce(u.username, '') || ' ' || coalesce(u.email, ''))`;
const IS_ID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

type Wanted = {
  q: string;
  role?: SystemRole | undefined;
  status?: AccountStatus | undefined;
  sort: UserSort;
  direction: "asc" | "desc";
  after?: string | undefined;
  limit: number;
};

/** Everybody there is or was, for administrators: filtered, sorted and paged by the database's indexes. */
export const listUsers = defineQuery({
  name: "users",
  limit: "read",
  async run({ sql, actor, now }, input) {
    await accessWorkspace(sql, { actor, action: "admin.read", now });
    const { rows, ...rest } = await readSortedPage<AdminUserView>(sql, usersPage(input));
    return { users: rows, ...rest };
  },
});

/** Roles and statuses are of closed sets and stand in the text, or partial indexes could not serve them. */
export function usersPage({ q, role, status, sort, ...page }: Wanted): SortedPage {
  const where: string[] = [];
  const values: unknown[] = [];
  if (role) where.push(`u.role = '${role}'`);
  if (status) where.push(`u.status = '${status}'`);
  if (IS_ID.test(q)) {
    values.push(q);
    where.push(`u.id = $1::uuid`);
  } else if (q !== "") {
    values.push(containsPattern(q.toLowerCase()));
    where.push(`${SEARCHED} LIKE $1`);
  }
  return { select: adminUserViewSql, from: `"User" u`, id: `u.id`, where, values, order: ORDERS[sort], ...page };
}
