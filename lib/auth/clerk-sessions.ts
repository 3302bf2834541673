import { createClerkClient } from "@clerk/backend";
import { isClerkAPIResponseError } from "@clerk/backend/errors";
import { clerkSettings } from "./clerk-settings.ts";

/** One order to end sessions at Clerk: one session, or, where `sessionId` is null, all that began up to `before`. */
export type SessionOrder = { clerkUserId: string; sessionId: string | null; before: Date };

/**
 * Ends sessions at Clerk through the Backend API; what is over already, or not known there, is as wanted. Gives the ids.
 * @throws Error where Clerk did not take it: it is to be asked again.
 */
export async function endClerkSessions({ clerkUserId, sessionId, before }: SessionOrder): Promise<string[]> {
  const { publishableKey, secretKey, apiUrl } = clerkSettings(process.env);
  const { sessions } = createClerkClient({ publishableKey, secretKey, apiUrl, telemetry: { disabled: true } });
  const ids =
    sessionId === null
      ? (await sessions.getSessionList({ userId: clerkUserId, status: "active", limit: 500 })).data
          .filter(({ createdAt }) => createdAt <= before.getTime())
          .map(({ id }) => id)
      : [sessionId];
  for (const id of ids) await sessions.revokeSession(id).catch(unlessOver);
  return ids;
}

/** Clerk refuses to end what is over: 404 for what it never knew or has forgotten, 400 or 422 for what has ended. */
function unlessOver(error: unknown): void {
  if (!isClerkAPIResponseError(error) || ![400, 404, 422].includes(error.status)) throw error;
}
