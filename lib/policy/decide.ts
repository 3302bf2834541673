import type { ErrorCode } from "../contract/error-status.ts";
import { type Action, isThreadAction, type SystemAction, type ThreadAction } from "./actions.ts";
import type { Actor, Facts } from "./facts.ts";
import { impliedStep, roleSteps } from "./holding.ts";
import { askThread, type ThreadQuestion } from "./question.ts";
import { blockStep, limitStep, slowModeStep, timeOutStep } from "./restraints.ts";
import { lastThreadOwnerStep, standingStep } from "./standing.ts";
import { stateStep } from "./thread-state.ts";
import { deny, note, type TraceStep } from "./trace.ts";
import { banStep, knowsThread, messageStep } from "./visibility.ts";
import { lastSystemOwnerStep, systemRoleStep, systemStandingStep } from "./workspace-standing.ts";

export interface DecisionDetails {
  /** With SLOW_MODE and TIMED_OUT: milliseconds until it is worth trying again. */
  retryAfterMs?: number;
  /** With TIMED_OUT: milliseconds since 1970. */
  until?: number;
  /** With an allowed `thread.join`: it must be announced in the thread and audited with a reason. */
  visibleJoin?: true;
}

/** A code exactly when denied. */
export type Decision = ({ allow: true; code: null } | { allow: false; code: ErrorCode }) & {
  /** The steps that mattered, in order; the last one decided when it is a denial. */
  trace: TraceStep[];
  details?: DecisionDetails;
};

/** PERMISSIONS, order of evaluation, from step 3 on. */
const THREAD_STEPS: readonly ((question: ThreadQuestion) => TraceStep | TraceStep[] | null)[] = [
  banStep,
  stateStep,
  messageStep,
  roleSteps,
  timeOutStep,
  impliedStep,
  limitStep,
  blockStep,
  standingStep,
  lastThreadOwnerStep,
  slowModeStep,
];

/**
 * Whether `actor` may do `action` given `facts` (PERMISSIONS, order of evaluation). Pure: the time is a fact. Never
 * throws. A thread or message that may not be known about gives `NOT_FOUND` with the trace of a missing one.
 */
export function decide(actor: Actor, action: Action, facts: Facts): Decision {
  if (actor.status !== "ACTIVE") return decided([deny("account", "ACCOUNT_SUSPENDED", "account.inactive")]);
  const account = note("account", "pass", "account.active");
  return isThreadAction(action)
    ? decideInThread(actor, action, facts, account)
    : decideInWorkspace(actor, action, facts, account);
}

function decideInThread(actor: Actor, action: ThreadAction, facts: Facts, account: TraceStep): Decision {
  const { thread, participant } = facts;
  if (!thread || !knowsThread(actor, thread, participant)) {
    return decided([account, deny("existence", "NOT_FOUND", "thread.hidden")]);
  }
  const question = askThread(actor, action, facts, thread);
  const decision = walk(THREAD_STEPS, question, [account, note("existence", "pass", "thread.known")]);
  const visibleJoin = action === "thread.join" && thread.kind === "PRIVATE" && !question.inside;
  return decision.allow && visibleJoin ? { ...decision, details: { visibleJoin } } : decision;
}

function decideInWorkspace(actor: Actor, action: SystemAction, facts: Facts, account: TraceStep): Decision {
  return walk([systemRoleStep, systemStandingStep, lastSystemOwnerStep], { actor, action, facts }, [account]);
}

/** Takes the steps in order until one denies. */
function walk<Q>(
  steps: readonly ((question: Q) => TraceStep | TraceStep[] | null)[],
  question: Q,
  trace: TraceStep[],
): Decision {
  for (const step of steps) {
    const found = step(question);
    if (found === null) continue;
    trace.push(...(Array.isArray(found) ? found : [found]));
    if (trace.at(-1)?.outcome === "deny") break;
  }
  return decided(trace);
}

function decided(trace: TraceStep[]): Decision {
  const last = trace.at(-1);
  if (last?.outcome !== "deny") return { allow: true, code: null, trace };
  const { code, retryAfterMs, until } = last;
  return { allow: false, code, trace, details: retryAfterMs === undefined ? undefined : { retryAfterMs, until } };
}
