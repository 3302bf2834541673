import { accessWorkspace } from "../access/access-workspace.ts";
import { visibleThreadsSql } from "../access/visible-threads.ts";
import type { SavedItem } from "../contract/saved.ts";
import { timeSql } from "../views/json-sql.ts";
import { messageViewSql } from "../views/message-view.ts";
import { threadViewSql } from "../views/thread-view.ts";
import { cursorOf, placeOf } from "./page-cursor.ts";
import { defineQuery } from "./query.ts";

/** What may not be read now comes as null: only that it was saved is the person's own (PERMISSIONS, invariant 11). */
const READ = `
  SELECT s."messageId", ${timeSql(`s."savedAt"`)} AS "savedAt",
    CASE WHEN v.seen THEN ${messageViewSql} END AS message, CASE WHEN v.seen THEN ${threadViewSql} END AS thread
  FROM "SavedMessage" s JOIN "Message" m ON m.id = s."messageId" JOIN "Thread" t ON t.id = m."threadId"
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = s."userId"
  CROSS JOIN LATERAL (SELECT ${visibleThreadsSql} AND m.seq > coalesce(p."joinedSeq", 0) AS seen) v
  WHERE s."userId" = $1::uuid AND (s."savedAt", s."messageId") < ($2::timestamptz, $3::uuid)
  ORDER BY s."savedAt" DESC, s."messageId" DESC LIMIT $4`;

const FIRST = { key: "9999-12-31T00:00:00.000Z", id: "ffffffff-ffff-ffff-ffff-ffffffffffff" };

/** What the asker has saved, the last saved first, with the right to each message asked anew. */
export const listSaved = defineQuery({
  name: "saved",
  limit: "read",
  run: ({ snapshot, actor, now }, { after, limit }) =>
    snapshot(async (sql) => {
      await accessWorkspace(sql, { actor, action: "profile.edit", now });
      const { key, id } = after ? placeOf(after, "timestamptz") : FIRST;
      const rows = await sql.rows<SavedItem>(READ, [actor.userId, key, id, limit + 1]);
      const saved = rows.slice(0, limit);
      const last = rows.length > limit ? saved.at(-1) : undefined;
      return { saved, nextAfter: last ? cursorOf({ key: last.savedAt, id: last.messageId }) : null };
    }),
});
