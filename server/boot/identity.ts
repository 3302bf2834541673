import { join } from "node:path";
import { LOCAL_CAST, LOCAL_CAST_PASSWORD } from "../../lib/auth/local-cast.ts";
import type { LocalClerk, LocalParts } from "./local-parts.ts";
import { step } from "./progress.ts";
import type { Stopping } from "./stopping.ts";

/** Starts the stand-in for Clerk with the cast's accounts, and points Clerk's SDKs at it: before Next is created. */
export async function startLocalIdentity(
  local: LocalParts,
  {
    dataDir,
    origin,
    stopping,
    log,
  }: { dataDir: string; origin: string; stopping: Stopping; log: (line: string) => void },
): Promise<LocalClerk> {
  return step("Identity, local stand-in for Clerk", async () => {
    const [{ createLocalClerk }, { applyLocalClerkEnv }] = await Promise.all([local.clerk(), local.clerkKeys()]);
    const clerk = createLocalClerk({ dir: join(dataDir, "local-auth"), origin, log });
    stopping.onStop("local identity", () => clerk.close());
    applyLocalClerkEnv(clerk.keys, origin, process.env);
    for (const { clerkId, part: _, ...account } of LOCAL_CAST)
      await clerk.ensureUser({ id: clerkId, password: LOCAL_CAST_PASSWORD, ...account });
    return clerk;
  });
}
