import { accessThread } from "../access/access-thread.ts";
import type { ThreadEntry, ThreadView } from "../contract/threads.ts";
import { notFound } from "../errors.ts";
import { entriesSql } from "../views/entry-view.ts";
import { threadViewSql } from "../views/thread-view.ts";
import { defineQuery } from "./query.ts";

/** A thread with the asker's own place in it; no entry where they have not joined. */
export const getThread = defineQuery({
  name: "thread",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId }) =>
    snapshot(async (sql) => {
      await accessThread(sql, { actor, threadId, action: "thread.view", now });
      const [row] = await sql.rows<{ thread: ThreadView; head: number }>(
        `SELECT ${threadViewSql} AS thread, t.head FROM "Thread" t WHERE t.id = $1::uuid`,
        [threadId],
      );
      if (!row) throw notFound();
      const [own] = await sql.rows<{ entry: ThreadEntry }>(entriesSql("t.id = $2::uuid"), [actor.userId, threadId]);
      return { thread: row.thread, head: row.head, entry: own?.entry ?? null };
    }),
});
