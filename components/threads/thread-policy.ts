"use client";

import { useEntry, useMe, useParticipants, useThread } from "../../lib/client/hooks.ts";
import type { ParticipantView } from "../../lib/contract/participants.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import type { ThreadAction } from "../../lib/policy/actions.ts";
import { decide } from "../../lib/policy/decide.ts";
import { explain } from "../../lib/policy/explain.ts";
import type { Facts, TargetFacts } from "../../lib/policy/facts.ts";
import { decideInPrinciple } from "../../lib/policy/principle.ts";
import { factsOfViews, moment } from "./policy-facts.ts";

/** What the policy says, as far as the browser knows: `why` is null where it is allowed. It greys controls, no more. */
export type Verdict = { allowed: boolean; why: string | null };

type Extra = Pick<Facts, "target" | "newRole" | "proposedOverride">;

/** Asks the policy about this thread on behalf of the viewer. */
export function useThreadPolicy(threadId: string): (action: ThreadAction, extra?: Extra) => Verdict {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  const participants = useParticipants(threadId);
  const ownerCount = participants?.filter(({ role }) => role === "OWNER").length;
  return (action, extra) => {
    // Without a named person the question is whether it could be done to anybody at all.
    const judge = extra?.target ? decide : decideInPrinciple;
    const decision = judge(me, action, {
      now: Date.now(),
      ...factsOfViews({ me, thread, entry }),
      ...(ownerCount === undefined ? {} : { ownerCount }),
      ...extra,
    });
    return { allowed: decision.allow, why: decision.allow ? null : explain(action, decision) };
  };
}

/** A member as the person acted on. */
export const targetOf = (person: PersonView, participant: ParticipantView): TargetFacts => ({
  id: person.id,
  systemRole: person.role,
  status: person.status,
  participant: {
    role: participant.role,
    status: participant.status,
    mutedUntil: moment(participant.mutedUntil),
  },
});
