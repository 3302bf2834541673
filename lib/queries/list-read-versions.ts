import { accessThread } from "../access/access-thread.ts";
import type { ReadVersion } from "../contract/reading.ts";
import { defineQuery } from "./query.ts";

/** When the asker first read a message is when their marker first passed it: one look at the index of `MessageRead`. */
const READ = `
  SELECT m.id AS "messageId",
    (SELECT count(*)::int FROM "MessageEdit" e WHERE e."messageId" = m.id AND e.at <= r."readAt") AS version
  FROM "Message" m CROSS JOIN LATERAL (
    SELECT r."readAt" FROM "MessageRead" r
    WHERE r."threadId" = m."threadId" AND r."userId" = $2::uuid AND r."upToSeq" >= m.seq ORDER BY r."upToSeq" LIMIT 1) r
  WHERE m.id = ANY ($3::uuid[]) AND m."threadId" = $1::uuid AND m.seq > $4 AND m."authorId" <> $2::uuid
    AND m."deletedAt" IS NULL`;

/**
 * Which text of each message the asker read first: the number of edits it had then. Left out is what they wrote
 * themselves, have not read, or may not read.
 */
export const listReadVersions = defineQuery({
  name: "readVersions",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId, ids }) =>
    snapshot(async (sql) => {
      const { joinedSeq } = await accessThread(sql, { actor, threadId, action: "history.read", now });
      return { versions: await sql.rows<ReadVersion>(READ, [threadId, actor.userId, ids, joinedSeq]) };
    }),
});
