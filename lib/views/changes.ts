import type { Change } from "../contract/events.ts";
import type { StreamName } from "../contract/ids.ts";
import { parseStream } from "../contract/stream-name.ts";
import type { MessageView } from "../contract/messages.ts";
import type { NoticeView } from "../contract/notices.ts";
import type { ParticipantView } from "../contract/participants.ts";
import type { PersonView } from "../contract/people.ts";
import type { SavedMark } from "../contract/saved.ts";
import type { ThreadEntry, ThreadView } from "../contract/threads.ts";
import type { Sql } from "../db.ts";
import { blockedIdsOf } from "./blocks-view.ts";
import { entriesOfThreadSql, entriesSql } from "./entry-view.ts";
import { messageViewSql } from "./message-view.ts";
import { noticeViewSql } from "./notice-view.ts";
import { participantViewSql } from "./participant-view.ts";
import { personViewSql } from "./person-view.ts";
import { preferenceView } from "./preference-view.ts";
import { savedMarksOf } from "./saved-view.ts";
import { threadViewSql } from "./thread-view.ts";

export type ThreadSubjectKind = "message" | "participant" | "thread";
export type UserSubjectKind = "entry" | "preference" | "profile" | "notice" | "blocks" | "saved";
export type SubjectKind = ThreadSubjectKind | UserSubjectKind;

/** Something that changed on a stream (PROTOCOL L2, L6). For `entry` the id is the thread's, for `blocks` the person's, for `saved` the message's. */
export type Subject = { kind: SubjectKind; id: string };

const key = ({ kind, id }: Subject) => `${kind}:${id}`;

/**
 * The present views of a stream's subjects (PROTOCOL L4), by `kind:id`. A subject that is gone is missing, but for an
 * entry, which becomes `entryGone`. Live delivery and catch-up both read here.
 */
export async function changesOf(
  sql: Sql,
  stream: StreamName,
  subjects: readonly Subject[],
): Promise<Map<string, Change>> {
  const { of, id } = parseStream(stream);
  const idsOf = (kind: SubjectKind) => [...new Set(subjects.filter((s) => s.kind === kind).map((s) => s.id))];
  const changes = of === "thread" ? threadChanges(sql, id, idsOf) : userChanges(sql, id, idsOf);
  return new Map((await changes).map(([subject, change]) => [key(subject), change]));
}

export const subjectKey = key;

type IdsOf = (kind: SubjectKind) => string[];
type Found = [Subject, Change];

async function threadChanges(sql: Sql, threadId: string, idsOf: IdsOf): Promise<Found[]> {
  const found: Found[] = [];
  for (const message of await messageViews(sql, threadId, idsOf("message"))) {
    found.push([
      { kind: "message", id: message.id },
      { kind: "message", message },
    ]);
  }
  for (const participant of await participantViews(sql, threadId, idsOf("participant"))) {
    found.push([
      { kind: "participant", id: participant.userId },
      { kind: "participant", participant },
    ]);
  }
  if (idsOf("thread").length > 0) {
    const [row] = await sql.rows<{ view: ThreadView }>(
      `SELECT ${threadViewSql} AS view FROM "Thread" t WHERE t.id = $1::uuid`,
      [threadId],
    );
    if (row)
      found.push([
        { kind: "thread", id: threadId },
        { kind: "thread", thread: row.view },
      ]);
  }
  return found;
}

async function messageViews(sql: Sql, threadId: string, ids: string[]): Promise<MessageView[]> {
  if (ids.length === 0) return [];
  const rows = await sql.rows<{ view: MessageView }>(
    `SELECT ${messageViewSql} AS view FROM "Message" m WHERE m.id = ANY ($1::uuid[]) AND m."threadId" = $2::uuid ORDER BY m.seq`,
    [ids, threadId],
  );
  return rows.map(({ view }) => view);
}

async function participantViews(sql: Sql, threadId: string, ids: string[]): Promise<ParticipantView[]> {
  if (ids.length === 0) return [];
  const rows = await sql.rows<{ view: ParticipantView }>(
    `SELECT ${participantViewSql} AS view FROM "ThreadParticipant" p
     WHERE p."threadId" = $1::uuid AND p."userId" = ANY ($2::uuid[])`,
    [threadId, ids],
  );
  return rows.map(({ view }) => view);
}

async function userChanges(sql: Sql, userId: string, idsOf: IdsOf): Promise<Found[]> {
  const found: Found[] = [];
  const threadIds = idsOf("entry");
  if (threadIds.length > 0) {
    const rows = await sql.rows<{ entry: ThreadEntry }>(entriesSql(`t.id = ANY ($2::uuid[])`), [userId, threadIds]);
    const entries = new Map(rows.map(({ entry }) => [entry.threadId, entry]));
    for (const threadId of threadIds)
      found.push([{ kind: "entry", id: threadId }, entryChange(threadId, entries.get(threadId))]);
  }
  if (idsOf("preference").length > 0) {
    found.push([
      { kind: "preference", id: userId },
      { kind: "preference", preference: await preferenceView(sql, userId) },
    ]);
  }
  if (idsOf("profile").length > 0) {
    const [row] = await sql.rows<{ view: PersonView }>(
      `SELECT ${personViewSql} AS view FROM "User" u WHERE u.id = $1::uuid`,
      [userId],
    );
    if (row)
      found.push([
        { kind: "profile", id: userId },
        { kind: "profile", person: row.view },
      ]);
  }
  for (const notice of await noticeViews(sql, userId, idsOf("notice"))) {
    found.push([
      { kind: "notice", id: notice.id },
      { kind: "notice", notice },
    ]);
  }
  if (idsOf("blocks").length > 0) {
    found.push([
      { kind: "blocks", id: userId },
      { kind: "blocks", userIds: await blockedIdsOf(sql, userId) },
    ]);
  }
  for (const [messageId, mark] of await savedMarks(sql, userId, idsOf("saved"))) {
    found.push([
      { kind: "saved", id: messageId },
      { kind: "saved", ...mark },
    ]);
  }
  return found;
}

/** What many people's entries of one thread have become, by person: one statement for all of them. */
export async function entryChangesOf(
  sql: Sql,
  threadId: string,
  userIds: readonly string[],
): Promise<Map<string, Change>> {
  const rows = await sql.rows<{ userId: string; entry: ThreadEntry }>(entriesOfThreadSql, [threadId, userIds]);
  const entries = new Map(rows.map(({ userId, entry }) => [userId, entry]));
  return new Map(userIds.map((userId) => [userId, entryChange(threadId, entries.get(userId))]));
}

const entryChange = (threadId: string, entry: ThreadEntry | undefined): Change =>
  entry ? { kind: "entry", entry } : { kind: "entryGone", threadId };

const savedMarks = async (sql: Sql, userId: string, ids: string[]): Promise<Map<string, SavedMark>> =>
  ids.length === 0 ? new Map() : savedMarksOf(sql, userId, ids);

async function noticeViews(sql: Sql, userId: string, ids: string[]): Promise<NoticeView[]> {
  if (ids.length === 0) return [];
  const rows = await sql.rows<{ view: NoticeView }>(
    `SELECT ${noticeViewSql} AS view FROM "Notice" n
     WHERE n."userId" = $1::uuid AND n.id = ANY ($2::uuid[]) ORDER BY n.id`,
    [userId, ids],
  );
  return rows.map(({ view }) => view);
}
