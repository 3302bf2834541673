import type { Sql } from "../db.ts";

/** Whom a person blocks, in the order in which they did. */
export async function blockedIdsOf(sql: Sql, userId: string): Promise<string[]> {
  const rows = await sql.rows<{ id: string }>(
    `SELECT b."blockedId" AS id FROM "Block" b WHERE b."blockerId" = $1::uuid ORDER BY b."createdAt", b."blockedId"`,
    [userId],
  );
  return rows.map(({ id }) => id);
}
