import type { Sql } from "../db.ts";
import { notFound } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { factsColumns, type FactsRow } from "./facts-row.ts";
import { judge } from "./judge.ts";

const FACTS = `
  SELECT ${factsColumns}, m.seq AS "messageSeq"
  FROM "LinkPreview" l JOIN "Message" m ON m.id = l."messageId" JOIN "User" u ON u.id = $1::uuid
  JOIN "Thread" t ON t.id = m."threadId"
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  WHERE l.id = $2::uuid AND l.state = 'READY' AND l.width IS NOT NULL AND m."deletedAt" IS NULL`;

/**
 * Whether the actor may see the picture of a link: NOT_FOUND where there is none any more, and for whoever may not read
 * the message that it stands under.
 */
export async function accessPreviewPicture(
  sql: Sql,
  { actor, previewId, now }: { actor: Actor; previewId: string; now: Date },
): Promise<void> {
  const [row] = await sql.rows<FactsRow & { messageSeq: number }>(FACTS, [actor.userId, previewId]);
  if (!row) throw notFound();
  const { joinedSeq } = judge(row, { actor, action: "history.read", now });
  if (row.messageSeq <= joinedSeq) throw notFound();
}
