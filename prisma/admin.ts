// What whoever operates the server may do beside its pages, on the database of DATABASE_URL or the embedded one:
//
//   npm run admin -- promote-owner <email>                       make this person an owner; the way back without one
//   npm run admin -- invite [--email <a>] [--uses <n>] [--days <n>]   print a link that lets people in
//   npm run admin -- owner-link                                  print the one-time link of an installation without owner
import { parseArgs } from "node:util";
import { z } from "zod";
import { offerOwnerLink } from "../lib/auth/owner-link.ts";
import { createInvite } from "../lib/commands/create-invite.ts";
import { promoteOwner } from "../lib/commands/promote-owner.ts";
import { isAppError } from "../lib/errors.ts";
import { withOfflineProcess } from "./offline-process.ts";

const DAY_MS = 24 * 60 * 60_000;
const inviteOptions = z.object({
  email: z.email().toLowerCase().optional(),
  uses: z.coerce.number().int().min(1).max(10_000).optional(),
  days: z.coerce.number().int().min(1).max(3_650).optional(),
});

const commands: Record<string, (args: string[], appUrl: string) => Promise<string>> = {
  async "promote-owner"([email]) {
    const address = z.email().parse(email);
    await promoteOwner(address);
    return `${address} is an owner now.`;
  },
  async invite(args, appUrl) {
    const options = { email: { type: "string" }, uses: { type: "string" }, days: { type: "string" } } as const;
    const { email, uses, days } = inviteOptions.parse(parseArgs({ args, options }).values);
    const expiresAt = days === undefined ? null : new Date(Date.now() + days * DAY_MS);
    const code = await createInvite({ email: email ?? null, maxUses: uses ?? null, expiresAt });
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
