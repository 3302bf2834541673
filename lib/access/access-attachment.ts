import type { AttachmentView } from "../contract/attachments.ts";
import type { Sql } from "../db.ts";
import { AppError, notFound } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { factsColumns, type FactsRow } from "./facts-row.ts";
import { judge } from "./judge.ts";

/** What serving a file takes to know of it. */
export type AttachmentRow = {
  id: string;
  threadId: string;
  ownerId: string;
  messageId: string | null;
  name: string;
  size: number;
  type: string;
  fileState: AttachmentView["state"] | "UPLOADING";
  sha256: string | null;
  width: number | null;
};

type Row = AttachmentRow & { erasedAt: Date | null; messageSeq: number | null; messageDeletedAt: Date | null };

const FACTS = `
  SELECT ${factsColumns}, a.id, a."ownerId", a."messageId", a.name, a.size, a.type, a.state::text AS "fileState",
    a.sha256, a.width, a."erasedAt", m.seq AS "messageSeq", m."deletedAt" AS "messageDeletedAt"
  FROM "Attachment" a JOIN "User" u ON u.id = $1::uuid JOIN "Thread" t ON t.id = a."threadId"
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  LEFT JOIN "Message" m ON m.id = a."messageId"
  WHERE a.id = $2::uuid`;

/**
 * A file through the actor, or NOT_FOUND: in a message whoever may read it, before that its owner alone, and nobody once
 * the message or the bytes are gone (PERMISSIONS, invariant 11). Says nothing about whether it is clean.
 */
export async function accessAttachment(
  sql: Sql,
  { actor, attachmentId, now }: { actor: Actor; attachmentId: string; now: Date },
): Promise<AttachmentRow> {
  const [row] = await sql.rows<FactsRow & Row>(FACTS, [actor.userId, attachmentId]);
  if (!row) throw notFound();
  const { joinedSeq } = judge(row, { actor, action: "history.read", now });
  const isTheirs = row.messageSeq === null ? row.ownerId === actor.userId : row.messageSeq > joinedSeq;
  // What was refused stays told of, though its bytes are gone.
  const isGone = row.messageDeletedAt !== null || (row.erasedAt !== null && row.fileState === "CLEAN");
  if (!isTheirs || isGone) throw notFound();
  return row;
}

/** No byte leaves before the scanner has said that it may. Throws FILE_NOT_READY or FILE_REFUSED. */
export function requireClean({ fileState }: AttachmentRow): void {
  if (fileState === "CLEAN") return;
  if (fileState === "INFECTED") throw new AppError("FILE_REFUSED", "This file is infected and was locked away.");
  if (fileState === "FAILED") throw new AppError("FILE_REFUSED", "This file could not be scanned and was locked away.");
  throw new AppError("FILE_NOT_READY", "This file is still being scanned.", undefined, 2_000);
}
