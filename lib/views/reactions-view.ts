import { REACTION_NAMES_MAX } from "../contract/reactions.ts";
import { objectSql } from "./json-sql.ts";

/**
 * The reactions to a message as JSON (contract: reactionView[]), one aggregate over the primary key of "Reaction": the
 * emoji in the order in which they came, the people of each likewise, the first `names` of them.
 */
export const reactionsSql = (
  messageId: string,
  names = REACTION_NAMES_MAX,
  more: Record<string, string> = {},
): string =>
  `(SELECT coalesce(json_agg(${objectSql({
    emoji: "g.emoji",
    userIds: `to_json(g.people[1:${names}])`,
    count: "g.count",
    ...more,
  })} ORDER BY g.first), '[]'::json) FROM (
    SELECT r.emoji, array_agg(r."userId" ORDER BY r.seq) AS people, count(*)::int AS count, min(r.seq) AS first
    FROM "Reaction" r WHERE r."messageId" = ${messageId} GROUP BY r.emoji) g)`;
