import type { Sql } from "../db.ts";

/**
 * Shows the text of a message no longer wherever it was passed on, or again: what a moderator takes out of a thread is
 * not to stand in others. Whoever reads from now on finds it so; however many threads there are, none is locked for it,
 * and each is told after commit (`tellForwards`). The source's row must have been written before, so that no forward
 * under way is overlooked.
 */
export async function withdrawForwards(sql: Sql, sourceId: string, withdrawn: boolean): Promise<void> {
  await sql.rows(
    `UPDATE "Forward" SET withdrawn = $2, "tellAfter" = now() WHERE "sourceId" = $1::uuid AND withdrawn <> $2`,
    [sourceId, withdrawn],
  );
}
