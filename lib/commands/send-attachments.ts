import type { AttachmentView } from "../contract/attachments.ts";
import type { Sql } from "../db.ts";
import { AppError } from "../errors.ts";
import { attachmentViewSql } from "../views/attachment-view.ts";
import type { BatchItem } from "./command.ts";
import type { NewMessage } from "./send-write.ts";

type Item = BatchItem<"message:send">;

/** What deciding about one file of a send takes. */
export type AttachmentFacts = {
  id: string;
  ownerId: string;
  threadId: string;
  messageId: string | null;
  state: AttachmentView["state"] | "UPLOADING";
  view: AttachmentView;
};

const READ = `
  SELECT a.id, a."ownerId", a."threadId", a."messageId", a.state, ${attachmentViewSql} AS view
  FROM "Attachment" a WHERE a.id = ANY ($1::uuid[]) AND a."erasedAt" IS NULL`;

/** The files that these messages are to carry, by id; asks nothing where there are none. */
export async function readAttachmentFacts(sql: Sql, items: readonly Item[]): Promise<Map<string, AttachmentFacts>> {
  const ids = items.flatMap(({ input }) => input.attachmentIds);
  if (ids.length === 0) return new Map();
  const rows = await sql.rows<AttachmentFacts>(READ, [ids]);
  return new Map(rows.map((row) => [row.id, row]));
}

/**
 * The files of one message, in its order. Throws AppError: NOT_FOUND for what is not there, another's or of another
 * thread (in the same words), CONFLICT for one that is in a message, FILE_NOT_READY, FILE_REFUSED.
 */
export function judgeAttachments(
  facts: ReadonlyMap<string, AttachmentFacts>,
  { actor, input, taken }: Item & { /** Files of messages before it in the batch. */ taken: ReadonlySet<string> },
): AttachmentView[] {
  return input.attachmentIds.map((attachmentId) => {
    const file = facts.get(attachmentId);
    if (!file || file.ownerId !== actor.userId || file.threadId !== input.threadId)
      throw new AppError("NOT_FOUND", "A file of this message is not there any more.", { attachmentId });
    if (file.messageId !== null || taken.has(attachmentId))
      throw new AppError("CONFLICT", "A file of this message is in another one already.", { attachmentId });
    if (file.state === "UPLOADING")
      throw new AppError("FILE_NOT_READY", "A file of this message is not uploaded in full.", { attachmentId });
    if (file.state === "INFECTED" || file.state === "FAILED")
      throw new AppError("FILE_REFUSED", "A file of this message was refused by the scanner.", { attachmentId });
    return file.view;
  });
}

const WRITE = `
  WITH n AS (SELECT id, message, place FROM unnest($1::uuid[], $2::uuid[], $3::int[]) AS n(id, message, place)),
  files AS (UPDATE "Attachment" a SET "messageId" = n.message, position = n.place FROM n WHERE a.id = n.id)
  UPDATE "Message" m SET "attachmentCount" = c.files
  FROM (SELECT message, count(*)::int AS files FROM n GROUP BY message) c WHERE m.id = c.message`;

/** Joins files to the messages that were written before it in the same transaction; asks nothing where there are none. */
export async function joinAttachments(sql: Sql, messages: readonly NewMessage[]): Promise<void> {
  const rows = messages.flatMap(({ id, attachments }) => attachments.map((file, place) => ({ id, file, place })));
  if (rows.length === 0) return;
  await sql.rows(WRITE, [rows.map(({ file }) => file.id), rows.map(({ id }) => id), rows.map(({ place }) => place)]);
}
