import type { ErrorCode } from "../../lib/contract/error-status.ts";
import { notifyFailure } from "../ui/toast.ts";

const SENTENCES: Partial<Record<ErrorCode, string>> = {
  UNAUTHENTICATED: "You are signed out. Sign in again to go on.",
  FORBIDDEN: "You may not do that here.",
  RANK: "They stand as high as you do, or higher.",
  SELF: "You cannot do that to yourself.",
  JOIN_FIRST: "Join the thread first.",
  THREAD_ARCHIVED: "The thread is archived.",
  THREAD_LOCKED: "The thread is locked.",
  STALE: "Somebody else changed this meanwhile. Look at it as it is now, and try again.",
  PERSON_UNAVAILABLE: "This person cannot be reached or added.",
  NOT_FOUND: "It is not there any more, or you may no longer see it.",
  RATE_LIMITED: "That was a lot at once. Wait a moment and try again.",
  UNAVAILABLE: "The server cannot be reached. Try again in a moment.",
  INTERNAL: "Something went wrong on the server. Nothing was changed.",
};

/** What went wrong, for people: by its code, else the server's own words, else that the server is out of reach. */
export function failureText(error: unknown): string {
  const { code, message } = error as { code?: ErrorCode; message?: string };
  return (code && (SENTENCES[code] ?? message)) || "The server cannot be reached. Try again in a moment.";
}

/** Waits for something a person asked for; a failure is told in a toast and answered with undefined. */
export async function attempt<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    notifyFailure(failureText(error));
    return undefined;
  }
}
