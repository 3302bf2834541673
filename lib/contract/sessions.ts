import { z } from "zod";
import { id, time } from "./ids.ts";
import { reason } from "./reason.ts";

/** Clerk's id of a session. */
export const sessionId = z.string().regex(/^[\w-]{1,255}$/);

/** A session of a person: a browser on a device that is signed in. */
export const sessionView = z.object({
  id: sessionId,
  device: z.string().nullable(),
  ip: z.string().nullable(),
  startedAt: time,
  lastSeenAt: time,
  /** Whether it is the one that asks. */
  current: z.boolean(),
});
export type SessionView = z.infer<typeof sessionView>;

export const sessionList = z.object({ sessions: z.array(sessionView) });
export const endSessionInput = z.strictObject({ sessionId });
export const signOutUserInput = z.strictObject({ userId: id, reason });
export const endUserSessionInput = z.strictObject({ userId: id, sessionId, reason });
