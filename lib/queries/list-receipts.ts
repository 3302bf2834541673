import { accessThread } from "../access/access-thread.ts";
import type { ReceiptView } from "../contract/reading.ts";
import { RECEIPTS_MEMBERS_MAX } from "../policy/receipts.ts";
import { receiptsAllowedSql } from "../views/receipts-allowed.ts";
import { receiptViewSql } from "../views/receipt-view.ts";
import { defineQuery } from "./query.ts";

const LIST = `SELECT ${receiptViewSql} AS view FROM "ThreadParticipant" p
  LEFT JOIN "UserPreference" f ON f."userId" = p."userId"
  WHERE p."threadId" = $1::uuid AND p.status = 'ACTIVE' AND p."userId" <> $2::uuid AND coalesce(f."showReceipts", true) AND ${receiptsAllowedSql}`;

/**
 * How far the other members have read, of those who show it, to those who show it themselves (PROTOCOL R4).
 * Empty in threads of more than 100.
 */
export const listReceipts = defineQuery({
  name: "receipts",
  limit: "read",
  run: ({ snapshot, actor, now }, { threadId }) =>
    snapshot(async (sql) => {
      const { memberCount } = await accessThread(sql, { actor, threadId, action: "receipts.read", now });
      const [own] = await sql.rows<{ shows: boolean }>(
        `SELECT "showReceipts" AS shows FROM "UserPreference" WHERE "userId" = $1::uuid`,
        [actor.userId],
      );
      if (memberCount > RECEIPTS_MEMBERS_MAX || own?.shows === false) return { receipts: [] };
      const rows = await sql.rows<{ view: ReceiptView }>(LIST, [threadId, actor.userId]);
      return { receipts: rows.map(({ view }) => view) };
    }),
});
