import type { AdminEmojiView, CustomEmojiView } from "../contract/custom-emoji.ts";
import type { Sql } from "../db.ts";
import { objectSql, timeSql } from "./json-sql.ts";

const fields = { id: `e.id`, name: `e.name`, animated: `(e.still IS NOT NULL)` };

/** A custom emoji as admins see it (contract: adminEmojiView), over "CustomEmoji" with the alias `e`. */
export const adminEmojiViewSql = objectSql({
  ...fields,
  disabled: `(e."disabledAt" IS NOT NULL)`,
  bytes: `octet_length(e.picture)`,
  createdById: `e."createdById"`,
  createdAt: timeSql(`e."createdAt"`),
});

const LIST = `SELECT ${objectSql(fields)} AS view FROM "CustomEmoji" e WHERE e."disabledAt" IS NULL ORDER BY e.name`;

/** The custom emoji that can be used, by name. */
export async function readCustomEmoji(sql: Sql): Promise<CustomEmojiView[]> {
  return (await sql.rows<{ view: CustomEmojiView }>(LIST, [])).map(({ view }) => view);
}

const ADMIN_LIST = `SELECT ${adminEmojiViewSql} AS view FROM "CustomEmoji" e
  WHERE $1::uuid IS NULL OR e.id = $1::uuid ORDER BY e.name`;

/** All of them, or one, as admins see them. */
export async function readAdminEmoji(sql: Sql, id: string | null = null): Promise<AdminEmojiView[]> {
  return (await sql.rows<{ view: AdminEmojiView }>(ADMIN_LIST, [id])).map(({ view }) => view);
}
