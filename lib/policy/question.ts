import type { ThreadAction } from "./actions.ts";
import type { Actor, Facts, ParticipantFacts, ThreadFacts } from "./facts.ts";
import { effectiveRank } from "./ranks.ts";

/** One question about a thread, with what every step needs worked out once. */
export interface ThreadQuestion {
  actor: Actor;
  action: ThreadAction;
  facts: Facts;
  thread: ThreadFacts;
  /** The actor's row while it is ACTIVE: only then does it carry a role. */
  inside: ParticipantFacts | null;
  /** The actor's effective rank in the thread. */
  rank: number;
}

/** Puts the question about a thread that is there. */
export function askThread(actor: Actor, action: ThreadAction, facts: Facts, thread: ThreadFacts): ThreadQuestion {
  const { participant } = facts;
  return {
    actor,
    action,
    facts,
    thread,
    inside: participant?.status === "ACTIVE" ? participant : null,
    rank: effectiveRank({ role: actor.role, participant }, thread.kind),
  };
}
