import { COUNT_MAX } from "../contract/limits.ts";
import type { Sql } from "../db.ts";
import { cursorOf, type KeyType, placeOf } from "./page-cursor.ts";

/** What to sort by, and how its value is carried in a cursor. */
export type SortOrder = { key: string; type: KeyType; asText: string };

/** A list that is filtered, sorted and paged in the database. All but `values` is SQL of ours. */
export type SortedPage = {
  /** The view, as JSON with an `id`. */
  select: string;
  from: string;
  id: string;
  where: readonly string[];
  /** Of the conditions, from $1 on. */
  values: readonly unknown[];
  order: SortOrder;
  direction: "asc" | "desc";
  after?: string | undefined;
  limit: number;
};

/** One page and the first row of the next by keyset, as one statement. @throws AppError INVALID for a foreign cursor */
export function sortedPageStatement(page: SortedPage): { text: string; values: unknown[] } {
  const { key, type, asText } = page.order;
  const [compare, order] = page.direction === "asc" ? [">", "ASC"] : ["<", "DESC"];
  const [where, values] = [[...page.where], [...page.values]];
  if (page.after !== undefined) {
    const place = placeOf(page.after, type);
    values.push(place.key, place.id);
    where.push(`(${key}, ${page.id}) ${compare} ($${values.length - 1}::${type}, $${values.length}::uuid)`);
  }
  values.push(page.limit + 1);
  return {
    values,
    text: `SELECT ${page.select} AS view, ${asText} AS key FROM ${page.from} ${whereSql(where)}
      ORDER BY ${key} ${order}, ${page.id} ${order} LIMIT $${values.length}`,
  };
}

/** Reads a page, with how many rows match in all, `COUNT_MAX + 1` at most. */
export async function readSortedPage<View extends { id: string }>(
  sql: Sql,
  page: SortedPage,
): Promise<{ rows: View[]; nextAfter: string | null; total: number }> {
  const { text, values } = sortedPageStatement(page);
  const found = await sql.rows<{ view: View; key: string }>(text, values);
  const shown = found.slice(0, page.limit);
  const last = found.length > page.limit ? shown.at(-1) : undefined;
  const [count] = await sql.rows<{ count: number }>(
    `SELECT count(*)::int AS count FROM (SELECT 1 FROM ${page.from} ${whereSql(page.where)} LIMIT ${COUNT_MAX + 1}) matching`,
    page.values,
  );
  return {
    rows: shown.map(({ view }) => view),
    nextAfter: last ? cursorOf({ key: last.key, id: last.view.id }) : null,
    total: count?.count ?? 0,
  };
}

const whereSql = (where: readonly string[]) => (where.length > 0 ? `WHERE ${where.join(" AND ")}` : "");
