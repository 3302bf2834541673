import { objectSql, timeSql } from "./json-sql.ts";

/** What a message passes on (contract: forwardView), over "Forward" with the alias `f`. */
export const forwardViewSql = objectSql({
  messageId: `f."sourceId"`,
  threadId: `f."sourceThreadId"`,
  authorId: `f."authorId"`,
  createdAt: timeSql(`f."writtenAt"`),
  body: `CASE WHEN NOT f.withdrawn THEN f.body END`,
  files: `f.files`,
});
