import type { Sql } from "../db.ts";
import { firstIdOf, timeOf } from "./first-id-of.ts";
import { isFindableSql } from "./search-condition.ts";

/** A message that answers, and where its thread's history starts for the asker. */
type Found = { id: string; fromSeq: number };

/**
 * The threads that are searched, and after which seq the asker sees each (PROTOCOL L5): pairs. `share`: about which part of
 * the workspace's messages theirs are, from 0 to 1.
 */
export type SearchedThreads = { ids: string[]; fromSeqs: number[]; share: number };

export type Conditions = {
  /** Over "Message" `m`, with `values` from $1 on. */
  sql: readonly string[];
  values: readonly unknown[];
  /** One of them is about the text, so that the indexes over it find what answers. */
  byText: boolean;
};

/**
 * The workspace's newest messages are read before an index over text is asked: as many that so many of them are likely to be
 * in the asker's threads, within bounds.
 */
const NEWEST = { own: 1_000, least: 4_000, most: 28_000 };
/** Then those of a time in which so many times the answers that fill the page are to be expected. */
const AMPLE = 2;

/**
 * The newest messages that answer, before the message `until`: `count` at most. What is said often stands among the
 * newest messages of the workspace, and those lie side by side. Of what does not, the index over text is asked: first for
 * as long a time as the newest have shown to be needed, since it gives all that answer and not the newest; then for all
 * time. Postgres does not tell the two apart by itself: of words that are not in its sample it guesses that hardly
 * anybody says them.
 */
export async function answeringMessages(sql: Sql, conditions: Conditions, page: PageWanted): Promise<Found[]> {
  if (!conditions.byText) return sql.once<Found>(...statement(conditions, page, IN_ORDER));
  const read = Math.min(NEWEST.most, Math.max(NEWEST.least, Math.round(NEWEST.own / page.threads.share)));
  const newest = await sql.once<Found>(...statement(conditions, page, amongNewest(read)));
  if (newest.length >= page.count) return newest;
  const [ends] = await sql.rows<Ends>(ENDS, [page.until ?? LAST_ID, read - 1]);
  if (!ends?.oldest) return newest;
  if (newest.length > 0) {
    const since = likelySince(ends.newest, ends.oldest, (AMPLE * page.count) / newest.length);
    const recent = await sql.once<Found>(...statement(conditions, page, byIndex(since)));
    if (recent.length >= page.count) return recent;
  }
  return sql.once<Found>(...statement(conditions, page, byIndex()));
}

const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";
/** The first and the last of the newest messages; no last where there are fewer. */
type Ends = { newest: string; oldest: string | null };
const nth = (n: string) => `(SELECT id FROM "Message" WHERE id < $1::uuid ORDER BY id DESC OFFSET ${n} LIMIT 1)`;
const ENDS = `SELECT ${nth("0")} AS newest, ${nth("$2::int")} AS oldest`;

/** When it was so many times as long ago as between these messages, in ms. A guess: what it misses is looked for again. */
const likelySince = (newest: string, oldest: string, times: number): number =>
  timeOf(newest) - (timeOf(newest) - timeOf(oldest)) * times;

type PageWanted = { threads: SearchedThreads; until: string | undefined; count: number };
type Shape = (parts: { conditions: string; before: string; threadIds: string }) => string;

const COLUMNS = `m.id, m."threadId", m.seq`;

const amongNewest =
  (read: number): Shape =>
  ({ conditions, before, threadIds }) =>
    `
  SELECT ${COLUMNS} FROM (SELECT * FROM "Message" m WHERE true ${before} ORDER BY m.id DESC LIMIT ${read}) m
  WHERE m."threadId" = ANY (${threadIds}) AND ${isFindableSql} ${conditions}`;

/**
 * All that answer before any is put in order: an order by id would tempt Postgres to read every message in it. `since`, in
 * ms, is a condition that the index over text knows beside the text (the migration `search_by_time`).
 */
const byIndex =
  (since?: number): Shape =>
  ({ conditions, before, threadIds }) =>
    `
  SELECT * FROM (
    SELECT ${COLUMNS} FROM "Message" m WHERE m."threadId" = ANY (${threadIds}) AND ${isFindableSql} ${conditions} ${before}
      ${since === undefined ? "" : `AND left(m.id::text, 6) COLLATE "C" >= '${firstIdOf(since).slice(0, 6)}'`} OFFSET 0
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
