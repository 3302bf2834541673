import { z } from "zod";
import { id, time } from "./ids.ts";
import { participantStatus, threadRole } from "./roles.ts";
import { text } from "./text.ts";

/** A person's place in a thread, as everybody in it sees it. */
export const participantView = z.object({
  threadId: id,
  userId: id,
  role: threadRole,
  status: participantStatus,
  mutedUntil: time.nullable(),
  joinedAt: time,
});
export type ParticipantView = z.infer<typeof participantView>;

export const participantList = z.object({ participants: z.array(participantView), head: z.int() });
export type ParticipantList = z.infer<typeof participantList>;

export const addParticipantsInput = z.strictObject({ threadId: id, userIds: z.array(id).min(1).max(50) });
export const removeParticipantInput = z.strictObject({ threadId: id, userId: id, reason: text(500).optional() });
export const setParticipantRoleInput = z.strictObject({ threadId: id, userId: id, role: threadRole });
