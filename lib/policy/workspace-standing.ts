import type { SystemAction } from "./actions.ts";
import type { Actor, Facts } from "./facts.ts";
import { LEAST_ROLE } from "./permissions.ts";
import { SYSTEM_RANK } from "./ranks.ts";
import { noTarget } from "./standing.ts";
import { deny, note, type TraceStep } from "./trace.ts";

/** One question about the workspace rather than a thread. */
export interface SystemQuestion {
  actor: Actor;
  action: SystemAction;
  facts: Facts;
}

/** What the system role alone allows. */
export function systemRoleStep({ actor, action }: SystemQuestion): TraceStep {
  const holds = SYSTEM_RANK[actor.role] >= SYSTEM_RANK[LEAST_ROLE[action]];
  const values = { systemRole: actor.role };
  return holds
    ? note("role", "grant", "role.system", values)
    : deny("role", "FORBIDDEN", "role.lacks", { systemRole: LEAST_ROLE[action] });
}

/** PERMISSIONS, step 9, in the workspace: an ADMIN touches neither ADMINs nor OWNERs. */
export function systemStandingStep(question: SystemQuestion): TraceStep | null {
  const { actor, action, facts } = question;
  const { target } = facts;
  switch (action) {
    case "user.suspend":
    case "user.restore":
    case "user.signOut":
    case "user.setRole":
      return managingStep(question);
    case "profile.edit":
    case "account.leave":
      return target === undefined || target?.id === actor.id ? null : deny("standing", "FORBIDDEN", "standing.notSelf");
    case "person.view":
      return target === null ? noTarget(target) : null;
    // Nobody judges what they wrote themself.
    case "report.resolve":
      return target?.id === actor.id ? deny("standing", "SELF", "standing.self") : null;
    case "person.block":
      if (!target) return noTarget(target);
      return target.id === actor.id ? deny("standing", "SELF", "standing.self") : null;
    case "dm.create":
      return contactStep(question);
    default:
      return null;
  }
}

/** Invariant 1: at least one ACTIVE system OWNER, always. */
export function lastSystemOwnerStep({ actor, action, facts }: SystemQuestion): TraceStep | null {
  if ((facts.ownerCount ?? 1) > 1) return null;
  const { target, newSystemRole } = facts;
  const leaves = action === "account.leave" && actor.role === "OWNER";
  const loses =
    action === "user.setRole" &&
    target?.systemRole === "OWNER" &&
    target.status === "ACTIVE" &&
    newSystemRole !== "OWNER";
  return leaves || loses ? deny("lastOwner", "LAST_OWNER", "lastOwner.workspace") : null;
}

function managingStep({ actor, action, facts }: SystemQuestion): TraceStep {
  const { target, newSystemRole } = facts;
  const setsRole = action === "user.setRole";
  if (!target) return noTarget(target);
  if (setsRole && !newSystemRole) return deny("standing", "FORBIDDEN", "standing.unnamed");

  const granted = newSystemRole && setsRole ? SYSTEM_RANK[newSystemRole] : 0;
  const own = SYSTEM_RANK[actor.role];
  if (target.id === actor.id) {
    if (setsRole && granted < own) return note("standing", "pass", "standing.stepsDown");
    return deny("standing", "SELF", "standing.self");
  }
  if (target.status === "DELETED") return deny("standing", "PERSON_UNAVAILABLE", "standing.unavailable");
  if (setsRole && actor.role === "OWNER") return note("standing", "pass", "standing.ownerAppoints");
  if (own <= SYSTEM_RANK[target.systemRole])
    return deny("standing", "RANK", "standing.rank", { systemRole: actor.role });
  if (own <= granted) return deny("standing", "RANK", "standing.grantRank");
  return note("standing", "pass", "standing.above");
}

/** Opening a DM with one person; a GROUP_DM names no single target here. */
function contactStep({ actor, facts }: SystemQuestion): TraceStep | null {
  const { target } = facts;
  if (target === undefined) return null;
  if (target === null) return noTarget(target);
  if (target.id === actor.id) return deny("standing", "SELF", "standing.self");
  const reachable = target.status === "ACTIVE" && !facts.blocked;
  return reachable ? null : deny("standing", "PERSON_UNAVAILABLE", "standing.unavailable");
}
