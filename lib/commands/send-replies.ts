import { threadStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import type { PublishedEvent } from "../process.ts";
import { recordNumbered } from "./record.ts";
import { type NewMessage, readMessages } from "./send-write.ts";

const COUNT = `
  UPDATE "Message" m SET "replyCount" = m."replyCount" + n.count, "lastReplyAt" = now()
  FROM (SELECT root, count(*)::int AS count FROM unnest($1::uuid[]) AS r(root) GROUP BY root) n WHERE m.id = n.root`;

type ReplyEvent = { replyId: string; event: PublishedEvent };

/**
 * A reply changes its root too: the count, the time and the faces under it. That is a change of its own on the stream
 * (PROTOCOL L2), numbered after the batch's messages; `next` has the heads so far.
 */
export async function countReplies(
  sql: Sql,
  { messages, next }: { messages: readonly NewMessage[]; next: Map<string, number> },
): Promise<ReplyEvent[]> {
  const replies = messages.flatMap(({ id, rootId, threadId }) => (rootId ? [{ id, rootId, threadId }] : []));
  if (replies.length === 0) return [];
  await sql.rows(COUNT, [replies.map(({ rootId }) => rootId)]);

  const roots = new Map(replies.map(({ id, rootId, threadId }) => [rootId, { replyId: id, threadId }]));
  const numbered = [...roots].map(([rootId, { replyId, threadId }]) => {
    const seq = (next.get(threadId) ?? 0) + 1;
    next.set(threadId, seq);
    return {
      stream: threadStream(threadId),
      seq,
      kind: "message" as const,
      id: rootId,
      replyId,
      fromSeq: 0,
      creation: false,
    };
  });
  await recordNumbered(sql, numbered, null);
  const views = await readMessages(sql, [...roots.keys()]);
  return numbered.flatMap(({ stream, seq, id, replyId }) => {
    const message = views.get(id);
    return message
      ? [{ replyId, event: { stream, seq, change: { kind: "message" as const, message }, fromSeq: message.seq } }]
      : [];
  });
}
