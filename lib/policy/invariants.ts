import type { AccountStatus, ParticipantStatus, ThreadRole } from "../contract/roles.ts";
import { THREAD_RANK } from "./ranks.ts";

/** A participant as succession sees them. */
export interface Candidate {
  userId: string;
  role: ThreadRole;
  status: ParticipantStatus;
  accountStatus: AccountStatus;
  /** Milliseconds since 1970. */
  joinedAt: number;
}

/**
 * Who could own the thread next, best first (invariant 2): MODERATORs before MEMBERs, then the longest-standing, then
 * the lower id so that every node agrees. GUESTs, people who left and accounts that are not ACTIVE are passed over.
 */
export function ownerCandidates(participants: readonly Candidate[]): Candidate[] {
  return participants
    .filter(({ role, status, accountStatus }) => {
      const eligible = role === "MODERATOR" || role === "MEMBER";
      return eligible && status === "ACTIVE" && accountStatus === "ACTIVE";
    })
    .sort(
      (a, b) => THREAD_RANK[b.role] - THREAD_RANK[a.role] || a.joinedAt - b.joinedAt || (a.userId < b.userId ? -1 : 1),
    );
}

/** The one who inherits a thread whose last OWNER was banned, removed or deleted; null = archive it. */
export function successor(participants: readonly Candidate[]): Candidate | null {
  return ownerCandidates(participants)[0] ?? null;
}

/** Whether nobody would be left if this person lost the role (invariants 1 and 2). */
export function wouldOrphan(ownerIds: readonly string[], targetId: string): boolean {
  return ownerIds.every((id) => id === targetId);
}
