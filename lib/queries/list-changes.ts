import { factsColumns, factsFrom, factsOfPairs, type FactsRow } from "../access/facts-row.ts";
import { judge } from "../access/judge.ts";
import type { Actor } from "../access/actor.ts";
import { BatchQueue, type BatchOutcome } from "../batch-queue.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import type { MessagePage } from "../contract/messages.ts";
import { SYNC_CHANGES_MAX, type SyncAnswer, type SyncInput, type ThreadSync, type UserSync } from "../contract/sync.ts";
import { translateDatabaseError } from "../database-errors.ts";
import type { Sql } from "../db.ts";
import { AppError, isAppError } from "../errors.ts";
import { changesOf, type Subject, type SubjectKind } from "../views/changes.ts";
import { pageSql } from "../views/page-sql.ts";
import { defineQuery, type QueryContext } from "./query.ts";

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
const LATEST_PAGE = `SELECT ${pageSql("latest")} AS page ${factsFrom}`;
const PEOPLE = `SELECT id, head, status FROM "User" WHERE id = ANY ($1::uuid[])`;
const FACTS = `SELECT u.id AS "userId", ${factsColumns} ${factsOfPairs}`;

/** Who asks about more threads than this is answered alone and keeps nobody waiting. */
const TOGETHER_THREADS = 10;
/** So many are answered by the same statements. */
const TOGETHER = 100;

type Ask = Pick<QueryContext, "actor" | "now" | "snapshot"> & { input: SyncInput };

/**
 * Those who ask while an answer is being read are answered together by the next one: when a server is back, whole rooms
 * ask for the same changes at once, and these are the same for every viewer (PROTOCOL L5).
 */
const together = new BatchQueue<Ask, SyncAnswer>({
  max: TOGETHER,
  lanes: 1,
  keyOf: () => "",
  flush: (asks) => readTogether(asks),
  failsAll: (error) => isAppError(error) && error.code === "UNAVAILABLE",
});

/**
 * What changed after the asker's cursors, each subject once, as they may see it now (PROTOCOL Y1). `limited` where
 * that is over 500 or no longer known in full (L8), `gone` where the thread is not theirs to see. All of one snapshot.
 */
export const listChanges = defineQuery({
  name: "sync",
  limit: "sync",
  async run({ snapshot, actor, now }, input) {
    const ask: Ask = { snapshot, actor, now, input };
    if (Object.keys(input.threads).length <= TOGETHER_THREADS) return together.push(ask);
    const [outcome] = await readTogether([ask]);
    if (outcome && outcome !== "later" && "done" in outcome) return outcome.done;
    throw (outcome as { error: unknown }).error;
  },
});

async function readTogether(asks: readonly Ask[]): Promise<BatchOutcome<SyncAnswer>[]> {
  const [first] = asks;
  if (!first) return [];
  try {
    return await first.snapshot(async (sql) => {
      const reading = await openReading(sql, asks);
      const outcomes: BatchOutcome<SyncAnswer>[] = [];
      for (const ask of asks) outcomes.push(await outcomeOf(reading, ask));
      return outcomes;
    });
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** What several answers share: one snapshot, who asks, what they may see, and the changes after a cursor. */
type Reading = {
  sql: Sql;
  people: ReadonlyMap<string, { head: number; status: string }>;
  /** By person and thread. */
  facts: ReadonlyMap<string, FactsRow>;
  /** By thread and cursor; null where it is not known in full. The same object for everybody. */
  changes: Map<string, ThreadSync | null>;
};

const pairKey = (one: string, other: string | number) => `${one} ${other}`;

async function openReading(sql: Sql, asks: readonly Ask[]): Promise<Reading> {
  const pairs = asks.flatMap(({ actor, input }) =>
    Object.keys(input.threads).map((threadId) => [actor.userId, threadId] as const),
  );
  const people = await sql.rows<{ id: string; head: number; status: string }>(PEOPLE, [
    [...new Set(asks.map(({ actor }) => actor.userId))],
  ]);
  const facts =
    pairs.length === 0
      ? []
      : await sql.rows<FactsRow & { userId: string }>(FACTS, [pairs.map(([id]) => id), pairs.map(([, id]) => id)]);
  return {
    sql,
    people: new Map(people.map((person) => [person.id, person])),
    facts: new Map(facts.map((row) => [pairKey(row.userId, row.threadId ?? ""), row])),
    changes: new Map(),
  };
}

async function outcomeOf(reading: Reading, { actor, input, now }: Ask): Promise<BatchOutcome<SyncAnswer>> {
  try {
    const threads: Record<string, ThreadSync> = {};
    for (const [threadId, cursor] of Object.entries(input.threads))
      threads[threadId] = await syncThread(reading, { actor, threadId, cursor, now });
    return { done: { user: await syncUser(reading, actor, input.user), threads } };
  } catch (error) {
    if (isAppError(error)) return { error };
    throw error;
  }
}

async function syncUser({ sql, people }: Reading, actor: Actor, cursor: number): Promise<UserSync> {
  const me = people.get(actor.userId);
  if (me?.status !== "ACTIVE") throw new AppError("ACCOUNT_SUSPENDED", "This account is not active.");
  if (cursor === me.head) return { changes: [], head: me.head };
  const changed = await sql.rows<Changed>(USER_CHANGES, [actor.userId, cursor, me.head]);
  if (!isComplete(changed, cursor, me.head)) return { limited: true, head: me.head };
  const changes = await changesOf(sql, userStream(actor.userId), distinct(changed));
  return { changes: [...changes.values()], head: me.head };
}

async function syncThread(
  reading: Reading,
  { actor, threadId, cursor, now }: { actor: Actor; threadId: string; cursor: number; now: Date },
): Promise<ThreadSync> {
  const facts = mayRead(reading.facts.get(pairKey(actor.userId, threadId)), actor, now);
  if (!facts) return { gone: true };
  const { head, joinedSeq } = facts;
  // The cheap case first: nothing new needs no page.
  if (cursor === head) return { changes: [], head };
  const sync = await threadChanges(reading, { threadId, cursor, head });
  if (!sync) return limited(reading.sql, { actor, threadId, head });
  if (joinedSeq === 0 || !("changes" in sync)) return sync;
  return {
    changes: sync.changes.filter((change) => change.kind !== "message" || change.message.seq > joinedSeq),
    head,
  };
}

async function threadChanges(
  { sql, changes }: Reading,
  { threadId, cursor, head }: { threadId: string; cursor: number; head: number },
): Promise<ThreadSync | null> {
  const key = pairKey(threadId, cursor);
  const known = changes.get(key);
  if (known !== undefined) return known;
  const changed = await sql.rows<Changed>(THREAD_CHANGES, [threadId, cursor, head]);
  const sync = isComplete(changed, cursor, head)
    ? { changes: [...(await changesOf(sql, threadStream(threadId), distinct(changed))).values()], head }
    : null;
  changes.set(key, sync);
  return sync;
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
