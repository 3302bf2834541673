import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { hashLinkSecret } from "./admit-person.ts";
import { writeAudit } from "./audit.ts";
import type { CommandContext } from "./command.ts";

/** Whom an invite is for, how often it works, and for how many days; null = anybody, any number of times, for ever. */
export type InviteTerms = { email: string | null; maxUses: number | null; days: number | null };

const DAY_MS = 24 * 60 * 60_000;

/** Writes an invite in the actor's name with its audit row, and gives the secret of its link, which is not kept. */
export async function writeInvite(
  context: CommandContext,
  { email, maxUses, days }: InviteTerms,
  byServer?: true,
): Promise<{ id: string; code: string }> {
  const { tx, actor, now } = context;
  const [id, code] = [uuidv7(), randomBytes(16).toString("base64url")];
  const expiresAt = days === null ? null : new Date(now.getTime() + days * DAY_MS);
  const terms = { email, maxUses, expiresAt };
  await tx.invite.create({ data: { id, codeHash: hashLinkSecret(code), createdById: actor.userId, ...terms } });
  await writeAudit(context, {
    ...(byServer ? { byServer } : {}),
    action: "invite.create",
    targetId: id,
    threadId: null,
    before: null,
    after: { email, maxUses, expiresAt: expiresAt?.toISOString() ?? null },
    reason: byServer && "On the server's command line.",
  });
  return { id, code };
}
