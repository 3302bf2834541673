import { messageViewSql } from "./message-view.ts";

export type PageMode = "latest" | "before" | "after" | "around" | "aroundId" | "at";

/** History the asker may see: after their joining, all of it where they are no restricted participant (PROTOCOL L5). */
const visible = `m."threadId" = t.id AND m.seq > coalesce(p."joinedSeq", 0)`;

/** Which seq the page is about, from the parameter $3. */
const anchorOf: Record<PageMode, string> = {
  latest: `$3::int`,
  before: `$3::int`,
  after: `$3::int`,
  around: `$3::int`,
  aroundId: `(SELECT m.seq FROM "Message" m WHERE m.id = $3::uuid AND ${visible})`,
  at: `coalesce((SELECT m.seq FROM "Message" m WHERE ${visible} AND m."createdAt" >= $3::timestamptz ORDER BY m."createdAt", m.seq LIMIT 1), t."lastMessageSeq")`,
};

const older = (bound: string, limit: string) =>
  `(SELECT m.* FROM "Message" m WHERE ${visible} ${bound} ORDER BY m.seq DESC LIMIT ${limit})`;
const newer = (bound: string, limit: string) =>
  `(SELECT m.* FROM "Message" m WHERE ${visible} ${bound} ORDER BY m.seq LIMIT ${limit})`;
const bothSides = `${older(`AND m.seq <= (SELECT seq FROM anchor)`, `($4::int + 1) / 2`)} UNION ALL ${newer(`AND m.seq > (SELECT seq FROM anchor)`, `$4::int / 2`)}`;

const rowsOf: Record<PageMode, string> = {
  latest: older("", "$4::int"),
  before: older(`AND m.seq < (SELECT seq FROM anchor)`, "$4::int"),
  after: newer(`AND m.seq > (SELECT seq FROM anchor)`, "$4::int"),
  around: bothSides,
  aroundId: bothSides,
  at: bothSides,
};

/**
 * One page of a thread's history as JSON (contract: messagePage), as a scalar over "Thread" `t` and the asker's
 * "ThreadParticipant" `p`: keyset on (threadId, seq), never OFFSET (PERFORMANCE 4). $3 is the mode's place, $4 the
 * number of messages. Null where a message was asked for that is not there to be seen.
 */
export const pageSql = (mode: PageMode): string => `(
  WITH anchor AS (SELECT ${anchorOf[mode]} AS seq),
  page AS (${rowsOf[mode]})
  SELECT CASE WHEN ${mode === "aroundId" ? `(SELECT seq FROM anchor) IS NULL` : "false"} THEN NULL ELSE json_build_object(
    'messages', coalesce((SELECT json_agg(${messageViewSql} ORDER BY m.seq) FROM page m), '[]'::json),
    'quotes', coalesce((SELECT json_agg(${messageViewSql}) FROM "Message" m
      WHERE m.id IN (SELECT q."replyToId" FROM page q WHERE q."replyToId" IS NOT NULL)
        AND m.id NOT IN (SELECT q.id FROM page q) AND ${visible}), '[]'::json),
    'head', t.head,
    'hasOlder', EXISTS (SELECT 1 FROM "Message" m WHERE ${visible}
      AND m.seq < coalesce((SELECT min(q.seq) FROM page q), ${mode === "after" ? `$3::bigint + 1` : "0"})),
    'hasNewer', t."lastMessageSeq" > coalesce((SELECT max(q.seq) FROM page q), ${mode === "before" ? `$3::int - 1` : `t."lastMessageSeq"`}),
    'targetId', ${mode === "around" || mode === "aroundId" || mode === "at" ? `(SELECT q.id FROM page q WHERE q.seq <= (SELECT seq FROM anchor) ORDER BY q.seq DESC LIMIT 1)` : "NULL"}
  )::text END)`;
