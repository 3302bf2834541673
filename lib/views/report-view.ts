import { objectSql, timeSql } from "./json-sql.ts";

/** A report (contract: reportView), over "Report" `r`, and "Thread" `t` and "Message" `m` that may be gone. */
export const reportViewSql = objectSql({
  id: `r.id`,
  threadId: `r."threadId"`,
  threadKind: `t.kind`,
  threadState: `t.state`,
  threadName: `coalesce(t.name, '')`,
  messageId: `r."messageId"`,
  seq: `m.seq`,
  reporterId: `r."reporterId"`,
  authorId: `r."authorId"`,
  category: `r.category`,
  words: `r.words`,
  body: `r.body`,
  state: `r.state`,
  claimedById: `r."claimedById"`,
  resolvedById: `r."resolvedById"`,
  resolvedAt: timeSql(`r."resolvedAt"`),
  outcome: `r.outcome`,
  reason: `r.reason`,
  version: `r.version`,
  createdAt: timeSql(`r."createdAt"`),
});

/** The tables that the view is read from. */
export const reportsFrom = `FROM "Report" r LEFT JOIN "Thread" t ON t.id = r."threadId" LEFT JOIN "Message" m ON m.id = r."messageId"`;
