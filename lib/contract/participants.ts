import { z } from "zod";
import { id, time } from "./ids.ts";
import { switches } from "./participation.ts";
import { reason } from "./reason.ts";
import { participantStatus, threadRole } from "./roles.ts";

/** A person's place in a thread, as everybody in it sees it. */
export const participantView = z.object({
  threadId: id,
  userId: id,
  role: threadRole,
  status: participantStatus,
  mutedUntil: time.nullable(),
  /** What this person may here beyond and below their role. */
  override: switches,
  joinedAt: time,
});
export type ParticipantView = z.infer<typeof participantView>;

export const participantList = z.object({ participants: z.array(participantView), head: z.int() });
export type ParticipantList = z.infer<typeof participantList>;

/** A GUEST of a PRIVATE thread sees what is written from now on. */
export const addParticipantsInput = z.strictObject({
  threadId: id,
  userIds: z.array(id).min(1).max(50),
  role: z.enum(["GUEST", "MEMBER"]).default("MEMBER"),
});
export const removeParticipantInput = z.strictObject({ threadId: id, userId: id, reason: reason.optional() });
export const setParticipantRoleInput = z.strictObject({
  threadId: id,
  userId: id,
  role: threadRole,
  reason: reason.optional(),
});
