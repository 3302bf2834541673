import type { ErrorCode } from "../contract/error-status.ts";
import type { ThreadState } from "../contract/roles.ts";
import { type ActionGroup, THREAD_ACTIONS, type ThreadAction } from "./actions.ts";
import type { Facts, ThreadFacts } from "./facts.ts";
import type { ThreadQuestion } from "./question.ts";
import { SYSTEM_RANK, THREAD_RANK } from "./ranks.ts";
import { deny, note, type Reason, type TraceStep } from "./trace.ts";

/** A deleted thread can be restored, and a deleted body read by moderators, for this long (30 days). */
export const RESTORE_MS = 30 * 24 * 60 * 60 * 1000;

const NEVER = Number.POSITIVE_INFINITY;

/** The rank that a state asks for, by group of actions; `others` for the groups not named. */
const RANK_NEEDED: Record<ThreadState, { others: number } & Partial<Record<ActionGroup, number>>> = {
  OPEN: { others: 0 },
  LOCKED: { others: 0, post: THREAD_RANK.MODERATOR },
  ARCHIVED: { others: 0, post: NEVER, moderate: NEVER, settings: THREAD_RANK.OWNER },
  DELETED: { others: NEVER, view: SYSTEM_RANK.ADMIN, restore: 0 },
};

const REFUSAL: Record<Exclude<ThreadState, "OPEN">, { code: ErrorCode; reason: Reason }> = {
  LOCKED: { code: "THREAD_LOCKED", reason: "state.locked" },
  ARCHIVED: { code: "THREAD_ARCHIVED", reason: "state.archived" },
  DELETED: { code: "THREAD_DELETED", reason: "state.deleted" },
};

/** What an announcement thread keeps for moderators: new messages and all that goes out with them, not reactions. */
const ANNOUNCING: ReadonlySet<ThreadAction> = new Set([
  "message.send",
  "message.reply",
  "message.attach",
  "link.preview",
  "mention.everyone",
  "typing.send",
]);

/** PERMISSIONS, step 4: what the state and the announcement flag leave. */
export function stateStep({ action, facts, thread, rank }: ThreadQuestion): TraceStep {
  const { state } = thread;
  const group = THREAD_ACTIONS[action];
  const needed = RANK_NEEDED[state][group] ?? RANK_NEEDED[state].others;

  if (state !== "OPEN" && rank < needed) {
    const reason = group === "settings" && needed !== NEVER ? "state.archivedSettings" : REFUSAL[state].reason;
    return deny("state", REFUSAL[state].code, reason, { kind: thread.kind });
  }
  if (group === "restore" && state === "DELETED" && !isRestorable(facts, thread)) {
    return deny("state", "THREAD_DELETED", "state.restoreExpired");
  }
  if (thread.announcement && ANNOUNCING.has(action) && rank < THREAD_RANK.MODERATOR) {
    return deny("state", "ANNOUNCEMENT_ONLY", "state.announcement");
  }
  if (needed > 0) return note("state", "exempt", "state.rank");
  return note("state", "pass", state === "OPEN" ? "state.open" : "state.permits");
}

function isRestorable({ now }: Facts, { deletedAt }: ThreadFacts): boolean {
  return typeof deletedAt === "number" && now - deletedAt <= RESTORE_MS;
}
