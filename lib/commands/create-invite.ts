import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { AppError } from "../errors.ts";
import { hashLinkSecret } from "./admit-person.ts";
import { writeAudit } from "./audit.ts";
import { runSystem } from "./run-system.ts";

/** Whom an invite is for, how often it works, and until when; null = anybody, any number of times, for ever. */
export type InviteTerms = { email: string | null; maxUses: number | null; expiresAt: Date | null };

/**
 * Makes an invite in the name of the longest-standing system OWNER and gives the secret of its link, which is not kept.
 * For whoever operates the server. @throws AppError CONFLICT where there is no owner yet.
 */
export async function createInvite(terms: InviteTerms): Promise<string> {
  const code = randomBytes(16).toString("base64url");
  await runSystem(
    async (sql) => {
      const [owner] = await sql.rows<{ id: string }>(OWNER, []);
      if (!owner) throw new AppError("CONFLICT", "There is no owner yet to invite anybody.");
      return { userId: owner.id, locks: [] };
    },
    async (context) => {
      const { tx, actor } = context;
      const id = uuidv7();
      await tx.invite.create({ data: { id, codeHash: hashLinkSecret(code), createdById: actor.userId, ...terms } });
      await writeAudit(context, {
        action: "invite.create",
        targetId: id,
        threadId: null,
        before: null,
        after: { maxUses: terms.maxUses, expiresAt: terms.expiresAt?.toISOString() ?? null },
        reason: "On the server's command line.",
      });
    },
  );
  return code;
}

const OWNER = `SELECT id FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE' ORDER BY "createdAt", id LIMIT 1`;
