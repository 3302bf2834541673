import { AppError, notFound } from "../errors.ts";
import type { Action } from "../policy/actions.ts";
import { decide } from "../policy/decide.ts";
import { explain } from "../policy/explain.ts";
import type { Facts, MessageFacts, ParticipantFacts, TargetFacts, ThreadFacts } from "../policy/facts.ts";
import type { Actor } from "./actor.ts";
import type { FactsRow, ThreadFactsRow } from "./facts-row.ts";

/** Facts beside those of the row, for actions that touch more. */
type MoreFacts = {
  message?: MessageFacts | null;
  target?: TargetFacts | null;
  newRole?: Facts["newRole"];
  newSystemRole?: Facts["newSystemRole"];
  ownerCount?: number;
  lastSentAt?: Date | null;
  proposedOverride?: Facts["proposedOverride"];
  /** Between the actor and the target. */
  blocked?: boolean;
};

/** What the actor may now rely on: the thread as it was when the facts were read. Of the workspace, only `facts`. */
export type Granted = { head: number; joinedSeq: number; memberCount: number; facts: Facts };

/**
 * Asks policy about a row of facts. Throws AppError with policy's code: NOT_FOUND for what is hidden, in the very words
 * of what is missing; else the explanation and the trace in `details`.
 */
export function judge(
  row: FactsRow | undefined,
  { actor, action, now, ...more }: { actor: Actor; action: Action; now: Date } & MoreFacts,
): Granted {
  if (!row) throw new AppError("UNAUTHENTICATED", "Nobody is signed in with this account.");
  const facts = factsOf(row, now, more);
  const who = { id: actor.userId, role: row.systemRole, status: row.accountStatus };
  const decision = decide(who, action, facts);
  if (decision.allow) {
    // There is a thread where an action in one is allowed: policy hides what is missing.
    const { head, memberCount } = row as ThreadFactsRow;
    return { head, joinedSeq: row.joinedSeq ?? 0, memberCount, facts };
  }
  if (decision.code === "NOT_FOUND") throw notFound();
  throw new AppError(
    decision.code,
    explain(action, decision),
    { action, trace: decision.trace },
    decision.details?.retryAfterMs,
  );
}

export function factsOf(row: FactsRow, now: Date, { lastSentAt, blocked, ...more }: MoreFacts): Facts {
  return {
    now: now.getTime(),
    thread: threadFactsOf(row),
    participant: participantFactsOf(row, lastSentAt),
    overrides: row.overrides,
    blocked: blocked || row.blocked,
    ...more,
  };
}

export function threadFactsOf(row: FactsRow): ThreadFacts | null {
  if (row.threadId === null) return null;
  const { kind, state, announcement, slowModeSeconds, editWindowSeconds, memberCount } = row;
  const deletedAt = row.threadDeletedAt?.getTime() ?? null;
  return { kind, state, announcement, slowModeSeconds, editWindowSeconds, memberCount, deletedAt };
}

function participantFactsOf(row: FactsRow, lastSentAt?: Date | null): ParticipantFacts | null {
  if (row.threadRole === null) return null;
  return {
    role: row.threadRole,
    status: row.participantStatus,
    mutedUntil: row.mutedUntil?.getTime() ?? null,
    joinedSeq: row.joinedSeq,
    lastSentAt: lastSentAt?.getTime() ?? null,
  };
}
