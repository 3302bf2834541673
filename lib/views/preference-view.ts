import { DEFAULT_PREFERENCE, type PreferenceView } from "../contract/preferences.ts";
import type { Sql } from "../db.ts";

const columns = Object.keys(DEFAULT_PREFERENCE)
  .map((name) => `"${name}"`)
  .join(", ");

/** A person's preferences; who never changed any has the defaults. */
export async function preferenceView(sql: Sql, userId: string): Promise<PreferenceView> {
  const [row] = await sql.rows<PreferenceView>(`SELECT ${columns} FROM "UserPreference" WHERE "userId" = $1::uuid`, [
    userId,
  ]);
  return row ?? DEFAULT_PREFERENCE;
}
