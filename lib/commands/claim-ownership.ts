import { v7 as uuidv7 } from "uuid";
import type { ClerkPerson } from "../auth/clerk-person.ts";
import { userStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { createUser, hasOwner, hashLinkSecret } from "./admit-person.ts";
import { writeAudit } from "./audit.ts";
import { changeAccount } from "./change-account.ts";
import { planOutdated, runSystem } from "./run-system.ts";

/**
 * Makes the opener of the one-time link the system OWNER of an installation that has none (PERMISSIONS, Words); the link
 * is used up. Under the workspace lock, so that of two openers one comes first.
 * @throws AppError GONE where the link is not, or no longer, good; ACCOUNT_SUSPENDED for somebody who is not active here.
 */
export async function claimOwnership(person: ClerkPerson, token: string, requestId?: string): Promise<void> {
  await runSystem(
    async (sql) => {
      const [row] = await sql.rows<{ id: string }>(`SELECT id FROM "User" WHERE "clerkId" = $1`, [person.clerkId]);
      return { userId: row?.id ?? uuidv7(), locks: ["workspace", ...(row ? [userStream(row.id)] : [])] };
    },
    async (context) => {
      const { tx, sql, actor, isLocked } = context;
      const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: 1 }, select: { ownerLinkHash: true } });
      if (workspace.ownerLinkHash !== hashLinkSecret(token) || (await hasOwner(sql)))
        throw new AppError("GONE", "This link has been used, or a newer one was printed.");
      const user = await tx.user.findUnique({ where: { clerkId: person.clerkId }, select: { id: true, status: true } });
      if (user && user.status !== "ACTIVE") throw new AppError("ACCOUNT_SUSPENDED", "This account is not active.");
      if (user && !isLocked(userStream(user.id))) throw planOutdated();
      if (user) await changeAccount(context, { userId: user.id, role: "OWNER" });
      else await createUser(context, { person, userId: actor.userId, role: "OWNER" });
      await tx.workspace.update({ where: { id: 1 }, data: { ownerLinkHash: null } });
      await writeAudit(context, {
        action: "workspace.claimed",
        targetId: actor.userId,
        threadId: null,
        before: null,
        after: { role: "OWNER" },
        reason: undefined,
      });
    },
    requestId,
  );
}
