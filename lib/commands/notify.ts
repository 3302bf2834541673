import { v7 as uuidv7 } from "uuid";
import type { NotificationKind } from "../contract/notifications.ts";
import type { ThreadRole } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import type { CommandContext } from "./command.ts";
import type { NewMessage } from "./send-write.ts";

/**
 * For mentions ($1 id, $2 message, $3 person, $4 kind; a REPLY's person is the author of what it answers) and messages to
 * everybody ($5). One row a message and person, for the strongest reason. `decision` says what was decided and by which
 * `rule`: a muted thread lists only what names one, and nothing is listed of whom one blocks.
 */
const notifySql = ({ rule, condition }: { rule: string; condition: string }) => `
  WITH candidate AS (
    SELECT n.id, n.message, n.kind, CASE n.kind WHEN 'REPLY' THEN r."authorId" ELSE n.person END AS person
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS n(id, message, person, kind)
    JOIN "Message" m ON m.id = n.message LEFT JOIN "Message" r ON r.id = m."replyToId"
    UNION ALL
    SELECT gen_random_uuid(), m.id, 'EVERYONE', p."userId"
    FROM "Message" m JOIN "ThreadParticipant" p ON p."threadId" = m."threadId" AND p.status = 'ACTIVE'
    WHERE m.id = ANY ($5::uuid[])
  ), chosen AS (
    SELECT DISTINCT ON (message, person) * FROM candidate
    ORDER BY message, person, array_position(ARRAY['MENTION', 'REPLY', 'EVERYONE'], kind)
  )
  INSERT INTO "Notification" (id, "userId", kind, "threadId", "messageId", "actorId", decision)
  SELECT c.id, c.person, c.kind, m."threadId", m.id, m."authorId", json_build_object(
    'rule', ${rule},
    'level', coalesce(p.level, f."notificationLevel", 'MENTIONS'),
    'levelOf', CASE WHEN p.level IS NULL THEN 'preference' ELSE 'thread' END,
    'blocked', b."blockedId" IS NOT NULL,
    'listed', b."blockedId" IS NULL
      AND (c.kind = 'MENTION' OR coalesce(p.level, f."notificationLevel", 'MENTIONS') <> 'NOTHING'))
  FROM chosen c JOIN "Message" m ON m.id = c.message
  JOIN "ThreadParticipant" p ON p."threadId" = m."threadId" AND p."userId" = c.person
  LEFT JOIN "UserPreference" f ON f."userId" = c.person
  LEFT JOIN "Block" b ON b."blockerId" = c.person AND b."blockedId" = m."authorId"
  WHERE p.status = 'ACTIVE' AND m.seq > p."joinedSeq" AND c.person <> m."authorId" ${condition}`;

const NOTIFY_SENT = notifySql({ rule: "c.kind", condition: "" });

/** Who has read the message already is told by the bell alone (rule EDIT); nobody is told twice for the same reason. */
const NOTIFY_EDITED = notifySql({
  rule: `CASE WHEN m.seq <= p."lastReadSeq" THEN 'EDIT' ELSE c.kind END`,
  condition: `AND NOT EXISTS (
    SELECT 1 FROM "Notification" x WHERE x."messageId" = m.id AND x."userId" = c.person AND x.kind IN ('MENTION', c.kind))`,
});

/** Whether a message is of particular concern to anybody. Most are not, and cost nothing. */
const concerns = (message: NewMessage) =>
  message.mentions.length > 0 || message.mentionsEveryone || message.replyToId !== null;

/**
 * Notes who is named, answered or addressed by a batch's messages, in their transaction and by one statement; none
 * where there is nobody. The messages themselves must have been asked to be written before.
 */
export async function notifyOfMessages(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  const concerning = messages.filter(concerns);
  if (concerning.length === 0) return;
  const named = concerning.flatMap(({ id, mentions, replyToId }) => [
    ...mentions.map((person) => ({ message: id, person, kind: "MENTION" })),
    ...(replyToId === null ? [] : [{ message: id, person: null, kind: "REPLY" }]),
  ]);
  await sql.rows(NOTIFY_SENT, [
    named.map(() => uuidv7()),
    named.map(({ message }) => message),
    named.map(({ person }) => person),
    named.map(({ kind }) => kind),
    concerning.filter(({ mentionsEveryone }) => mentionsEveryone).map(({ id }) => id),
  ]);
}

/** Notes whom an edit names, or addresses with everybody, who was not before; the new text must have been written. */
export async function notifyOfEdit(
  { sql }: CommandContext,
  { messageId, userIds, everyone }: { messageId: string; userIds: readonly string[]; everyone: boolean },
): Promise<void> {
  if (userIds.length === 0 && !everyone) return;
  await sql.rows(NOTIFY_EDITED, [
    userIds.map(() => uuidv7()),
    userIds.map(() => messageId),
    userIds,
    userIds.map(() => "MENTION"),
    everyone ? [messageId] : [],
  ]);
}

type PersonNews = {
  userId: string;
  threadId: string;
  kind: Extract<NotificationKind, "ADDED" | "ROLE">;
  role?: ThreadRole;
};

/** Notes what somebody else did to a person's place in a thread; what one does oneself is no news. */
export async function notifyPerson({ tx, actor }: CommandContext, news: PersonNews): Promise<void> {
  const { userId, threadId, kind, role } = news;
  if (userId === actor.userId) return;
  const decision = { rule: kind, listed: true, ...(role ? { role } : {}) };
  await tx.notification.create({ data: { id: uuidv7(), userId, kind, threadId, actorId: actor.userId, decision } });
}
