import { factsColumns, type FactsRow } from "../access/facts-row.ts";
import type { Sql } from "../db.ts";
import { readCalledFacts } from "./called-by-groups.ts";
import type { BatchItem } from "./command.ts";
import { type AttachmentFacts, readAttachmentFacts } from "./send-attachments.ts";
import { readPreviewFacts } from "./send-previews.ts";
import { type ForwardFacts, readForwardFacts } from "./send-forwards.ts";

/** What deciding about one send takes: the actor in the thread, a message of the same key, the message replied to. */
export type SendFacts = FactsRow & {
  existingId: string | null;
  existingHash: string | null;
  /** In the same thread and within what the actor may see. */
  replyToId: string | null;
  replyToRootId: string | null;
  /** Only where slow mode is on. */
  lastSentAt: Date | null;
  /** The files of all messages of the flush, by id. */
  files: ReadonlyMap<string, AttachmentFacts>;
  /** Of the threads of the flush, those in which links are looked up. */
  previewing: ReadonlySet<string>;
  /** The message that is passed on; undefined where none is, or it is not there. */
  forward: ForwardFacts | undefined;
  /** The people of this thread whom it names by groups of theirs. */
  called: readonly string[];
};

/** Not a condition of the join: with little known of the table, Postgres would look for the message along the thread. */
const REPLY_SEEN = `r."threadId" = t.id AND r.seq > coalesce(p."joinedSeq", 0)`;

const READ = `
  SELECT i.ord::int AS ord, ${factsColumns}, e.id AS "existingId", e."requestHash" AS "existingHash",
    CASE WHEN ${REPLY_SEEN} THEN r.id END AS "replyToId", CASE WHEN ${REPLY_SEEN} THEN r."rootId" END AS "replyToRootId",
    CASE WHEN t."slowModeSeconds" > 0 THEN (
      SELECT max(s."createdAt") FROM "Message" s
      WHERE s."threadId" = t.id AND s."authorId" = u.id AND s.kind = 'PERSON'
        AND s."createdAt" > now() - make_interval(secs => t."slowModeSeconds")) END AS "lastSentAt"
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) WITH ORDINALITY AS i(author, thread, client, reply, ord)
  JOIN "User" u ON u.id = i.author
  LEFT JOIN "Thread" t ON t.id = i.thread
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  LEFT JOIN "Message" e ON e."authorId" = i.author AND e."clientId" = i.client
  LEFT JOIN "Message" r ON r.id = i.reply`;

/**
 * Facts for each item, in the items' order; undefined where the actor is unknown. One statement, under the lock (L3), and
 * beside it one each about files, links, forwarded messages and groups of people, where any come along.
 */
export async function readSendFacts(
  sql: Sql,
  items: readonly BatchItem<"message:send">[],
): Promise<(SendFacts | undefined)[]> {
  const [rows, files, previewing, forwards, called] = await Promise.all([
    sql.rows<SendFacts & { ord: number }>(READ, [
      items.map(({ actor }) => actor.userId),
      items.map(({ input }) => input.threadId),
      items.map(({ input }) => input.clientId),
      items.map(({ input }) => input.replyToId),
    ]),
    readAttachmentFacts(sql, items),
    readPreviewFacts(sql, items),
    readForwardFacts(sql, items),
    readCalledFacts(sql, items),
  ]);
  const facts: (SendFacts | undefined)[] = items.map(() => undefined);
  for (const row of rows) {
    const [forward, own] = [forwards.get(row.ord - 1), called.get(row.ord - 1) ?? []];
    facts[row.ord - 1] = Object.assign(row, { files, previewing, forward, called: own });
  }
  return facts;
}
