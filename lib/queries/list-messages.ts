import { factsColumns, factsFrom, type FactsRow } from "../access/facts-row.ts";
import { judge } from "../access/judge.ts";
import { notFound } from "../errors.ts";
import { type PageMode, pageSql } from "../views/page-sql.ts";
import { defineQuery, type QueryInputOf, RawJson } from "./query.ts";

/** One text a mode, so that Postgres plans each once. */
const STATEMENTS = Object.fromEntries(
  (["latest", "before", "after", "around", "aroundId", "at"] as const).map((mode) => [
    mode,
    `SELECT ${factsColumns}, ${pageSql(mode)} AS page ${factsFrom}`,
  ]),
) as Record<PageMode, string>;

/**
 * A page of history, both ways, around a message or around a moment. Facts and page are read by one statement, so
 * that nothing is shown which was written after the asker lost access (PROTOCOL F3).
 */
export const listMessages = defineQuery({
  name: "messages",
  limit: "read",
  async run({ sql, actor, now }, input) {
    const { mode, place } = placeOf(input);
    const values = [actor.userId, input.threadId, place, input.limit];
    const [row] = await sql.rows<FactsRow & { page: string | null }>(STATEMENTS[mode], values);
    judge(row, { actor, action: "history.read", now });
    if (!row?.page) throw notFound();
    return new RawJson(row.page);
  },
});

function placeOf({ before, after, around, aroundId, at }: QueryInputOf<"messages">): {
  mode: PageMode;
  place: number | string | null;
} {
  if (before !== undefined) return { mode: "before", place: before };
  if (after !== undefined) return { mode: "after", place: after };
  if (around !== undefined) return { mode: "around", place: around };
  if (aroundId !== undefined) return { mode: "aroundId", place: aroundId };
  if (at !== undefined) return { mode: "at", place: at };
  return { mode: "latest", place: null };
}
