import { objectSql, timeSql } from "./json-sql.ts";

/** What one person is told about themself (contract: noticeView), over "Notice" with the alias `n`. */
export const noticeViewSql = objectSql({
  id: `n.id`,
  kind: `n.kind`,
  threadId: `n."threadId"`,
  threadName: `n."threadName"`,
  actorId: `n."actorId"`,
  reason: `n.reason`,
  until: timeSql(`n."until"`),
  seenAt: timeSql(`n."seenAt"`),
  createdAt: timeSql(`n."createdAt"`),
});
