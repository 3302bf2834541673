import type { SavedMark } from "../contract/saved.ts";
import type { Sql } from "../db.ts";

/** Which of these messages a person has saved, by message id, those that are not saved among them. */
export async function savedMarksOf(
  sql: Sql,
  userId: string,
  messageIds: readonly string[],
): Promise<Map<string, SavedMark>> {
  const rows = await sql.rows<{ messageId: string; savedAt: Date }>(
    `SELECT "messageId", "savedAt" FROM "SavedMessage" WHERE "userId" = $1::uuid AND "messageId" = ANY ($2::uuid[])`,
    [userId, messageIds],
  );
  const savedAt = new Map(rows.map((row) => [row.messageId, row.savedAt.toISOString()]));
  return new Map(messageIds.map((messageId) => [messageId, { messageId, savedAt: savedAt.get(messageId) ?? null }]));
}

/** The ids of all that a person has saved. */
export async function savedIdsOf(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql.rows<{ messageId: string }>(
    `SELECT "messageId" FROM "SavedMessage" WHERE "userId" = $1::uuid ORDER BY "messageId"`,
    [userId],
  );
  return rows.map(({ messageId }) => messageId);
}
