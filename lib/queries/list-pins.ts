import { accessThread } from "../access/access-thread.ts";
import type { MessageView } from "../contract/messages.ts";
import { PINS_MAX } from "../contract/pins.ts";
import { messageViewSql } from "../views/message-view.ts";
import { defineQuery } from "./query.ts";

const READ = `SELECT ${messageViewSql} AS view FROM "Pin" n JOIN "Message" m ON m.id = n."messageId"
  WHERE n."threadId" = $1::uuid AND m."deletedAt" IS NULL AND m.seq > $2
  ORDER BY n."pinnedAt" DESC, m.seq DESC LIMIT ${PINS_MAX}`;

/** The pinned messages of a thread, the last pinned first, as far as the asker's history goes (PROTOCOL L5). */
export const listPins = defineQuery({
  name: "pins",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId }) =>
    snapshot(async (sql) => {
      const { head, joinedSeq } = await accessThread(sql, { actor, threadId, action: "history.read", now });
      const rows = await sql.rows<{ view: MessageView }>(READ, [threadId, joinedSeq]);
      return { messages: rows.map(({ view }) => view), head };
    }),
});
