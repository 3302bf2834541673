import type { MessageView } from "../../../lib/contract/messages.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ThreadEntry, ThreadView } from "../../../lib/contract/threads.ts";
import type { ThreadAction } from "../../../lib/policy/actions.ts";
import { type Decision, decide } from "../../../lib/policy/decide.ts";
import { explain } from "../../../lib/policy/explain.ts";
import type { Facts } from "../../../lib/policy/facts.ts";
import { factsOfViews, moment } from "../../threads/policy-facts.ts";

export type PolicyView = {
  me: PersonView;
  thread: ThreadView;
  entry: ThreadEntry | null;
  now: number;
  /** The viewer blocks the other person of a DM; that the other blocks them, only a send tells. */
  blocks?: boolean;
};

function factsOf({ now, blocks = false, ...views }: PolicyView, message: MessageView | null): Facts {
  return {
    now,
    ...factsOfViews(views),
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

export type PostingBar =
  | { kind: "join" }
  | { kind: "archived" }
  | { kind: "locked" }
  | { kind: "announcement" }
  | { kind: "timedOut"; until: number }
  | { kind: "blocked" }
  /** In the policy's own words. */
  | { kind: "refused"; why: string };

const OUTSIDE = new Set(["JOIN_FIRST", "FORBIDDEN", "NOT_FOUND"]);

/** Why the person cannot write here at this moment, or null when they can. */
export function whyNotPosting(view: PolicyView): PostingBar | null {
  const decision = askPolicy("message.send", view);
  const { allow, code, details } = decision;
  // Slow mode is no reason to take the composer away: what is sent waits its turn.
  if (allow || code === "SLOW_MODE") return null;
  if (code === "THREAD_ARCHIVED") return { kind: "archived" };
  if (code === "THREAD_LOCKED") return { kind: "locked" };
  if (code === "ANNOUNCEMENT_ONLY") return { kind: "announcement" };
  if (code === "TIMED_OUT" && details?.until !== undefined) return { kind: "timedOut", until: details.until };
  if (view.entry === null && view.thread.kind === "PUBLIC" && OUTSIDE.has(code ?? "")) return { kind: "join" };
  if (code === "PERSON_UNAVAILABLE") return { kind: "blocked" };
  return { kind: "refused", why: explain("message.send", decision) };
}
