import { accessThread } from "../access/access-thread.ts";
import { userStream } from "../contract/ids.ts";
import type { ReceiptView } from "../contract/reading.ts";
import { RECEIPTS_MEMBERS_MAX } from "../policy/receipts.ts";
import { receiptsAllowedSql } from "../views/receipts-allowed.ts";
import { receiptViewSql } from "../views/receipt-view.ts";
import { answerEntry } from "./answer-entry.ts";
import { type CommandContext, defineCommand } from "./command.ts";

const ADVANCE = `
  WITH before AS (
    SELECT p."threadId", p."userId", p."lastReadSeq", p."markedUnreadSeq", LEAST($3, t.head) AS "upToSeq"
    FROM "ThreadParticipant" p JOIN "Thread" t ON t.id = p."threadId"
    WHERE p."threadId" = $1::uuid AND p."userId" = $2::uuid AND p.status = 'ACTIVE' FOR NO KEY UPDATE OF p
  ), advanced AS (
    UPDATE "ThreadParticipant" p SET "lastReadSeq" = b."upToSeq",
      "lastDeliveredSeq" = GREATEST(p."lastDeliveredSeq", b."upToSeq"), "markedUnreadSeq" = NULL
    FROM before b WHERE p."threadId" = b."threadId" AND p."userId" = b."userId"
      AND (b."upToSeq" > b."lastReadSeq" OR (b."upToSeq" = b."lastReadSeq" AND b."markedUnreadSeq" IS NOT NULL))
    RETURNING p."threadId", p."userId", p."lastReadSeq", p."lastReadSeq" > b."lastReadSeq" AS moved
  ), written AS (
    INSERT INTO "MessageRead" ("threadId", "userId", "upToSeq")
    SELECT "threadId", "userId", "lastReadSeq" FROM advanced WHERE moved ON CONFLICT DO NOTHING
  )
  SELECT moved FROM advanced`;
const RECEIPT = `SELECT ${receiptViewSql} AS view FROM "ThreadParticipant" p
  LEFT JOIN "UserPreference" f ON f."userId" = p."userId"
  WHERE p."threadId" = $1::uuid AND p."userId" = $2::uuid AND coalesce(f."showReceipts", true) AND ${receiptsAllowedSql}`;

/**
 * Moves one's read marker forward, never back (PROTOCOL R1), with one `MessageRead` row (R3), and takes "marked unread"
 * away. A place in the future counts as the newest there is. Tells those who look, where both sides allow it (E3, R4).
 */
export const markRead = defineCommand({
  name: "thread:read",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run(context, { threadId, upToSeq }) {
    const { sql, actor, now, changed } = context;
    const { memberCount } = await accessThread(sql, { actor, threadId, action: "personal.set", now });
    const [advanced] = await sql.rows<{ moved: boolean }>(ADVANCE, [threadId, actor.userId, upToSeq]);
    if (advanced) changed(userStream(actor.userId), { kind: "entry", id: threadId });
    if (advanced?.moved && memberCount <= RECEIPTS_MEMBERS_MAX) await tellReceipt(context, threadId);
    return answerEntry(actor.userId, threadId);
  },
});

async function tellReceipt({ sql, actor, receiptChanged }: CommandContext, threadId: string): Promise<void> {
  const [row] = await sql.rows<{ view: ReceiptView }>(RECEIPT, [threadId, actor.userId]);
  if (row) receiptChanged(threadId, row.view);
}
