import type { Sql } from "../db.ts";

/**
 * `username` where nobody else has it here, else null. Clerk keeps them apart, but its news come in any order: the one
 * who had it before may still have it here.
 */
export async function freeUsername(
  sql: Sql,
  { username, userId }: { username: string | null; userId: string },
): Promise<string | null> {
  if (username === null) return null;
  const taken = await sql.rows(`SELECT 1 FROM "User" WHERE username = $1 AND id <> $2::uuid`, [username, userId]);
  return taken.length > 0 ? null : username;
}
