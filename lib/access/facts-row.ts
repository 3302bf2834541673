import type {
  AccountStatus,
  ParticipantStatus,
  SystemRole,
  ThreadKind,
  ThreadRole,
  ThreadState,
} from "../contract/roles.ts";

/**
 * What policy needs to know of an actor and a thread, as one row: over "User" `u` (the actor), "Thread" `t` and
 * "ThreadParticipant" `p` (the actor's own), the latter two perhaps missing.
 */
export const factsColumns = `
  u.role AS "systemRole", u.status AS "accountStatus",
  t.id AS "threadId", t.kind, t.state, t.announcement, t."slowModeSeconds", t."editWindowSeconds",
  t."memberCount", t.head, t."lastMessageSeq",
  p.role AS "threadRole", p.status AS "participantStatus", p."mutedUntil", p."joinedSeq", p."lastReadSeq"`;

/** The actor $1, the thread $2, and their place in it. One row wherever the actor exists. */
export const factsFrom = `
  FROM "User" u LEFT JOIN "Thread" t ON t.id = $2::uuid
  LEFT JOIN "ThreadParticipant" p ON p."threadId" = t.id AND p."userId" = u.id
  WHERE u.id = $1::uuid`;

export type FactsRow = {
  systemRole: SystemRole;
  accountStatus: AccountStatus;
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
};

export type ParticipantFactsRow = {
  threadRole: ThreadRole;
  participantStatus: ParticipantStatus;
  mutedUntil: Date | null;
  joinedSeq: number;
  lastReadSeq: number;
};
