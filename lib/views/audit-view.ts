import { objectSql, timeSql } from "./json-sql.ts";

/** A row of the audit log (contract: auditEntry), over "AuditLog" `a`. Threads of direct messages have no name here. */
export const auditViewSql = objectSql({
  id: `a.id`,
  actorId: `a."actorId"`,
  action: `a.action`,
  targetId: `a."targetId"`,
  threadId: `a."threadId"`,
  threadName: `(SELECT t.name FROM "Thread" t WHERE t.id = a."threadId" AND t.kind IN ('PUBLIC', 'PRIVATE'))`,
  before: `a.before`,
  after: `a.after`,
  reason: `a.reason`,
  requestId: `a."requestId"`,
  createdAt: timeSql(`a."createdAt"`),
  hash: `a.hash`,
});
