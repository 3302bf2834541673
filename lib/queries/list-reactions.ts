import { accessMessage } from "../access/access-message.ts";
import type { ReactionList } from "../contract/reactions.ts";
import { reactionsSql } from "../views/reactions-view.ts";
import { defineQuery } from "./query.ts";

const NAMES = 1_000;
const READ = `SELECT ${reactionsSql("$1::uuid", NAMES, { mine: "$2::uuid = ANY (g.people)" })} AS reactions`;

/** Who reacted to a message, by emoji: more than its view names, and whether the asker did. */
export const listReactions = defineQuery({
  name: "reactions",
  limit: "read",
  run: ({ snapshot, actor, now }, { messageId }) =>
    snapshot(async (sql) => {
      const { message } = await accessMessage(sql, { actor, messageId, action: "history.read", now });
      if (message.deletedAt) return { messageId, reactions: [] };
      const [row] = await sql.rows<Pick<ReactionList, "reactions">>(READ, [messageId, actor.userId]);
      return { messageId, reactions: row?.reactions ?? [] };
    }),
});
