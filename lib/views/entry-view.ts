import { objectSql, timeSql } from "./json-sql.ts";
import { ownOverrideSql } from "./override-view.ts";
import { threadViewSql } from "./thread-view.ts";

/** Unread starts here (PROTOCOL R1), and never before the history this person may see. */
const unreadFrom = `GREATEST(LEAST(p."lastReadSeq" + 1, coalesce(p."markedUnreadSeq", p."lastReadSeq" + 1)), p."joinedSeq" + 1)`;

/**
 * Unread and mentions, counted by the index over (threadId, seq) from the cursor on (PROTOCOL R2): messages of other
 * people that are not deleted; what Confab itself notes ("Bo joined") does not count. Nothing is counted where nothing is new.
 */
export const unreadCountsSql = `
  LEFT JOIN LATERAL (
    SELECT count(*)::int AS unread,
           (count(*) FILTER (WHERE p."userId" = ANY (m.mentions) OR m."mentionsEveryone"))::int AS mentions
    FROM "Message" m
    WHERE t."lastMessageSeq" >= ${unreadFrom} AND m."threadId" = t.id AND m.seq >= ${unreadFrom}
      AND m."authorId" <> p."userId" AND m."deletedAt" IS NULL AND m.kind <> 'SYSTEM'
  ) c ON true`;

/**
 * One line of a person's thread list (contract: threadEntry), over "ThreadParticipant" `p`, "Thread" `t` and the
 * counts `c` of `unreadCountsSql`. The thread's head comes from the same row, hence the same moment (PROTOCOL L3).
 */
export const entryViewSql = objectSql({
  threadId: `t.id`,
  thread: threadViewSql,
  head: `t.head`,
  lastMessageSeq: `t."lastMessageSeq"`,
  lastMessageAt: timeSql(`t."lastMessageAt"`),
  role: `p.role`,
  status: `p.status`,
  joinedSeq: `p."joinedSeq"`,
  lastReadSeq: `p."lastReadSeq"`,
  markedUnreadSeq: `p."markedUnreadSeq"`,
  unread: `c.unread`,
  mentions: `c.mentions`,
  level: `p.level`,
  starred: `p.starred`,
  hiddenSeq: `p."hiddenSeq"`,
  mutedUntil: timeSql(`p."mutedUntil"`),
  mutedById: `p."mutedById"`,
  muteReason: `p."muteReason"`,
  override: ownOverrideSql(`p."threadId"`, `p."userId"`),
  memberIds: `CASE WHEN t.kind IN ('DM', 'GROUP_DM') THEN (
    SELECT coalesce(json_agg(o."userId" ORDER BY o."joinedAt", o."userId"), '[]'::json) FROM (
      SELECT o."userId", o."joinedAt" FROM "ThreadParticipant" o
      WHERE o."threadId" = t.id AND o."userId" <> p."userId" AND (o.status = 'ACTIVE' OR t.kind = 'DM')
      ORDER BY o."joinedAt", o."userId" LIMIT 10) o) ELSE '[]'::json END`,
});

const entriesFrom = `FROM "ThreadParticipant" p JOIN "Thread" t ON t.id = p."threadId" ${unreadCountsSql}
  WHERE p.status = 'ACTIVE' AND t.state <> 'DELETED'`;

/** The entries of one person ($1) that a condition on `t` and `p` selects, as rows `{ entry }`. */
export const entriesSql = (condition: string): string => `
  SELECT ${entryViewSql} AS entry ${entriesFrom} AND p."userId" = $1::uuid AND ${condition}`;

/** The entries that these people ($2) have of one thread ($1), as rows `{ userId, entry }`. */
export const entriesOfThreadSql = `
  SELECT p."userId", ${entryViewSql} AS entry ${entriesFrom} AND p."threadId" = $1::uuid AND p."userId" = ANY ($2::uuid[])`;
