import { objectSql, timeSql } from "./json-sql.ts";

/**
 * Who has read the message need not look at it in the bell as well; of a file, and of an edit that named them when they
 * had read the message, they learn here alone.
 */
export const notificationSeen = `(n."seenAt" IS NOT NULL
  OR (n.kind <> 'INFECTED' AND n.decision->>'rule' IS DISTINCT FROM 'EDIT' AND coalesce(m.seq <= p."lastReadSeq", false)))`;

/** One line of the bell (contract: notificationView), over what `notificationsFrom` reads. */
export const notificationViewSql = objectSql({
  id: `n.id`,
  kind: `n.kind`,
  threadId: `n."threadId"`,
  messageId: `n."messageId"`,
  actorId: `n."actorId"`,
  body: `m.body`,
  role: `n.decision->>'role'`,
  file: `n.decision->>'name'`,
  createdAt: timeSql(`n."createdAt"`),
  seen: notificationSeen,
});

/** What one person ($1) was decided to be told of and may still read. */
export const notificationsFrom = `
  FROM "Notification" n
  JOIN "Thread" t ON t.id = n."threadId" AND t.state <> 'DELETED'
  JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = n."userId" AND p.status = 'ACTIVE'
  LEFT JOIN "Message" m ON m.id = n."messageId"
  WHERE n."userId" = $1::uuid AND n.decision->>'listed' = 'true'
    AND (n."messageId" IS NULL OR (m."deletedAt" IS NULL AND m.seq > p."joinedSeq"))`;
