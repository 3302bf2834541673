import { offerOwnerLink } from "../../lib/auth/owner-link.ts";
import type { Logger } from "../../lib/log.ts";

/** Prints the one-time link to an installation that has no OWNER yet (PERMISSIONS, Words). On the terminal, not in the log. */
export async function printOwnerLink(appUrl: string, log: Logger): Promise<void> {
  const link = await offerOwnerLink(appUrl);
  if (link === null) return;
  log.warn("this installation has no owner: whoever opens the link printed next becomes it");
  console.log(`\n  Open this once to own the workspace:\n\n  ${link}\n`);
}
