import { createClerkClient } from "@clerk/backend";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { AppError } from "../errors.ts";
import { type ClerkPerson, parseClerkPerson } from "./clerk-person.ts";
import { clerkSettings } from "./clerk-settings.ts";

/**
 * The person behind a Clerk user id, asked from the Backend API; null where Clerk knows nobody by it any more.
 * @throws AppError UNAVAILABLE when Clerk does not answer.
 */
export async function findClerkPerson(clerkUserId: string): Promise<ClerkPerson | null> {
  const { publishableKey, secretKey, apiUrl } = clerkSettings(process.env);
  const clerk = createClerkClient({ publishableKey, secretKey, apiUrl, telemetry: { disabled: true } });
  try {
    const user = await clerk.users.getUser(clerkUserId);
    return parseClerkPerson(user.raw);
  } catch (error) {
    if (!isClerkAPIResponseError(error)) throw error;
    if (error.status === 404) return null;
    throw new AppError("UNAVAILABLE", "Clerk does not answer just now. Try again.", undefined, 2_000);
  }
}
