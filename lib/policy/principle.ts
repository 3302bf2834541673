import type { Action } from "./actions.ts";
import { type Decision, decide } from "./decide.ts";
import type { Actor, Facts, MessageFacts, TargetFacts } from "./facts.ts";

/**
 * Whether the person could do it to somebody or something: `decide` with the easiest subject where none is named (an
 * own new message, a guest). For showing or hiding a control and for the explorer; never for letting a write through.
 */
export function decideInPrinciple(actor: Actor, action: Action, facts: Facts): Decision {
  return decide(actor, action, { ...easiestSubject(actor, action, facts.now), ...facts });
}

function easiestSubject(actor: Actor, action: Action, now: number): Partial<Facts> {
  const message: MessageFacts = { authorId: actor.id, createdAt: now, seq: Number.MAX_SAFE_INTEGER, deletedAt: null };
  if (action.startsWith("message.") || action === "deletedBody.read") return { message };
  if (action === "thread.overrides") return { proposedOverride: { role: "GUEST", userId: null, allow: [], deny: [] } };
  if (action === "role.set") return { target: guest, newRole: "MEMBER" };
  if (action === "user.setRole") return { target: guest, newSystemRole: "MEMBER" };
  if (action.startsWith("member.") || action.startsWith("user.") || action === "person.block") return { target: guest };
  return {};
}

const guest: TargetFacts = {
  id: "",
  systemRole: "MEMBER",
  status: "ACTIVE",
  participant: { role: "GUEST", status: "ACTIVE", mutedUntil: null },
};
