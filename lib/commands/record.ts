import type { Change } from "../contract/events.ts";
import type { StreamName } from "../contract/ids.ts";
import { parseStream } from "../contract/stream-name.ts";
import type { Sql } from "../db.ts";
import type { PublishedEvent } from "../process.ts";
import { changesOf, entryChangesOf, messageChangesOf, type SubjectKind, subjectKey } from "../views/changes.ts";

/** A change that has its number. `creation`: a message's own row, which needs no Event (PROTOCOL L2). */
export type Numbered = {
  stream: StreamName;
  seq: number;
  kind: SubjectKind;
  id: string;
  fromSeq: number | undefined;
  creation: boolean;
};

/** Writes the new heads and the Event rows of what was numbered (PROTOCOL L1, L2). */
export async function recordNumbered(sql: Sql, numbered: readonly Numbered[], actorId: string | null): Promise<void> {
  const heads = new Map<StreamName, number>();
  for (const { stream, seq } of numbered) heads.set(stream, Math.max(seq, heads.get(stream) ?? 0));
  for (const [of, table] of [
    ["thread", `"Thread"`],
    ["user", `"User"`],
  ] as const) {
    const moved = [...heads].map(([stream, head]) => ({ ...parseStream(stream), head })).filter((row) => row.of === of);
    if (moved.length === 0) continue;
    await sql.rows(
      `UPDATE ${table} s SET head = n.head FROM unnest($1::uuid[], $2::int[]) AS n(id, head) WHERE s.id = n.id`,
      [moved.map(({ id }) => id), moved.map(({ head }) => head)],
    );
  }
  const later = numbered.filter(({ creation }) => !creation);
  if (later.length === 0) return;
  await sql.rows(
    `INSERT INTO "Event" (stream, seq, kind, "subjectId", "actorId")
     SELECT stream, seq, kind, id, $5::uuid FROM unnest($1::text[], $2::int[], $3::text[], $4::uuid[]) AS n(stream, seq, kind, id)`,
    [later.map((n) => n.stream), later.map((n) => n.seq), later.map((n) => n.kind), later.map((n) => n.id), actorId],
  );
}

/**
 * The events to publish, each with the view its subject has now, read under the locks (PROTOCOL L3, L4). What one write
 * changed in the same way on many streams is read at once: a thread may have thousands of people, a message may have been
 * passed on to hundreds of threads.
 */
export async function viewNumbered(sql: Sql, numbered: readonly Numbered[]): Promise<PublishedEvent[]> {
  const streams = Map.groupBy(numbered, ({ stream }) => stream);
  const atOnce = await readAtOnce(sql, streams);
  const events: PublishedEvent[] = [];
  for (const [stream, own] of streams) {
    const alone = atOnce.get(stream);
    const changes = alone ? new Map([alone]) : await changesOf(sql, stream, own);
    for (const { seq, fromSeq, ...subject } of own) {
      const change = changes.get(subjectKey(subject));
      events.push({ stream, seq, ...(change ? { change } : {}), ...(fromSeq === undefined ? {} : { fromSeq }) });
    }
  }
  return events;
}

/** Of streams on which one entry, or one message, is all that changed: what it became, with its key. */
async function readAtOnce(
  sql: Sql,
  streams: ReadonlyMap<StreamName, readonly Numbered[]>,
): Promise<Map<StreamName, [string, Change]>> {
  const alone = [...streams].flatMap(([stream, [first, ...more]]) =>
    first && more.length === 0 ? [{ ...first, stream }] : [],
  );
  const found = new Map<StreamName, [string, Change]>();
  const keep = (subject: Numbered, change: Change | undefined) => {
    if (change) found.set(subject.stream, [subjectKey(subject), change]);
  };

  const entries = Map.groupBy(
    alone.filter(({ kind }) => kind === "entry"),
    ({ id }) => id,
  );
  for (const [threadId, theirs] of entries) {
    const changes = await entryChangesOf(sql, threadId, theirs.map(personOf));
    for (const subject of theirs) keep(subject, changes.get(personOf(subject)));
  }
  const messages = alone.filter(({ kind }) => kind === "message");
  const changes = await messageChangesOf(
    sql,
    messages.map(({ id }) => id),
  );
  for (const subject of messages) keep(subject, changes.get(subject.id));
  return found;
}

const personOf = ({ stream }: Numbered): string => parseStream(stream).id;
