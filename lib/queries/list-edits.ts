import { accessMessage } from "../access/access-message.ts";
import type { MessageEditView } from "../contract/messages.ts";
import { objectSql, timeSql } from "../views/json-sql.ts";
import { defineQuery } from "./query.ts";

const editSql = objectSql({ version: "e.version", body: "e.body", editorId: `e."editorId"`, at: timeSql("e.at") });

/** The earlier texts of a message, oldest first. A deleted message has none for anybody. */
export const listEdits = defineQuery({
  name: "edits",
  limit: "read",
  run: ({ snapshot, actor, now }, { messageId }) =>
    snapshot(async (sql) => {
      const { message } = await accessMessage(sql, { actor, messageId, action: "editHistory.read", now });
      if (message.deletedAt) return { messageId, current: null, edits: [] };
      const rows = await sql.rows<{ view: MessageEditView; body: string }>(
        `SELECT ${editSql} AS view FROM "MessageEdit" e WHERE e."messageId" = $1::uuid ORDER BY e.version`,
        [messageId],
      );
      return { messageId, current: message.body, edits: rows.map(({ view }) => view) };
    }),
});
