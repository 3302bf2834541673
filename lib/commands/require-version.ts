import { AppError } from "../errors.ts";
import type { CommandContext } from "./command.ts";

/** Refuses to overwrite settings that the actor has not seen. Throws STALE with the present version in `details`. */
export async function requireThreadVersion({ tx }: CommandContext, threadId: string, version: number): Promise<void> {
  const thread = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { version: true } });
  if (thread.version === version) return;
  throw new AppError("STALE", "Somebody else has changed this thread meanwhile. Look at it again first.", {
    version: thread.version,
  });
}
