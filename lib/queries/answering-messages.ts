import type { Sql } from "../db.ts";
import { isFindableSql } from "./search-condition.ts";

/** A message that answers, and where its thread's history starts for the asker. */
type Found = { id: string; fromSeq: number };

/** The threads that are searched, and after which seq the asker sees each (PROTOCOL L5): pairs. */
export type SearchedThreads = { ids: string[]; fromSeqs: number[] };

export type Conditions = {
  /** Over "Message" `m`, with `values` from $1 on. */
  sql: readonly string[];
  values: readonly unknown[];
  /** One of them is about the text, so that the indexes over it find what answers. */
  byText: boolean;
};

/**
 * So many of the workspace's newest messages are read before an index over text is asked: few first, then more, where the
 * few held at least so many answers that the page is likely to be filled by them.
 */
const NEWEST = [
  { read: 4_000, hopeful: 4 },
  { read: 28_000, hopeful: Infinity },
];

/**
 * The newest messages that answer, before the message `until`: `count` at most. What is said often stands among the
 * newest messages of the workspace, and those lie side by side; what does not is rare, and an index finds all of it.
 * Postgres does not tell the two apart by itself: of words that are not in its sample it guesses that hardly anybody
 * says them.
 */
export async function answeringMessages(sql: Sql, conditions: Conditions, page: PageWanted): Promise<Found[]> {
  if (!conditions.byText) return sql.once<Found>(...statement(conditions, page, IN_ORDER));
  for (const { read, hopeful } of NEWEST) {
    const newest = await sql.once<Found>(...statement(conditions, page, amongNewest(read)));
    if (newest.length >= page.count) return newest;
    if (newest.length < hopeful) break;
  }
  return sql.once<Found>(...statement(conditions, page, BY_INDEX));
}

type PageWanted = { threads: SearchedThreads; until: string | undefined; count: number };
type Shape = (parts: { conditions: string; before: string; threadIds: string }) => string;

const COLUMNS = `m.id, m."threadId", m.seq`;

const amongNewest =
  (read: number): Shape =>
  ({ conditions, before }) =>
    `
  SELECT ${COLUMNS} FROM (SELECT * FROM "Message" m WHERE true ${before} ORDER BY m.id DESC LIMIT ${read}) m
  WHERE ${isFindableSql} ${conditions}`;

/** All that answer before any is put in order: an order by id would tempt Postgres to read every message in it. */
const BY_INDEX: Shape = ({ conditions, before, threadIds }) => `
  SELECT * FROM (
    SELECT ${COLUMNS} FROM "Message" m WHERE m."threadId" = ANY (${threadIds}) AND ${isFindableSql} ${conditions} ${before} OFFSET 0
  ) m`;

const IN_ORDER: Shape = ({ conditions, before, threadIds }) => `
  SELECT ${COLUMNS} FROM "Message" m WHERE m."threadId" = ANY (${threadIds}) AND ${isFindableSql} ${conditions} ${before}`;

function statement(
  { sql, values }: Conditions,
  { threads, until, count }: PageWanted,
  shape: Shape,
): [text: string, values: unknown[]] {
  const all = [...values];
  const parameter = (value: unknown) => `$${all.push(value)}`;
  const threadIds = `${parameter(threads.ids)}::uuid[]`;
  const found = shape({
    conditions: sql.map((condition) => `AND ${condition}`).join(" "),
    before: until ? `AND m.id < ${parameter(until)}::uuid` : "",
    threadIds,
  });
  const text = `
    SELECT m.id, s."fromSeq" FROM (${found}) m
    JOIN unnest(${threadIds}, ${parameter(threads.fromSeqs)}::int[]) AS s("threadId", "fromSeq")
      ON s."threadId" = m."threadId" AND m.seq > s."fromSeq"
    ORDER BY m.id DESC LIMIT ${parameter(count)}::int`;
  return [text, all];
}
