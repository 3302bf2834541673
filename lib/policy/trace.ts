import type { ErrorCode } from "../contract/error-status.ts";
import type { SystemRole, ThreadKind, ThreadRole } from "../contract/roles.ts";
import type { ThreadAction } from "./actions.ts";

/** The steps in the order in which they are taken. */
export type StepName =
  | "account"
  | "existence"
  | "ban"
  | "state"
  | "message"
  | "role"
  | "override"
  | "timeOut"
  | "implied"
  | "limit"
  | "block"
  | "standing"
  | "lastOwner"
  | "slowMode";

/** Why a step came out as it did; `explain` has a sentence for each. */
export type Reason =
  | "account.active"
  | "account.inactive"
  | "thread.known"
  | "thread.hidden"
  | "banned"
  | "state.open"
  | "state.permits"
  | "state.rank"
  | "state.locked"
  | "state.archived"
  | "state.archivedSettings"
  | "state.deleted"
  | "state.restoreExpired"
  | "state.announcement"
  | "message.known"
  | "message.hidden"
  | "role.everyone"
  | "role.inherited"
  | "role.own"
  | "role.grants"
  | "role.system"
  | "role.lacks"
  | "role.outsider"
  | "override.role"
  | "override.member"
  | "timeOut.active"
  | "timeOut.permits"
  | "timeOut.rank"
  | "implied.send"
  | "implied.react"
  | "implied.read"
  | "limit.everyone"
  | "limit.deletedMessage"
  | "limit.bodyErased"
  | "limit.editWindow"
  | "limit.restoreAuthors"
  | "limit.restoreModerators"
  | "limit.restoreExpired"
  | "block.between"
  | "standing.above"
  | "standing.stepsDown"
  | "standing.ownerAppoints"
  | "standing.self"
  | "standing.notSelf"
  | "standing.rank"
  | "standing.grantRank"
  | "standing.unnamed"
  | "standing.noTarget"
  | "standing.notMember"
  | "standing.unavailable"
  | "standing.overrideManages"
  | "standing.overrideLacks"
  | "lastOwner.thread"
  | "lastOwner.workspace"
  | "slowMode.wait"
  | "slowMode.rank";

/** `lack` says that the role does not hold it, which an override may still mend; only `deny` ends the matter. */
export type Outcome = "pass" | "grant" | "lack" | "exempt" | "deny";

/** A denial has a code, and nothing else has. */
type Outcomes = { outcome: Exclude<Outcome, "deny">; code: null } | { outcome: "deny"; code: ErrorCode };

interface Values {
  /** What the actor is in the thread. */
  role?: ThreadRole;
  /** What the actor is in the workspace; for a system action that is denied, the least role that may do it. */
  systemRole?: SystemRole;
  kind?: ThreadKind;
  /** The permission that an override would hand on without having it. */
  permission?: ThreadAction;
  /** Milliseconds since 1970 at which a time-out ends. */
  until?: number;
  /** Milliseconds until it is worth trying again. */
  retryAfterMs?: number;
  /** Length of the edit window. */
  seconds?: number;
}

export type TraceStep = { step: StepName; reason: Reason } & Outcomes & Values;

/** A step that lets the question through. */
export function note(step: StepName, outcome: Exclude<Outcome, "deny">, reason: Reason, values?: Values): TraceStep {
  return { step, outcome, reason, code: null, ...values };
}

/** The step that ends the matter. */
export function deny(step: StepName, code: ErrorCode, reason: Reason, values?: Values): TraceStep {
  return { step, outcome: "deny", reason, code, ...values };
}
