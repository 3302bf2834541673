import { claimOwnership } from "../commands/claim-ownership.ts";
import { AppError } from "../errors.ts";
import type { Identity } from "./authenticator.ts";
import { findClerkPerson } from "./clerk-users.ts";

/** Makes a signed-in person the OWNER of an empty installation by its one-time link. @throws as `claimOwnership` does. */
export async function becomeOwner(identity: Identity, token: string, requestId: string): Promise<void> {
  const person = await findClerkPerson(identity.clerkUserId);
  if (!person) throw new AppError("UNAUTHENTICATED", "This account no longer exists.");
  await claimOwnership(person, token, requestId);
}
