import type { Change } from "../contract/events.ts";
import type { StreamName } from "../contract/ids.ts";
import { parseStream } from "../contract/stream-name.ts";
import type { Sql } from "../db.ts";
import type { PublishedEvent } from "../process.ts";
import { changesOf, entryChangesOf, type SubjectKind, subjectKey } from "../views/changes.ts";

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
 * The events to publish, each with the view its subject has now, read under the locks (PROTOCOL L3, L4). What changed a
 * thread for all who are in it is read at once, not person by person: a thread may have thousands.
 */
export async function viewNumbered(sql: Sql, numbered: readonly Numbered[]): Promise<PublishedEvent[]> {
  const streams = Map.groupBy(numbered, ({ stream }) => stream);
  const entries = await entriesAlone(sql, streams);
  const events: PublishedEvent[] = [];
  for (const [stream, own] of streams) {
    const changes = entries.get(stream) ?? (await changesOf(sql, stream, own));
    for (const { seq, fromSeq, ...subject } of own) {
      const change = changes.get(subjectKey(subject));
      events.push({ stream, seq, ...(change ? { change } : {}), ...(fromSeq === undefined ? {} : { fromSeq }) });
    }
  }
  return events;
}

/** The changes of people's streams on which one entry is all that changed. */
async function entriesAlone(
  sql: Sql,
  streams: ReadonlyMap<StreamName, readonly Numbered[]>,
): Promise<Map<StreamName, Map<string, Change>>> {
  const alone = [...streams].flatMap(([stream, [first, ...more]]) =>
    first?.kind === "entry" && more.length === 0
      ? [{ stream, threadId: first.id, userId: parseStream(stream).id }]
      : [],
  );
  const found = new Map<StreamName, Map<string, Change>>();
  for (const [threadId, theirs] of Map.groupBy(alone, (entry) => entry.threadId)) {
    const people = theirs.map(({ userId }) => userId);
    const changes = await entryChangesOf(sql, threadId, people);
    for (const { stream, userId } of theirs) {
      const change = changes.get(userId);
      if (change) found.set(stream, new Map([[subjectKey({ kind: "entry", id: threadId }), change]]));
    }
  }
  return found;
}
