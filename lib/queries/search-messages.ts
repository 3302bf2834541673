import { visibleThreadsSql } from "../access/visible-threads.ts";
import type { SearchResult } from "../contract/search.ts";
import { isEmptySearch, parseSearch, type SearchQuery } from "../contract/search-query.ts";
import { isStatementTimeout } from "../database-errors.ts";
import type { Sql } from "../db.ts";
import { AppError } from "../errors.ts";
import { messageViewSql } from "../views/message-view.ts";
import { threadViewSql } from "../views/thread-view.ts";
import { answeringMessages, type Conditions, type SearchedThreads } from "./answering-messages.ts";
import { defineQuery } from "./query.ts";
import { termCondition } from "./search-condition.ts";
import { filterCondition, type NamedByFilters, searchedUntil } from "./search-filter.ts";

/**
 * Messages that answer a search, the newest first, in what the asker may read now (PERMISSIONS, invariant 11): the
 * threads of every list, and of each what their history holds (PROTOCOL L5). Paged by id, which is
 * the order of writing (PROTOCOL L10). SEARCH_TOO_BROAD for what takes longer than TIME_LIMIT.
 */
export const searchMessages = defineQuery({
  name: "search",
  limit: "search",
  run: ({ snapshot, actor }, { q, timeZone, after, limit }) =>
    snapshot(async (sql) => {
      const query = parseSearch(q);
      if (isEmptySearch(query)) return { results: [], unknown: query.unknown, nextAfter: null };
      await sql.rows(LIMIT_TIME, [TIME_LIMIT]);
      const named = await resolveNames(sql, query, { userId: actor.userId, timeZone });
      const unknown = [...query.unknown, ...named.unknown];
      if (named.isNothing) return { results: [], unknown, nextAfter: null };
      const [threads] = await sql.rows<SearchedThreads>(SEARCHED, [actor.userId]);
      if (!threads) throw new Error("An aggregate gave no row.");
      const conditions = conditionsOf(query, named, actor.userId);
      const found = await answeringMessages(sql, conditions, {
        threads,
        until: searchedUntil(after, query.filters, named),
        count: limit + 1,
      });
      const shown = found.slice(0, limit);
      const results = await sql.rows<SearchResult>(RESULTS, [
        shown.map(({ id }) => id),
        shown.map(({ fromSeq }) => fromSeq),
      ]);
      return { results, unknown, nextAfter: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
    }).catch((error: unknown) => {
      throw isStatementTimeout(error) ? tooBroad() : error;
    }),
});

/** How long a statement of a search may run: over before a browser gives up waiting, and never longer than others may. */
const TIME_LIMIT = "10 s";
const LIMIT_TIME = `
  SELECT set_config('statement_timeout', (extract(epoch FROM least($1::interval, others)) * 1000)::int::text, true)
  FROM (SELECT current_setting('statement_timeout')::interval) t(others)`;

const tooBroad = () =>
  new AppError(
    "SEARCH_TOO_BROAD",
    "Looking for that takes too long. Add a longer or rarer word, or say who wrote it (from:), where (in:) or when (after:).",
  );

const SEARCHED = `
  SELECT coalesce(array_agg(t.id), '{}') AS ids, coalesce(array_agg(coalesce(p."joinedSeq", 0)), '{}') AS "fromSeqs",
    coalesce(sum(t.head - coalesce(p."joinedSeq", 0)), 0)::float8 / (SELECT greatest(sum(a.head), 1) FROM "Thread" a) AS share
  FROM "Thread" t LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = $1::uuid
  WHERE ${visibleThreadsSql}`;

/** What is found, as it is shown: known by its ids, so that Postgres plans this once. */
const RESULTS = `
  SELECT ${messageViewSql} AS message, (SELECT ${threadViewSql} FROM "Thread" t WHERE t.id = m."threadId") AS thread,
    ${neighbourSql("before")} AS before, ${neighbourSql("after")} AS after
  FROM (
    SELECT m.*, f."fromSeq" FROM unnest($1::uuid[], $2::int[]) AS f(id, "fromSeq") JOIN "Message" m ON m.id = f.id
  ) m ORDER BY m.id DESC`;

type Named = NamedByFilters & {
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

const DAYS = `
  SELECT day, (extract(epoch FROM day::timestamp AT TIME ZONE $2::text) * 1000)::float8 AS begins FROM unnest($1::text[]) AS d(day)`;

/** Whom and when the filters speak of: people and threads as far as the asker may know of them, days of their calendar. */
async function resolveNames(
  sql: Sql,
  { filters }: SearchQuery,
  { userId, timeZone = "UTC" }: { userId: string; timeZone: string | undefined },
): Promise<Named> {
  const namesOf = (kind: "from" | "in") => filters.flatMap(({ name, value }) => (name === kind ? [value] : []));
  const idsOf = async (text: string, names: string[]) => {
    if (names.length === 0) return new Map<string, string[]>();
    const rows = await sql.rows<{ name: string; ids: string[] }>(text, [userId, [...new Set(names)]]);
    return new Map(rows.map(({ name, ids }) => [name, ids]));
  };
  const people = await idsOf(PEOPLE, namesOf("from"));
  const threads = await idsOf(THREADS, namesOf("in"));
  const dayNames = filters.flatMap(({ name, value }) => (name === "before" || name === "after" ? [value] : []));
  const days = dayNames.length === 0 ? [] : await sql.rows<{ day: string; begins: number }>(DAYS, [dayNames, timeZone]);
  const missing = filters.filter(
    ({ name, value }) => (name === "from" && !people.has(value)) || (name === "in" && !threads.has(value)),
  );
  return {
    people,
    threads,
    days: new Map(days.map(({ day, begins }) => [day, begins])),
    unknown: missing.map(({ name, value }) => `${name}:${value}`),
    isNothing: missing.some(({ not }) => !not),
  };
}

function conditionsOf({ terms, filters }: SearchQuery, named: Named, userId: string): Conditions {
  const values: unknown[] = [];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  const context = { named, parameter, userId };
  return {
    sql: [
      ...terms.map((term) => termCondition(term, parameter)),
      ...filters.map((filter) => filterCondition(filter, context)),
    ],
    values,
    byText: terms.some(({ not }) => !not),
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
