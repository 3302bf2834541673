import { randomBytes } from "node:crypto";
import { hashLinkSecret, hasOwner } from "../commands/admit-person.ts";
import { pgSql } from "../db.ts";
import { processSlot } from "../process.ts";

/**
 * The one-time link that makes its opener OWNER, for an installation that has none and whose environment names none
 * (`OWNER_EMAIL`); null otherwise. Only its hash is stored, so each call makes a new link and the one before is void.
 */
export async function offerOwnerLink(appUrl: string): Promise<string | null> {
  const { pool, env } = processSlot();
  const sql = pgSql(pool);
  if (env.OWNER_EMAIL !== undefined || (await hasOwner(sql))) return null;
  const token = randomBytes(24).toString("base64url");
  await sql.rows(STORE, [hashLinkSecret(token)]);
  return `${appUrl}/setup/${token}`;
}

const STORE = `
  INSERT INTO "Workspace" (id, name, "ownerLinkHash") VALUES (1, 'Confab', $1)
  ON CONFLICT (id) DO UPDATE SET "ownerLinkHash" = EXCLUDED."ownerLinkHash"`;
