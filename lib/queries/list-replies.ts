import { accessMessage } from "../access/access-message.ts";
import type { MessageView } from "../contract/messages.ts";
import { messageViewSql } from "../views/message-view.ts";
import { defineQuery } from "./query.ts";

/** The replies under one message, by seq: a filter over the thread's own rows (PROTOCOL R5). The root is in `quotes`. */
export const listReplies = defineQuery({
  name: "replies",
  limit: "read",
  run: ({ snapshot, actor, now }, { messageId, after, limit }) =>
    snapshot(async (sql) => {
      const { message, facts } = await accessMessage(sql, { actor, messageId, action: "history.read", now });
      const rootId = message.rootId ?? messageId;
      const rows = await sql.rows<{ view: MessageView; head: number }>(
        `SELECT ${messageViewSql} AS view FROM "Message" m
         WHERE m."threadId" = $1::uuid AND (m."rootId" = $2::uuid OR m.id = $2::uuid) AND m.seq > $3
           AND (m.id = $2::uuid OR m.seq > $4) ORDER BY m.seq LIMIT $5`,
        [message.threadId, rootId, facts.joinedSeq, after, limit + 2],
      );
      const views = rows.map(({ view }) => view);
      const replies = views.filter(({ id }) => id !== rootId);
      return {
        messages: replies.slice(0, limit),
        quotes: views.filter(({ id }) => id === rootId),
        head: facts.head,
        hasOlder: after > 0,
        hasNewer: replies.length > limit,
        targetId: null,
      };
    }),
});
