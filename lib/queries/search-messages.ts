import { visibleThreadsSql } from "../access/visible-threads.ts";
import type { SearchResult } from "../contract/search.ts";
import { isEmptySearch, parseSearch, type SearchFilter, type SearchQuery } from "../contract/search-query.ts";
import type { Sql } from "../db.ts";
import { messageViewSql } from "../views/message-view.ts";
import { threadViewSql } from "../views/thread-view.ts";
import { firstIdOf } from "./first-id-of.ts";
import { defineQuery } from "./query.ts";
import { termCondition } from "./search-condition.ts";

/**
 * Messages that answer a search, the newest first, in what the asker may read now (PERMISSIONS, invariant 11): the
 * threads of every list, and of each what their history holds (PROTOCOL L5). Paged by id, which is
 * the order of writing (PROTOCOL L10).
 */
export const searchMessages = defineQuery({
  name: "search",
  limit: "search",
  run: ({ snapshot, actor }, { q, timeZone, after, limit }) =>
    snapshot(async (sql) => {
      const query = parseSearch(q);
      if (isEmptySearch(query)) return { results: [], unknown: query.unknown, nextAfter: null };
      const named = await resolveNames(sql, actor.userId, query);
      const unknown = [...query.unknown, ...named.unknown];
      if (named.isNothing) return { results: [], unknown, nextAfter: null };
      const statement = searchStatement(query, named, { userId: actor.userId, timeZone, after, limit });
      const rows = await sql.once<SearchResult>(statement.text, statement.values);
      const results = rows.slice(0, limit);
      return { results, unknown, nextAfter: rows.length > limit ? (results.at(-1)?.message.id ?? null) : null };
    }),
});

type Named = {
  people: Map<string, string[]>;
  threads: Map<string, string[]>;
  unknown: string[];
  /** A name that must be met and nobody has: nothing can be found. */
  isNothing: boolean;
};

const PEOPLE = `
  SELECT n.name, array_agg(u.id) AS ids FROM unnest($2::text[]) AS n(name) JOIN "User" u
    ON (n.name = 'me' AND u.id = $1::uuid) OR lower(u.username) = n.name OR lower(u."displayName") = n.name
      OR starts_with(lower(u."displayName"), n.name || ' ')
  GROUP BY n.name`;
const THREADS = `
  SELECT n.name, array_agg(t.id) AS ids FROM unnest($2::text[]) AS n(name) JOIN "Thread" t ON lower(t.name) = n.name
  WHERE ${visibleThreadsSql} GROUP BY n.name`;

/** Whom `from:` and `in:` speak of, as far as the asker may know of them. */
async function resolveNames(sql: Sql, userId: string, { filters }: SearchQuery): Promise<Named> {
  const namesOf = (kind: "from" | "in") => filters.flatMap(({ name, value }) => (name === kind ? [value] : []));
  const idsOf = async (text: string, names: string[]) => {
    if (names.length === 0) return new Map<string, string[]>();
    const rows = await sql.rows<{ name: string; ids: string[] }>(text, [userId, [...new Set(names)]]);
    return new Map(rows.map(({ name, ids }) => [name, ids]));
  };
  const people = await idsOf(PEOPLE, namesOf("from"));
  const threads = await idsOf(THREADS, namesOf("in"));
  const missing = filters.filter(
    ({ name, value }) => (name === "from" && !people.has(value)) || (name === "in" && !threads.has(value)),
  );
  return {
    people,
    threads,
    unknown: missing.map(({ name, value }) => `${name}:${value}`),
    isNothing: missing.some(({ not }) => !not),
  };
}

type Asked = { userId: string; timeZone: string | undefined; after: string | undefined; limit: number };

function searchStatement(
  { terms, filters }: SearchQuery,
  named: Named,
  { userId, timeZone, after, limit }: Asked,
): { text: string; values: unknown[] } {
  const values: unknown[] = [userId];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const conditions = terms.map((term) => termCondition(term, parameter));
  for (const filter of filters) {
    const sql = filterSql(filter, { named, parameter, zone: timeZone ?? "UTC" });
    conditions.push(filter.not ? `NOT (${sql})` : sql);
  }
  if (after) conditions.push(`m.id < ${parameter(after)}::uuid`);
  const more = parameter(limit + 1);
  return {
    values,
    text: `
      WITH seen AS MATERIALIZED (
        SELECT t.id, coalesce(p."joinedSeq", 0) AS "fromSeq" FROM "Thread" t
        LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = $1::uuid WHERE ${visibleThreadsSql}
      ), found AS (
        SELECT m.*, s."fromSeq" FROM "Message" m JOIN seen s ON s.id = m."threadId" AND m.seq > s."fromSeq"
        WHERE m."deletedAt" IS NULL AND m.kind <> 'SYSTEM' ${conditions.map((sql) => `AND ${sql}`).join(" ")}
        ORDER BY m.id DESC LIMIT ${more}::int
      )
      SELECT ${messageViewSql} AS message, (SELECT ${threadViewSql} FROM "Thread" t WHERE t.id = m."threadId") AS thread,
        ${neighbourSql("before")} AS before, ${neighbourSql("after")} AS after
      FROM found m ORDER BY m.id DESC`,
  };
}

/** The message next to `f`, within what the asker sees. */
function neighbourSql(side: "before" | "after"): string {
  const bound = side === "before" ? `n.seq < f.seq AND n.seq > f."fromSeq"` : `n.seq > f.seq`;
  return `(SELECT ${messageViewSql} FROM (
    SELECT n.* FROM "Message" n, (SELECT m."threadId", m.seq, m."fromSeq") f
    WHERE n."threadId" = f."threadId" AND ${bound} AND n."deletedAt" IS NULL AND n.kind <> 'SYSTEM'
    ORDER BY n.seq ${side === "before" ? "DESC" : ""} LIMIT 1) m)`;
}

const HAS = {
  link: `m.body ~* 'https?://'`,
  code: "m.body LIKE '%`%'",
  reaction: `m."reactionCount" > 0`,
};
const IS = {
  edited: `m."editCount" > 0`,
  reply: `m."replyToId" IS NOT NULL`,
  mine: `m."authorId" = $1::uuid`,
  mention: `($1::uuid = ANY (m.mentions) OR m."mentionsEveryone")`,
};

type FilterContext = { named: Named; parameter: (value: unknown) => string; zone: string };

/** By how much a message's id can differ from a midnight before its time: all time zones and wrong clocks. */
const SLACK_MS = 2 * 24 * 60 * 60 * 1_000;

function filterSql(filter: SearchFilter, { named, parameter, zone }: FilterContext): string {
  const midnight = () => `(${parameter(filter.value)}::timestamp AT TIME ZONE ${parameter(zone)}::text)`;
  switch (filter.name) {
    case "from":
      return `m."authorId" = ANY (${parameter(named.people.get(filter.value) ?? [])}::uuid[])`;
    case "in":
      return `m."threadId" = ANY (${parameter(named.threads.get(filter.value) ?? [])}::uuid[])`;
    case "has":
      return HAS[filter.value];
    case "is":
      return IS[filter.value];
    case "before":
      return `m."createdAt" < ${midnight()} AND m.id < ${parameter(firstIdOf(Date.parse(filter.value) + SLACK_MS))}::uuid`;
    case "after":
      return `m."createdAt" >= ${midnight()} AND m.id >= ${parameter(firstIdOf(Date.parse(filter.value) - SLACK_MS))}::uuid`;
  }
}
