import type { ThreadAction } from "./actions.ts";
import type { TargetFacts } from "./facts.ts";
import { holdsInFull } from "./holding.ts";
import { isOverridable } from "./overrides.ts";
import type { ThreadQuestion } from "./question.ts";
import { effectiveRank, isDirect, THREAD_RANK } from "./ranks.ts";
import { deny, note, type TraceStep } from "./trace.ts";

const ON_A_PERSON: ReadonlySet<ThreadAction> = new Set([
  "member.remove",
  "member.timeout",
  "member.ban",
  "member.unban",
  "role.set",
]);

/** PERMISSIONS, step 9, in a thread: acting on a person, adding one, and handing out permissions. */
export function standingStep(question: ThreadQuestion): TraceStep | null {
  const { action } = question;
  if (action === "member.add") return addingStep(question);
  if (action === "thread.overrides") return overridingStep(question);
  return ON_A_PERSON.has(action) ? personStep(question) : null;
}

function personStep(question: ThreadQuestion): TraceStep {
  const { actor, action, facts, rank, thread } = question;
  const { target } = facts;
  if (!target) return noTarget(target);
  if (target.id === actor.id) return selfStep(question);
  if (action === "role.set" && target.participant?.status !== "ACTIVE") {
    return deny("standing", "PERSON_UNAVAILABLE", "standing.notMember");
  }
  if (rank <= rankOf(target, thread.kind)) return deny("standing", "RANK", "standing.rank", { systemRole: actor.role });
  return action === "role.set" ? grantingStep(question) : note("standing", "pass", "standing.above");
}

/** Nobody acts on themself but to leave (an action of its own) or to step down. */
function selfStep({ action, facts, inside }: ThreadQuestion): TraceStep {
  const { newRole } = facts;
  const stepsDown = action === "role.set" && inside && newRole && THREAD_RANK[newRole] < THREAD_RANK[inside.role];
  return stepsDown ? note("standing", "pass", "standing.stepsDown") : deny("standing", "SELF", "standing.self");
}

/** Granting needs a rank above the new role; but a thread OWNER may appoint another. */
function grantingStep({ facts, inside, rank, thread }: ThreadQuestion): TraceStep {
  const { newRole } = facts;
  if (!newRole) return deny("standing", "FORBIDDEN", "standing.unnamed");
  if (rank > THREAD_RANK[newRole]) return note("standing", "pass", "standing.above");
  const appoints = inside?.role === "OWNER" && !isDirect(thread.kind);
  if (appoints) return note("standing", "pass", "standing.ownerAppoints");
  return deny("standing", "RANK", "standing.grantRank");
}

/** Adding is no act against a person, so MEMBERs add MEMBERs; a higher role at once is a grant like any other. */
function addingStep(question: ThreadQuestion): TraceStep | null {
  const { actor, facts } = question;
  const { target, newRole } = facts;
  if (!target) return noTarget(target);
  if (target.id === actor.id) return deny("standing", "SELF", "standing.self");
  if (target.status !== "ACTIVE" || target.participant?.status === "BANNED" || facts.blocked) {
    return deny("standing", "PERSON_UNAVAILABLE", "standing.unavailable");
  }
  return newRole === "MODERATOR" || newRole === "OWNER" ? grantingStep(question) : null;
}

/** Invariant 7: an override switches participation only, for lower ranks only, and allows nothing its setter lacks. */
function overridingStep(question: ThreadQuestion): TraceStep {
  const { actor, facts, rank, thread } = question;
  const { proposedOverride: proposed, target } = facts;
  if (!proposed) return deny("standing", "FORBIDDEN", "standing.unnamed");
  if (proposed.userId !== null) {
    if (!target || target.id !== proposed.userId) return noTarget(target);
    if (target.id === actor.id) return deny("standing", "SELF", "standing.self");
    if (rank <= rankOf(target, thread.kind))
      return deny("standing", "RANK", "standing.rank", { systemRole: actor.role });
  } else if (proposed.role === null) {
    return deny("standing", "FORBIDDEN", "standing.unnamed");
  } else if (rank <= THREAD_RANK[proposed.role]) {
    return deny("standing", "RANK", "standing.rank", { systemRole: actor.role });
  }
  if (![...proposed.allow, ...proposed.deny].every(isOverridable)) {
    return deny("standing", "FORBIDDEN", "standing.overrideManages");
  }
  const lacked = proposed.allow.find((permission) => !holdsInFull(question, permission));
  if (lacked) return deny("standing", "FORBIDDEN", "standing.overrideLacks", { permission: lacked });
  return note("standing", "pass", "standing.above");
}

/** Invariant 2: a thread keeps an OWNER; the last one neither leaves nor steps down, nor is demoted. */
export function lastThreadOwnerStep({ action, actor, facts, inside, thread }: ThreadQuestion): TraceStep | null {
  if (isDirect(thread.kind) || (facts.ownerCount ?? 1) > 1) return null;
  const leaves = action === "thread.leave" && inside?.role === "OWNER";
  const changed = facts.target?.id === actor.id ? inside : facts.target?.participant;
  const loses = action === "role.set" && changed?.role === "OWNER" && facts.newRole !== "OWNER";
  return leaves || loses ? deny("lastOwner", "LAST_OWNER", "lastOwner.thread") : null;
}

function rankOf(target: TargetFacts, kind: ThreadQuestion["thread"]["kind"]): number {
  return effectiveRank({ role: target.systemRole, participant: target.participant }, kind);
}

/** `null` was looked for and is not there; `undefined` was never named, and nothing is allowed on nobody. */
export function noTarget(target: TargetFacts | null | undefined): TraceStep {
  if (target === null) return deny("standing", "NOT_FOUND", "standing.noTarget");
  return deny("standing", "FORBIDDEN", "standing.unnamed");
}
