// What whoever operates the server may do beside its pages, on the database of DATABASE_URL or the embedded one:
//
//   npm run admin -- list-owners                                 who owns the workspace
//   npm run admin -- promote-owner <email>                       make this person an owner; the way back without one
//   npm run admin -- suspend <email>                             shut this person out: their sessions end
//   npm run admin -- restore <email>                             let them in again
//   npm run admin -- verify-audit                                recompute the chain of the audit log
//   npm run admin -- invite [--email <a>] [--uses <n>] [--days <n>]   print a link that lets people in
//   npm run admin -- owner-link                                  print the one-time link of an installation without owner
import { parseArgs } from "node:util";
import { z } from "zod";
import { offerOwnerLink } from "../lib/auth/owner-link.ts";
import { operateInvite } from "../lib/commands/operate-invite.ts";
import { operateAccount } from "../lib/commands/operate-account.ts";
import { pgSql } from "../lib/db.ts";
import { AppError, isAppError } from "../lib/errors.ts";
import { processSlot } from "../lib/process.ts";
import { verifyAudit } from "../lib/queries/verify-audit.ts";
import { withOfflineProcess } from "./offline-process.ts";

const inviteOptions = z.object({
  email: z.email().toLowerCase().optional(),
  uses: z.coerce.number().int().min(1).max(10_000).optional(),
  days: z.coerce.number().int().min(1).max(3_650).optional(),
});

const commands: Record<string, (args: string[], appUrl: string) => Promise<string>> = {
  async "list-owners"() {
    const owners = await processSlot().prisma.user.findMany({
      where: { role: "OWNER" },
      orderBy: { createdAt: "asc" },
    });
    if (owners.length === 0) return "Nobody owns this workspace yet.";
    return owners.map(({ displayName, email, status }) => [displayName, email ?? "–", status].join("\t")).join("\n");
  },
  async "promote-owner"([email]) {
    const address = z.email().parse(email);
    const changed = await operateAccount(address, { action: "user.setRole", role: "OWNER" });
    return `${address} ${changed ? "is an owner now" : "was an owner already"}.`;
  },
  async suspend([email]) {
    const address = z.email().parse(email);
    const changed = await operateAccount(address, { action: "user.suspend", status: "SUSPENDED" });
    return `${address} ${changed ? "is suspended now" : "was suspended already"}.`;
  },
  async restore([email]) {
    const address = z.email().parse(email);
    const changed = await operateAccount(address, { action: "user.restore", status: "ACTIVE" });
    return `${address} ${changed ? "can sign in again" : "was not suspended"}.`;
  },
  async "verify-audit"() {
    const { rows, broken, head } = await verifyAudit(pgSql(processSlot().pool));
    if (broken.length > 0)
      throw new AppError(
        "CONFLICT",
        `The audit log was changed behind its back: rows ${broken.slice(0, 20).join(", ")}.`,
      );
    return `The chain of ${rows} rows is whole. It ends in ${head}.`;
  },
  async invite(args, appUrl) {
    const options = { email: { type: "string" }, uses: { type: "string" }, days: { type: "string" } } as const;
    const { email, uses, days } = inviteOptions.parse(parseArgs({ args, options }).values);
    const code = await operateInvite({ email: email ?? null, maxUses: uses ?? null, days: days ?? null });
    return `${appUrl}/invite/${code}`;
  },
  async "owner-link"(_args, appUrl) {
    return (await offerOwnerLink(appUrl)) ?? "There is an owner, or OWNER_EMAIL names one: no link is needed.";
  },
};

const [name = "", ...args] = process.argv.slice(2);
const command = commands[name];
if (command === undefined) {
  console.error(`usage: admin ${Object.keys(commands).join("|")}`);
  process.exitCode = 1;
} else {
  try {
    console.log(
      await withOfflineProcess((env) => command(args, env.APP_URL ?? `http://localhost:${env.PORT ?? 3000}`)),
    );
  } catch (error) {
    if (!isAppError(error) && !(error instanceof z.ZodError)) throw error;
    console.error(error instanceof z.ZodError ? z.prettifyError(error) : error.message);
    process.exitCode = 1;
  }
}
