import { AppError } from "../errors.ts";
import { runSystem } from "./run-system.ts";
import { type InviteTerms, writeInvite } from "./write-invite.ts";

/**
 * Makes an invite in the name of the longest-standing system OWNER and gives the secret of its link.
 * For whoever operates the server. @throws AppError CONFLICT where there is no owner yet.
 */
export async function operateInvite(terms: InviteTerms): Promise<string> {
  return runSystem(
    async (sql) => {
      const [owner] = await sql.rows<{ id: string }>(OWNER, []);
      if (!owner) throw new AppError("CONFLICT", "There is no owner yet to invite anybody.");
      return { userId: owner.id, locks: [] };
    },
    async (context) => (await writeInvite(context, terms, true)).code,
  );
}

const OWNER = `SELECT id FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE' ORDER BY "createdAt", id LIMIT 1`;
