import type { ThreadEntry } from "../contract/threads.ts";
import { notFound } from "../errors.ts";
import { entriesSql } from "../views/entry-view.ts";
import type { Answer } from "./command.ts";

/** Answers with the actor's own entry of a thread, as it is after the command; null where they have none. */
export const findEntry =
  (userId: string, threadId: string): Answer<ThreadEntry | null> =>
  async (sql) => {
    const [row] = await sql.rows<{ entry: ThreadEntry }>(entriesSql("t.id = $2::uuid"), [userId, threadId]);
    return row?.entry ?? null;
  };

/** As `findEntry`, for commands after which there is one. */
export const answerEntry =
  (userId: string, threadId: string): Answer<ThreadEntry> =>
  async (sql) => {
    const entry = await findEntry(userId, threadId)(sql);
    if (!entry) throw notFound();
    return entry;
  };

/** For commands whose effect is all there is to say. */
export const answerNothing: Answer<Record<string, never>> = () => Promise.resolve({});
