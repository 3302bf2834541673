import type { Actor, ParticipantFacts, ThreadFacts } from "./facts.ts";
import type { ThreadQuestion } from "./question.ts";
import { inherits, isDirect } from "./ranks.ts";
import { deny, note, type TraceStep } from "./trace.ts";

/**
 * PERMISSIONS, step 2: whether the person may know that the thread exists. Who was banned knows (and is told so), who
 * left does not. A DELETED thread is known to those who were in it and to system ADMIN and OWNER, who may restore it.
 */
export function knowsThread(
  actor: Actor,
  thread: ThreadFacts,
  participant: ParticipantFacts | null | undefined,
): boolean {
  if (participant?.status === "ACTIVE" || inherits(actor.role, thread.kind)) return true;
  if (thread.state === "DELETED") return false;
  return thread.kind === "PUBLIC" || participant?.status === "BANNED";
}

/**
 * The first seq that the person reads: 1 = the whole history, null = nothing; asked once `history.read` is allowed.
 * GUESTs of PRIVATE threads and people in GROUP_DM read from joining on (`joinedSeq` itself is the head before that).
 * A PUBLIC thread is open to everybody, so being its guest cannot show less than being a stranger to it.
 */
export function historyFrom(thread: ThreadFacts, participant: ParticipantFacts | null | undefined): number | null {
  if (thread.kind === "PUBLIC") return 1;
  if (participant?.status !== "ACTIVE") return null;
  const fromJoining = isDirect(thread.kind) ? thread.kind === "GROUP_DM" : participant.role === "GUEST";
  return fromJoining ? participant.joinedSeq + 1 : 1;
}

/** PERMISSIONS, step 2, for a message: one from before the person's history answers like a missing one. */
export function messageStep({ facts, thread, inside }: ThreadQuestion): TraceStep | null {
  const { message } = facts;
  if (message === undefined) return null;
  if (message === null || message.seq < (historyFrom(thread, inside) ?? 0)) {
    return deny("message", "NOT_FOUND", "message.hidden");
  }
  return note("message", "pass", "message.known");
}

/** PERMISSIONS, step 3: PUBLIC threads too, and whatever the system role. */
export function banStep({ facts }: ThreadQuestion): TraceStep | null {
  return facts.participant?.status === "BANNED" ? deny("ban", "THREAD_BANNED", "banned") : null;
}
