import type {
  AccountStatus,
  ParticipantStatus,
  SystemRole,
  ThreadKind,
  ThreadRole,
  ThreadState,
} from "../contract/roles.ts";
import type { OverrideFacts } from "../policy/facts.ts";

/**
 * Of the thread's overrides, those of the actor's role and the actor's own, and whether a block stands between the two
 * of a DM: by key, and nothing is read where there is nothing.
 */
const overrides = `(
  SELECT json_agg(json_build_object('role', o.role, 'userId', o."userId", 'allow', o.allow, 'deny', o.deny))
  FROM "ThreadOverride" o WHERE o."threadId" = t.id AND (o.role = p.role OR o."userId" = u.id))`;
const blocked = `CASE WHEN t.kind = 'DM' THEN EXISTS (
  SELECT 1 FROM "ThreadParticipant" o WHERE o."threadId" = t.id AND o."userId" <> u.id AND (
    EXISTS (SELECT 1 FROM "Block" b WHERE b."blockerId" = u.id AND b."blockedId" = o."userId")
    OR EXISTS (SELECT 1 FROM "Block" b WHERE b."blockerId" = o."userId" AND b."blockedId" = u.id))) END`;

/**
 * What policy needs to know of an actor and a thread, as one row: over "User" `u` (the actor), "Thread" `t` and
 * "ThreadParticipant" `p` (the actor's own), the latter two perhaps missing.
 */
export const factsColumns = `
  u.role AS "systemRole", u.status AS "accountStatus",
  t.id AS "threadId", t.kind, t.state, t.announcement, t."slowModeSeconds", t."editWindowSeconds",
  t."memberCount", t.head, t."lastMessageSeq", t."deletedAt" AS "threadDeletedAt",
  p.role AS "threadRole", p.status AS "participantStatus", p."mutedUntil", p."joinedSeq", p."lastReadSeq",
  ${overrides} AS overrides, ${blocked} AS blocked`;

/** The actor $1, the thread $2, and their place in it. One row wherever the actor exists. */
export const factsFrom = `
  FROM "User" u LEFT JOIN "Thread" t ON t.id = $2::uuid
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  WHERE u.id = $1::uuid`;

/** Many actors $1 and the thread of each $2, arrays of one length. One row wherever the actor exists. */
export const factsOfPairs = `
  FROM unnest($1::uuid[], $2::uuid[]) AS asked ("userId", "threadId")
  JOIN "User" u ON u.id = asked."userId" LEFT JOIN "Thread" t ON t.id = asked."threadId"
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id`;

export type FactsRow = {
  systemRole: SystemRole;
  accountStatus: AccountStatus;
  overrides: OverrideFacts[] | null;
  blocked: boolean | null;
} & (ThreadFactsRow | { [column in keyof ThreadFactsRow]: null }) &
  (ParticipantFactsRow | { [column in keyof ParticipantFactsRow]: null });

export type ThreadFactsRow = {
  threadId: string;
  kind: ThreadKind;
  state: ThreadState;
  announcement: boolean;
  slowModeSeconds: number;
  editWindowSeconds: number | null;
  memberCount: number;
  head: number;
  lastMessageSeq: number;
  threadDeletedAt: Date | null;
};

export type ParticipantFactsRow = {
  threadRole: ThreadRole;
  participantStatus: ParticipantStatus;
  mutedUntil: Date | null;
  joinedSeq: number;
  lastReadSeq: number;
};
