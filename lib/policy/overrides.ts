import { PARTICIPATION, type ThreadAction } from "./actions.ts";
import type { OverrideFacts, ParticipantFacts } from "./facts.ts";

const OVERRIDABLE: ReadonlySet<ThreadAction> = new Set(PARTICIPATION);

/** Whether an override may name the action at all. */
export function isOverridable(action: ThreadAction): boolean {
  return OVERRIDABLE.has(action);
}

/**
 * PERMISSIONS, step 6: the thread-wide override of the person's role, then the person's own, each
 * `(base & ~deny) | allow`. Gives the result and which of the two was the last to change it.
 */
export function applyOverrides(
  held: boolean,
  action: ThreadAction,
  person: { userId: string; role: ParticipantFacts["role"]; overrides: readonly OverrideFacts[] },
): { held: boolean; by: "role" | "member" | null } {
  const after = { held, by: null as "role" | "member" | null };
  for (const by of ["role", "member"] as const) {
    for (const override of person.overrides) {
      const applies = by === "role" ? override.role === person.role : override.userId === person.userId;
      if (!applies) continue;
      const next = switched(after.held, action, override);
      if (next !== after.held) Object.assign(after, { held: next, by });
    }
  }
  return after;
}

function switched(held: boolean, action: ThreadAction, { allow, deny }: OverrideFacts): boolean {
  return (held && !deny.includes(action)) || allow.includes(action);
}
