/**
 * The threads that an actor ($1) may know of, as a condition on "Thread" `t`: the one source of every list
 * (ARCHITECTURE, traps). PUBLIC ones unless banned, others as an active participant; deleted ones never.
 */
export const visibleThreadsSql = `(
  t.state <> 'DELETED'
  AND EXISTS (SELECT 1 FROM "User" a WHERE a.id = $1::uuid AND a.status = 'ACTIVE')
  AND NOT EXISTS (SELECT 1 FROM "ThreadParticipant" b WHERE b."threadId" = t.id AND b."userId" = $1::uuid AND b.status = 'BANNED')
  AND (t.kind = 'PUBLIC'
    OR EXISTS (SELECT 1 FROM "ThreadParticipant" b WHERE b."threadId" = t.id AND b."userId" = $1::uuid AND b.status = 'ACTIVE')))`;
