import type { MessageView } from "../../../lib/contract/messages.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ThreadRole } from "../../../lib/contract/roles.ts";
import type { ThreadEntry, ThreadView } from "../../../lib/contract/threads.ts";
import type { ThreadAction } from "../../../lib/policy/actions.ts";
import { type Decision, decide } from "../../../lib/policy/decide.ts";
import { explain } from "../../../lib/policy/explain.ts";
import { helperRole } from "../../../lib/policy/who-helps.ts";
import type { Facts } from "../../../lib/policy/facts.ts";
import { factsOfViews, moment } from "../../threads/policy-facts.ts";

export type PolicyView = {
  me: PersonView;
  thread: ThreadView;
  entry: ThreadEntry | null;
  now: number;
  /** When the viewer last wrote here, in ms since 1970: what slow mode counts from. */
  lastSentAt?: number | null;
  /** The viewer blocks the other person of a DM; that the other blocks them, only a send tells. */
  blocks?: boolean;
};

function factsOf({ now, lastSentAt, blocks = false, ...views }: PolicyView, message: MessageView | null): Facts {
  const { participant, ...facts } = factsOfViews(views);
  return {
    now,
    ...facts,
    participant: participant && { ...participant, lastSentAt: lastSentAt ?? null },
    blocked: blocks,
    // Left out where the question is about no message: null would say that there should be one and is not.
    ...(message && {
      message: {
        authorId: message.authorId,
        createdAt: Date.parse(message.createdAt),
        seq: message.seq,
        deletedAt: moment(message.deletedAt),
        deletedById: message.deletedById,
      },
    }),
  };
}

/** What the policy says to an action here, as far as the browser knows the facts: to grey a control, never to decide. */
export function askPolicy(action: ThreadAction, view: PolicyView, message: MessageView | null = null): Decision {
  return decide(view.me, action, factsOf(view, message));
}

/** Why something cannot be done, in the policy's words, and the least role of those who could help. */
export type WhyNot = { why: string; helper: ThreadRole | null };

/** Null where it can be done. */
export function whyNot(action: ThreadAction, view: PolicyView, message: MessageView | null = null): WhyNot | null {
  const decision = askPolicy(action, view, message);
  return decision.allow ? null : { why: explain(action, decision), helper: helperRole(action, decision) };
}

export type PostingBar =
  | { kind: "join" }
  | { kind: "timedOut"; until: number }
  | { kind: "blocked" }
  | ({ kind: "archived" | "locked" | "announcement" | "refused" } & WhyNot);

const KINDS: Partial<Record<string, "archived" | "locked" | "announcement">> = {
  THREAD_ARCHIVED: "archived",
  THREAD_LOCKED: "locked",
  ANNOUNCEMENT_ONLY: "announcement",
};
const OUTSIDE = new Set(["JOIN_FIRST", "FORBIDDEN", "NOT_FOUND"]);

/** Why the person cannot write here at this moment, or null when they can. */
export function whyNotPosting(view: PolicyView): PostingBar | null {
  const decision = askPolicy("message.send", view);
  const { allow, code, details } = decision;
  // Slow mode is no reason to take the composer away: what is sent waits its turn.
  if (allow || code === "SLOW_MODE") return null;
  if (code === "TIMED_OUT" && details?.until !== undefined) return { kind: "timedOut", until: details.until };
  if (view.entry === null && view.thread.kind === "PUBLIC" && OUTSIDE.has(code ?? "")) return { kind: "join" };
  if (code === "PERSON_UNAVAILABLE") return { kind: "blocked" };
  const [why, helper] = [explain("message.send", decision), helperRole("message.send", decision)];
  return { kind: KINDS[code ?? ""] ?? "refused", why, helper };
}
