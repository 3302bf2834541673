import { factsColumns, factsFrom, type FactsRow } from "../access/facts-row.ts";
import { judge } from "../access/judge.ts";
import type { Actor } from "../access/actor.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import type { MessagePage } from "../contract/messages.ts";
import { SYNC_CHANGES_MAX, type ThreadSync, type UserSync } from "../contract/sync.ts";
import type { Sql } from "../db.ts";
import { AppError, isAppError } from "../errors.ts";
import { changesOf, type Subject, type SubjectKind } from "../views/changes.ts";
import { pageSql } from "../views/page-sql.ts";
import { defineQuery } from "./query.ts";

/** A subject that changed after the cursor, and the creation seq of the message it is about, if it is one. */
type Changed = { kind: SubjectKind; id: string; seq: number };

/** Messages born after the cursor are their own events; Event rows tell of every later change (PROTOCOL L2). */
const THREAD_CHANGES = `
  SELECT 'message' AS kind, m.id, m.seq FROM "Message" m WHERE m."threadId" = $1::uuid AND m.seq > $2 AND m.seq <= $3
  UNION ALL
  SELECT e.kind, e."subjectId", e.seq FROM "Event" e WHERE e.stream = 'thread:' || $1 AND e.seq > $2 AND e.seq <= $3
  LIMIT ${SYNC_CHANGES_MAX + 1}`;
const USER_CHANGES = `
  SELECT e.kind, e."subjectId" AS id, e.seq FROM "Event" e
  WHERE e.stream = 'user:' || $1 AND e.seq > $2 AND e.seq <= $3 LIMIT ${SYNC_CHANGES_MAX + 1}`;
const LATEST_PAGE = `SELECT ${factsColumns}, ${pageSql("latest")} AS page ${factsFrom}`;

/**
 * What changed after the asker's cursors, each subject once, as they may see it now (PROTOCOL Y1). `limited` where
 * that is over 500 or no longer known in full (L8), `gone` where the thread is not theirs to see. All of one snapshot.
 */
export const listChanges = defineQuery({
  name: "sync",
  limit: "sync",
  run: ({ snapshot, actor, now }, { user, threads }) =>
    snapshot(async (sql) => {
      const answers: Record<string, ThreadSync> = {};
      for (const [threadId, cursor] of Object.entries(threads)) {
        answers[threadId] = await syncThread(sql, { actor, threadId, cursor, now });
      }
      return { user: await syncUser(sql, actor, user), threads: answers };
    }),
});

async function syncUser(sql: Sql, actor: Actor, cursor: number): Promise<UserSync> {
  const [me] = await sql.rows<{ head: number; status: string }>(`SELECT head, status FROM "User" WHERE id = $1::uuid`, [
    actor.userId,
  ]);
  if (me?.status !== "ACTIVE") throw new AppError("ACCOUNT_SUSPENDED", "This account is not active.");
  if (cursor === me.head) return { changes: [], head: me.head };
  const changed = await sql.rows<Changed>(USER_CHANGES, [actor.userId, cursor, me.head]);
  if (!isComplete(changed, cursor, me.head)) return { limited: true, head: me.head };
  const changes = await changesOf(sql, userStream(actor.userId), distinct(changed));
  return { changes: [...changes.values()], head: me.head };
}

async function syncThread(
  sql: Sql,
  { actor, threadId, cursor, now }: { actor: Actor; threadId: string; cursor: number; now: Date },
): Promise<ThreadSync> {
  // The cheap case first: nothing new needs no page.
  const [row] = await sql.rows<FactsRow & { page: null }>(`SELECT ${factsColumns} ${factsFrom}`, [
    actor.userId,
    threadId,
  ]);
  const facts = mayRead(row, actor, now);
  if (!facts) return { gone: true };
  if (cursor === facts.head) return { changes: [], head: facts.head };
  const changed = await sql.rows<Changed>(THREAD_CHANGES, [threadId, cursor, facts.head]);
  if (!isComplete(changed, cursor, facts.head)) return limited(sql, { actor, threadId, head: facts.head });
  const changes = await changesOf(sql, threadStream(threadId), distinct(changed));
  const seen = [...changes.values()].filter(
    (change) => change.kind !== "message" || change.message.seq > facts.joinedSeq,
  );
  return { changes: seen, head: facts.head };
}

/** Null where the thread is hidden from the asker: `gone` says no more than that. */
function mayRead(row: FactsRow | undefined, actor: Actor, now: Date): { head: number; joinedSeq: number } | null {
  try {
    return judge(row, { actor, action: "history.read", now });
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
}

/** A cursor ahead of the head, rows that were trimmed, or too many: the client starts from the newest page. */
const isComplete = (changed: readonly Changed[], cursor: number, head: number): boolean =>
  cursor < head && changed.length <= SYNC_CHANGES_MAX && changed.length === head - cursor;

const distinct = (changed: readonly Changed[]): Subject[] => [
  ...new Map(changed.map(({ kind, id }) => [`${kind}:${id}`, { kind, id }])).values(),
];

async function limited(
  sql: Sql,
  { actor, threadId, head }: { actor: Actor; threadId: string; head: number },
): Promise<ThreadSync> {
  const [row] = await sql.rows<{ page: string }>(LATEST_PAGE, [actor.userId, threadId, null, 50]);
  return { limited: true, head, latestPage: JSON.parse(row?.page ?? "null") as MessagePage };
}
