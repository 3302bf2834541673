import type { ThreadAction } from "./actions.ts";
import { applyOverrides } from "./overrides.ts";
import { cellHolds, cellOf, IMPLIED_BY, isSwitchable } from "./permissions.ts";
import type { ThreadQuestion } from "./question.ts";
import { inherits } from "./ranks.ts";
import { deny, note, type TraceStep } from "./trace.ts";

/** Whether the person holds a permission, and the steps that say why. */
export interface Holding {
  held: boolean;
  steps: TraceStep[];
}

/**
 * PERMISSIONS, steps 5 and 6: what anybody has, what the system role adds (which no override touches), and what the
 * thread role gives once the overrides are applied. `action` may be another than
 * the one asked about.
 */
export function holding(question: ThreadQuestion, action: ThreadAction): Holding {
  const { actor, facts, thread, inside } = question;
  const at = { kind: thread.kind, own: facts.message?.authorId === actor.id, inside: inside !== null };

  if (inherits(actor.role, thread.kind) && cellHolds(cellOf(action, "inherited"), at)) {
    return { held: true, steps: [note("role", "grant", "role.inherited", { systemRole: actor.role })] };
  }
  if (cellHolds(cellOf(action, "outsider"), at)) {
    return { held: true, steps: [note("role", "grant", "role.everyone")] };
  }
  const { kind } = thread;
  if (!inside) return { held: false, steps: [note("role", "lack", "role.outsider", { kind })] };

  const column = kind === "DM" || kind === "GROUP_DM" ? kind : inside.role;
  const cell = cellOf(action, column);
  const base = cellHolds(cell, at);
  const steps = [
    note("role", base ? "grant" : "lack", base ? whyHeld(cell) : "role.lacks", { role: inside.role, kind }),
  ];
  if (!isSwitchable(cell)) return { held: base, steps };

  const after = applyOverrides(base, action, {
    userId: actor.id,
    role: inside.role,
    overrides: facts.overrides ?? [],
  });
  if (after.by) {
    const reason = after.by === "role" ? "override.role" : "override.member";
    steps.push(note("override", after.held ? "grant" : "lack", reason, { role: inside.role, kind }));
  }
  return { held: after.held, steps };
}

/** Ends the matter for who does not hold the action; says `JOIN_FIRST` where joining as a MEMBER would give it. */
export function roleSteps(question: ThreadQuestion): TraceStep[] {
  const { held, steps } = holding(question, question.action);
  if (held) return steps;
  if (!question.inside && joiningHelps(question)) {
    return [deny("role", "JOIN_FIRST", "role.outsider", { kind: question.thread.kind })];
  }
  const last = steps.length - 1;
  return steps.map((step, index) => (index === last ? { ...step, outcome: "deny", code: "FORBIDDEN" } : step));
}

/** PERMISSIONS, step 8: no send, no attachment; no reaction, no new emoji; nothing read, nothing of it edited. */
export function impliedStep(question: ThreadQuestion): TraceStep | null {
  const needed = impliedLack(question, question.action);
  if (!needed) return null;
  if (needed === "history.read") return deny("implied", "JOIN_FIRST", "implied.read");
  if (needed === "message.react") return deny("implied", "FORBIDDEN", "implied.react");
  return deny("implied", "FORBIDDEN", "implied.send");
}

/** Whether the person has the permission in full, implied denials included: what they may hand on. */
export function holdsInFull(question: ThreadQuestion, action: ThreadAction): boolean {
  return holding(question, action).held && !impliedLack(question, action);
}

/** What the action needs and the person does not hold. */
function impliedLack(question: ThreadQuestion, action: ThreadAction): ThreadAction | null {
  const needed = IMPLIED_BY[action];
  return needed && !holding(question, needed).held ? needed : null;
}

function whyHeld(cell: string): "role.own" | "role.grants" {
  return cell === "own" ? "role.own" : "role.grants";
}

function joiningHelps({ actor, action, facts, thread }: ThreadQuestion): boolean {
  const own = facts.message?.authorId === actor.id;
  return cellHolds(cellOf(action, "MEMBER"), { kind: thread.kind, own, inside: true });
}
