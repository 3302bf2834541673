import type { AttachmentView } from "../contract/attachments.ts";
import type { LinkPreviewView } from "../contract/link-previews.ts";
import type { ForwardView } from "../contract/forwards.ts";
import type { MessageView } from "../contract/messages.ts";
import type { Sql } from "../db.ts";
import { createdMessageView } from "../views/created-message-view.ts";
import { messageViewSql } from "../views/message-view.ts";

export type NewMessage = {
  id: string;
  threadId: string;
  authorId: string;
  clientId: string;
  requestHash: string;
  seq: number;
  body: string;
  plain: string;
  replyToId: string | null;
  rootId: string | null;
  mentions: string[];
  mentionsEveryone: boolean;
  attachments: AttachmentView[];
  previews: LinkPreviewView[];
  forward: ForwardView | null;
};

/** Messages, the threads' heads and the authors' own cursors (PROTOCOL R2), by one statement. */
const WRITE = `
  WITH m AS (
    INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain, "replyToId", "rootId",
      mentions, "mentionsEveryone", "previewCount")
    SELECT id, thread, author, client, hash, seq, body, plain, reply, root, coalesce(string_to_array(nullif(mentions, ''), ','), '{}')::uuid[], everyone, previews
    FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::int[], $7::text[], $8::text[], $9::uuid[],
      $10::uuid[], $11::text[], $12::bool[], $16::int[])
      AS n(id, thread, author, client, hash, seq, body, plain, reply, root, mentions, everyone, previews)
    RETURNING "threadId", "authorId", seq, "createdAt"
  ), heads AS (
    UPDATE "Thread" t SET head = n.head, "lastMessageSeq" = n.last, "lastMessageAt" = now()
    FROM unnest($13::uuid[], $14::int[], $15::int[]) AS n(id, head, last) WHERE t.id = n.id
  ), cursors AS (
    UPDATE "ThreadParticipant" p SET "lastReadSeq" = GREATEST(p."lastReadSeq", n.seq), "markedUnreadSeq" = NULL
    FROM (SELECT "threadId", "authorId", max(seq) AS seq FROM m GROUP BY 1, 2) n
    WHERE p."threadId" = n."threadId" AND p."userId" = n."authorId"
  )
  SELECT min("createdAt") AS "createdAt" FROM m`;

/**
 * Writes accepted messages; `heads` has each thread's head after them. Gives the views by id. All were created at the
 * one moment at which their transaction began.
 */
export async function insertMessages(
  sql: Sql,
  { messages, heads }: { messages: readonly NewMessage[]; heads: ReadonlyMap<string, number> },
): Promise<Map<string, MessageView>> {
  if (messages.length === 0) return new Map();
  const last = new Map(messages.map(({ threadId, seq }) => [threadId, seq]));
  const threads = [...last.keys()];
  const [row] = await sql.rows<{ createdAt: Date }>(WRITE, [
    messages.map((m) => m.id),
    messages.map((m) => m.threadId),
    messages.map((m) => m.authorId),
    messages.map((m) => m.clientId),
    messages.map((m) => m.requestHash),
    messages.map((m) => m.seq),
    messages.map((m) => m.body),
    messages.map((m) => m.plain),
    messages.map((m) => m.replyToId),
    messages.map((m) => m.rootId),
    messages.map((m) => m.mentions.join(",")),
    messages.map((m) => m.mentionsEveryone),
    threads,
    threads.map((id) => heads.get(id)),
    threads.map((id) => last.get(id)),
    messages.map((m) => m.previews.length),
  ]);
  if (!row) throw new Error("Messages were written, and their time cannot be read.");
  return new Map(messages.map((message) => [message.id, createdMessageView(message, row.createdAt)]));
}

/** The present views of messages by id. */
export async function readMessages(sql: Sql, ids: readonly string[]): Promise<Map<string, MessageView>> {
  const rows = await sql.rows<{ id: string; view: MessageView }>(
    `SELECT m.id, ${messageViewSql} AS view FROM "Message" m WHERE m.id = ANY ($1::uuid[])`,
    [ids],
  );
  return new Map(rows.map(({ id, view }) => [id, view]));
}
