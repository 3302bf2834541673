import type { PeopleGroupView } from "../contract/people-groups.ts";
import type { Sql } from "../db.ts";
import { objectSql } from "./json-sql.ts";

/** Contract: peopleGroupView, over "PeopleGroup" with the alias `g`. */
const peopleGroupViewSql = objectSql({
  id: "g.id",
  handle: "g.handle",
  name: "g.name",
  memberIds: `(SELECT coalesce(json_agg(n."userId" ORDER BY n."userId"), '[]') FROM "PeopleGroupMember" n
    JOIN "User" u ON u.id = n."userId" WHERE n."groupId" = g.id AND u.status = 'ACTIVE')`,
  version: "g.version",
});

const LIST = `SELECT ${peopleGroupViewSql} AS view FROM "PeopleGroup" g
  WHERE $1::uuid IS NULL OR g.id = $1::uuid ORDER BY g.handle`;

/** The groups of the workspace by handle, or the one of an id. */
export async function readPeopleGroups(sql: Sql, id: string | null = null): Promise<PeopleGroupView[]> {
  return (await sql.rows<{ view: PeopleGroupView }>(LIST, [id])).map(({ view }) => view);
}
