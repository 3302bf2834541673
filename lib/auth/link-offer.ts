import { hashLinkSecret, hasOwner } from "../commands/admit-person.ts";
import { pgSql } from "../db.ts";
import { processSlot } from "../process.ts";

/** What the page of an invite says before it is accepted. */
export type InviteOffer = { workspace: string; invitedBy: string; email: string | null };

/** The invite behind `code`; null where it is unknown, over, used up or revoked. Asks nothing of who looks at it. */
export async function findInviteOffer(code: string): Promise<InviteOffer | null> {
  const [offer] = await pgSql(processSlot().pool).rows<InviteOffer>(INVITE, [hashLinkSecret(code)]);
  return offer ?? null;
}

const INVITE = `
  SELECT w.name AS workspace, u."displayName" AS "invitedBy", i.email
    FROM "Invite" i JOIN "User" u ON u.id = i."createdById" CROSS JOIN "Workspace" w
   WHERE i."codeHash" = $1 AND i."revokedAt" IS NULL AND (i."expiresAt" IS NULL OR i."expiresAt" > now())
     AND (i."maxUses" IS NULL OR i.uses < i."maxUses")`;

/** Whether `token` is that of the link to become OWNER which is good at present. */
export async function isOwnerLink(token: string): Promise<boolean> {
  const sql = pgSql(processSlot().pool);
  const rows = await sql.rows(`SELECT 1 FROM "Workspace" WHERE "ownerLinkHash" = $1`, [hashLinkSecret(token)]);
  return rows.length > 0 && !(await hasOwner(sql));
}
