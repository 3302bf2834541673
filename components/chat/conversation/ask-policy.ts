import type { MessageView } from "../../../lib/contract/messages.ts";
import type { PersonView } from "../../../lib/contract/people.ts";
import type { ThreadEntry, ThreadView } from "../../../lib/contract/threads.ts";
import type { ThreadAction } from "../../../lib/policy/actions.ts";
import { type Decision, decide } from "../../../lib/policy/decide.ts";
import type { Facts } from "../../../lib/policy/facts.ts";

export type PolicyView = { me: PersonView; thread: ThreadView; entry: ThreadEntry | null; now: number };

function factsOf({ thread, entry, now }: PolicyView, message: MessageView | null): Facts {
  const moment = (iso: string | null) => (iso === null ? null : Date.parse(iso));
  return {
    now,
    thread,
    participant: entry && { ...entry, mutedUntil: moment(entry.mutedUntil) },
    // Left out where the question is about no message: null would say that there should be one and is not.
    ...(message && {
      message: {
        authorId: message.authorId,
        createdAt: Date.parse(message.createdAt),
        seq: message.seq,
        deletedAt: moment(message.deletedAt),
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
  | { kind: "refused" };

const OUTSIDE = new Set(["JOIN_FIRST", "FORBIDDEN", "NOT_FOUND"]);

/** Why the person cannot write here at this moment, or null when they can. */
export function whyNotPosting(view: PolicyView): PostingBar | null {
  const { allow, code, details } = askPolicy("message.send", view);
  if (allow) return null;
  if (code === "THREAD_ARCHIVED") return { kind: "archived" };
  if (code === "THREAD_LOCKED") return { kind: "locked" };
  if (code === "ANNOUNCEMENT_ONLY") return { kind: "announcement" };
  if (code === "TIMED_OUT" && details?.until !== undefined) return { kind: "timedOut", until: details.until };
  if (view.entry === null && view.thread.kind === "PUBLIC" && OUTSIDE.has(code ?? "")) return { kind: "join" };
  return { kind: "refused" };
}
