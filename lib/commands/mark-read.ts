import { accessThread } from "../access/access-thread.ts";
import { userStream } from "../contract/ids.ts";
import type { ReceiptView } from "../contract/reading.ts";
import { RECEIPTS_MEMBERS_MAX } from "../policy/receipts.ts";
import { receiptViewSql } from "../views/receipt-view.ts";
import { answerEntry } from "./answer-entry.ts";
import { type CommandContext, defineCommand } from "./command.ts";

const ADVANCE = `
  WITH advanced AS (
    UPDATE "ThreadParticipant" p SET "lastReadSeq" = LEAST($3, t.head),
      "lastDeliveredSeq" = GREATEST(p."lastDeliveredSeq", LEAST($3, t.head)), "markedUnreadSeq" = NULL
    FROM "Thread" t WHERE t.id = p."threadId" AND p."threadId" = $1::uuid AND p."userId" = $2::uuid AND p.status = 'ACTIVE'
      AND (p."lastReadSeq" < LEAST($3, t.head) OR (p."markedUnreadSeq" IS NOT NULL AND $3 >= p."lastReadSeq"))
    RETURNING p."threadId", p."userId", GREATEST(p."lastReadSeq", LEAST($3, t.head)) AS "lastReadSeq"
  ), written AS (
    INSERT INTO "MessageRead" ("threadId", "userId", "upToSeq") SELECT "threadId", "userId", "lastReadSeq" FROM advanced
    ON CONFLICT DO NOTHING
  )
  SELECT "lastReadSeq" FROM advanced`;
const RECEIPT = `SELECT ${receiptViewSql} AS view FROM "ThreadParticipant" p
  LEFT JOIN "UserPreference" f ON f."userId" = p."userId"
  WHERE p."threadId" = $1::uuid AND p."userId" = $2::uuid AND coalesce(f."showReceipts", true)`;

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
    const [advanced] = await sql.rows<{ lastReadSeq: number }>(ADVANCE, [threadId, actor.userId, upToSeq]);
    if (advanced) {
      changed(userStream(actor.userId), { kind: "entry", id: threadId });
      if (memberCount <= RECEIPTS_MEMBERS_MAX) await tellReceipt(context, threadId);
    }
    return answerEntry(actor.userId, threadId);
  },
});

async function tellReceipt({ sql, actor, receiptChanged }: CommandContext, threadId: string): Promise<void> {
  const [row] = await sql.rows<{ view: ReceiptView }>(RECEIPT, [threadId, actor.userId]);
  if (row) receiptChanged(threadId, row.view);
}
