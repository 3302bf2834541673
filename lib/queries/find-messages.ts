import { accessThread } from "../access/access-thread.ts";
import { containsPattern } from "./contains-pattern.ts";
import { defineQuery } from "./query.ts";
import { isFindableSql } from "./search-condition.ts";

/**
 * Walks the thread from its newest message down, by its own index, until there are enough: what one person looks for
 * costs the writers nothing. $1 thread, $2 the seq after which this person may read, $3 pattern, $4 how many.
 */
const FIND = `SELECT m.id, m.seq FROM "Message" m
  WHERE m."threadId" = $1::uuid AND m.seq > $2 AND m.plain ILIKE $3 AND ${isFindableSql}
  ORDER BY m.seq DESC LIMIT $4`;

/** The messages of one thread that contain what was typed, in any case, as far as the asker may read. */
export const findMessages = defineQuery({
  name: "find",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId, q, limit }) =>
    snapshot(async (sql) => {
      const { joinedSeq } = await accessThread(sql, { actor, threadId, action: "history.read", now });
      const values = [threadId, joinedSeq, containsPattern(q), limit + 1];
      const hits = await sql.rows<{ id: string; seq: number }>(FIND, values);
      return { hits: hits.slice(0, limit), hasMore: hits.length > limit };
    }),
});
