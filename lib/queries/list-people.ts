import { accessWorkspace } from "../access/access-workspace.ts";
import type { PersonView } from "../contract/people.ts";
import { notFound } from "../errors.ts";
import { personViewSql } from "../views/person-view.ts";
import { containsPattern } from "./contains-pattern.ts";
import { defineQuery } from "./query.ts";

type Row = { view: PersonView };

const LIST = `SELECT ${personViewSql} AS view FROM "User" u
  WHERE u.status = 'ACTIVE' AND ($1 = '' OR u."displayName" ILIKE $1 OR u.username ILIKE $1 OR u.title ILIKE $1)
    AND ($2::uuid IS NULL OR (lower(u."displayName"), u.id) > (SELECT lower(a."displayName"), a.id FROM "User" a WHERE a.id = $2::uuid))
  ORDER BY lower(u."displayName"), u.id LIMIT $3`;
const BY_IDS = `SELECT ${personViewSql} AS view FROM "User" u WHERE u.id = ANY ($1::uuid[])`;

/** The directory: active people by name. */
export const listPeople = defineQuery({
  name: "people",
  limit: "read",
  async run({ sql, actor, now }, { q, after, limit }) {
    await accessWorkspace(sql, { actor, action: "person.view", now });
    const rows = await sql.rows<Row>(LIST, [containsPattern(q), after ?? null, limit + 1]);
    const people = rows.slice(0, limit).map(({ view }) => view);
    return { people, nextAfter: rows.length > limit ? (people.at(-1)?.id ?? null) : null };
  },
});

/** People by id, those who left as well: their messages keep a name. */
export const lookUpPeople = defineQuery({
  name: "lookUpPeople",
  limit: "read",
  async run({ sql, actor, now }, { ids }) {
    await accessWorkspace(sql, { actor, action: "person.view", now });
    const rows = await sql.rows<Row>(BY_IDS, [ids]);
    return { people: rows.map(({ view }) => view), nextAfter: null };
  },
});

export const getPerson = defineQuery({
  name: "person",
  limit: "read",
  async run({ sql, actor, now }, { userId }) {
    await accessWorkspace(sql, { actor, action: "person.view", now });
    const [row] = await sql.rows<Row>(BY_IDS, [[userId]]);
    if (!row) throw notFound();
    return row.view;
  },
});
