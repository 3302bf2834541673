import { objectSql, timeSql } from "./json-sql.ts";

/** How far a member has read, and when they got there (contract: receiptView), over "ThreadParticipant" `p`. */
export const receiptViewSql = objectSql({
  userId: `p."userId"`,
  lastReadSeq: `p."lastReadSeq"`,
  lastDeliveredSeq: `p."lastDeliveredSeq"`,
  readAt: `(SELECT ${timeSql(`r."readAt"`)} FROM "MessageRead" r
    WHERE r."threadId" = p."threadId" AND r."userId" = p."userId" ORDER BY r."upToSeq" DESC LIMIT 1)`,
});
