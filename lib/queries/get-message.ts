import { accessMessage } from "../access/access-message.ts";
import type { MessageView } from "../contract/messages.ts";
import { notFound } from "../errors.ts";
import { messageViewSql } from "../views/message-view.ts";
import { defineQuery } from "./query.ts";

/** One message by its id: for permalinks and quotes out of the loaded window. */
export const getMessage = defineQuery({
  name: "message",
  limit: "read",
  run: ({ snapshot, actor, now }, { messageId }) =>
    snapshot(async (sql) => {
      await accessMessage(sql, { actor, messageId, action: "history.read", now });
      const [row] = await sql.rows<{ view: MessageView }>(
        `SELECT ${messageViewSql} AS view FROM "Message" m WHERE m.id = $1::uuid`,
        [messageId],
      );
      if (!row) throw notFound();
      return row.view;
    }),
});
