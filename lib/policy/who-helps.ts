import type { ThreadRole } from "../contract/roles.ts";
import { isThreadAction, type Action } from "./actions.ts";
import type { Decision } from "./decide.ts";
import { rolesHolding } from "./permissions.ts";
import type { Reason, TraceStep } from "./trace.ts";

/** The least role that can take away what stands in the way, where that does not depend on the action. */
const LEAST: Partial<Record<Reason, ThreadRole>> = {
  banned: "MODERATOR",
  "state.locked": "MODERATOR",
  "state.archived": "MODERATOR",
  "state.archivedSettings": "MODERATOR",
  "state.announcement": "MODERATOR",
  "timeOut.active": "MODERATOR",
  "limit.everyone": "MODERATOR",
  "limit.editWindow": "OWNER",
  "override.role": "OWNER",
  "override.member": "OWNER",
  "implied.send": "OWNER",
  "implied.react": "OWNER",
};

/**
 * The least thread role of those who can help somebody whom this refuses: by lifting what stands in the way, or by doing
 * it for them. Null where it is allowed, where waiting or the person's own doing is what helps, and where nobody can.
 */
export function helperRole(action: Action, { allow, trace }: Decision): ThreadRole | null {
  const step = trace.at(-1);
  if (allow || !step) return null;
  return LEAST[step.reason] ?? (step.reason === "role.lacks" ? holderOf(action, step) : null);
}

function holderOf(action: Action, { kind }: TraceStep): ThreadRole | null {
  // What only its author may do nobody does for them.
  if (!isThreadAction(action) || action === "message.edit" || kind === "DM" || kind === "GROUP_DM") return null;
  return rolesHolding(action, kind ?? "PRIVATE")[0] ?? null;
}
