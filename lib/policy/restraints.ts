import { THREAD_ACTIONS, type ThreadAction } from "./actions.ts";
import type { MessageFacts } from "./facts.ts";
import { EVERYONE_LIMIT } from "./permissions.ts";
import type { ThreadQuestion } from "./question.ts";
import { THREAD_RANK } from "./ranks.ts";
import { RESTORE_MS } from "./thread-state.ts";
import { deny, note, type TraceStep } from "./trace.ts";

/** PERMISSIONS, step 7: reading stays, and leaving, reporting, deleting one's own and personal settings. */
export function timeOutStep({ actor, action, facts, rank }: ThreadQuestion): TraceStep | null {
  const until = facts.participant?.mutedUntil;
  if (!until || until <= facts.now) return null;
  if (rank >= THREAD_RANK.OWNER) return note("timeOut", "exempt", "timeOut.rank", { until });

  const group = THREAD_ACTIONS[action];
  const stays = group === "view" || group === "free";
  const erasesOwn = action === "message.delete" && facts.message?.authorId === actor.id;
  if (stays || erasesOwn) return note("timeOut", "pass", "timeOut.permits", { until });
  return deny("timeOut", "TIMED_OUT", "timeOut.active", { until, retryAfterMs: until - facts.now });
}

/** What cannot be done to a message whose text is gone. */
const NEEDS_TEXT: ReadonlySet<ThreadAction> = new Set([
  "message.edit",
  "message.react",
  "message.reactNew",
  "message.pin",
]);

/** Who deleted a message of their own may take that back for this long (10 minutes). */
export const UNDELETE_MS = 10 * 60 * 1000;

/** What the matrix bounds by number or age: mentioning everyone, the edit window, deleted messages. */
export function limitStep(question: ThreadQuestion): TraceStep | null {
  const { action, facts, thread, rank } = question;
  const { message, now } = facts;
  if (action === "mention.everyone" && thread.memberCount > EVERYONE_LIMIT && rank < THREAD_RANK.MODERATOR) {
    return deny("limit", "FORBIDDEN", "limit.everyone");
  }
  if (!message) return null;

  const { deletedAt } = message;
  if (deletedAt !== null && NEEDS_TEXT.has(action)) {
    return deny("limit", "GONE", "limit.deletedMessage");
  }
  if (deletedAt !== null && action === "deletedBody.read" && now - deletedAt > RESTORE_MS) {
    return deny("limit", "GONE", "limit.bodyErased");
  }
  if (action === "message.restore" && deletedAt !== null) return restoreStep(question, { ...message, deletedAt });
  const seconds = thread.editWindowSeconds;
  if (action === "message.edit" && seconds !== null && now - message.createdAt > seconds * 1000) {
    return deny("limit", "EDIT_WINDOW_CLOSED", "limit.editWindow", { seconds });
  }
  return null;
}

/** A deletion is taken back by its own kind: the author's by the author, a moderator's by moderators. */
function restoreStep(
  { actor, facts }: ThreadQuestion,
  message: MessageFacts & { deletedAt: number },
): TraceStep | null {
  const { authorId, deletedAt } = message;
  const byAuthor = (message.deletedById ?? authorId) === authorId;
  if (byAuthor !== (authorId === actor.id)) {
    return deny("limit", "FORBIDDEN", byAuthor ? "limit.restoreAuthors" : "limit.restoreModerators");
  }
  const allowed = byAuthor ? UNDELETE_MS : RESTORE_MS;
  return facts.now - deletedAt > allowed ? deny("limit", "GONE", "limit.restoreExpired") : null;
}

/** Invariant 8: a block stops a DM, with a code that does not say who blocked whom. */
export function blockStep({ action, facts, thread }: ThreadQuestion): TraceStep | null {
  if (!facts.blocked || thread.kind !== "DM" || THREAD_ACTIONS[action] !== "post") return null;
  return deny("block", "PERSON_UNAVAILABLE", "block.between");
}

/** PERMISSIONS, step 10. The wait is never longer than slow mode itself, whatever the clocks say. */
export function slowModeStep({ action, facts, thread, inside, rank }: ThreadQuestion): TraceStep | null {
  const pause = thread.slowModeSeconds * 1000;
  if (action !== "message.send" && action !== "message.reply") return null;

  const retryAfterMs = Math.min((inside?.lastSentAt ?? 0) + pause - facts.now, pause);
  if (retryAfterMs <= 0) return null;
  if (rank >= THREAD_RANK.MODERATOR) return note("slowMode", "exempt", "slowMode.rank");
  return deny("slowMode", "SLOW_MODE", "slowMode.wait", { retryAfterMs });
}
