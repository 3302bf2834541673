import { pgSql } from "../../lib/db.ts";
import { processSlot } from "../../lib/process.ts";
import { deterministic } from "./long-thread.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Moves a seeded thread into the past: conversations come in bursts with nights between them, and the last message was
 * `hoursAgo`. Order stays with seq; only what is shown changes (PROTOCOL L7).
 */
export async function backdate({ threadId, hoursAgo }: { threadId: string; hoursAgo: number }): Promise<void> {
  const sql = pgSql(processSlot().pool);
  const rows = await sql.rows<{ id: string }>(
    `SELECT id FROM "Message" WHERE "threadId" = $1::uuid ORDER BY seq DESC`,
    [threadId],
  );
  const random = deterministic(rows.length + Math.round(hoursAgo));
  let at = Date.now() - hoursAgo * HOUR;
  const times = rows.map(() => {
    const here = new Date(at);
    at -= random() < 0.18 ? (1 + random() * 9) * HOUR : (0.3 + random() * 4) * MINUTE;
    return here;
  });
  await sql.rows(
    `UPDATE "Message" m SET "createdAt" = n.at,
       "editedAt" = CASE WHEN m."editedAt" IS NULL THEN NULL ELSE n.at + interval '2 minutes' END,
       "deletedAt" = CASE WHEN m."deletedAt" IS NULL THEN NULL ELSE n.at + interval '1 minute' END
     FROM unnest($1::uuid[], $2::timestamptz[]) AS n(id, at) WHERE m.id = n.id`,
    [rows.map(({ id }) => id), times],
  );
  await sql.rows(
    `UPDATE "Message" m SET "lastReplyAt" = r.at
     FROM (SELECT "rootId", max("createdAt") AS at FROM "Message" WHERE "threadId" = $1::uuid GROUP BY 1) r
     WHERE m.id = r."rootId"`,
    [threadId],
  );
  await sql.rows(
    `UPDATE "Thread" t SET "createdAt" = $2::timestamptz, "lastMessageAt" = (
       SELECT max(m."createdAt") FROM "Message" m WHERE m."threadId" = t.id) WHERE t.id = $1::uuid`,
    [threadId, new Date(at)],
  );
  await sql.rows(
    `UPDATE "Notification" n SET "createdAt" = coalesce(
       (SELECT m."createdAt" FROM "Message" m WHERE m.id = n."messageId"), $2::timestamptz),
       -- Being added is old news; what was said is as new as it is unread.
       "seenAt" = CASE WHEN n."messageId" IS NULL THEN $2::timestamptz ELSE n."seenAt" END
     WHERE n."threadId" = $1::uuid`,
    [threadId, new Date(at)],
  );
  await sql.rows(`UPDATE "ThreadParticipant" SET "joinedAt" = $2::timestamptz WHERE "threadId" = $1::uuid`, [
    threadId,
    new Date(at),
  ]);
}
