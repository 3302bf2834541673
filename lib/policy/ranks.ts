import type { SystemRole, ThreadKind, ThreadRole } from "../contract/roles.ts";
import type { Actor, SeatFacts } from "./facts.ts";

/** PERMISSIONS, Words: one scale for both kinds of role. */
export const SYSTEM_RANK: Record<SystemRole, number> = { OWNER: 100, ADMIN: 80, MEMBER: 40 };
export const THREAD_RANK: Record<ThreadRole, number> = { OWNER: 70, MODERATOR: 50, MEMBER: 20, GUEST: 10 };

/** DM and GROUP_DM: nobody has a role there and nothing is inherited. No thread is none of them. */
export function isDirect(kind: ThreadKind | null | undefined): boolean {
  return kind === "DM" || kind === "GROUP_DM";
}

/** Whether the system role reaches into threads of this kind at all. */
export function inherits(role: SystemRole, kind: ThreadKind): boolean {
  return role !== "MEMBER" && !isDirect(kind);
}

/** The rank that the person's own row gives: 0 without an ACTIVE one, and MEMBER's where there are no roles. */
export function threadRank(kind: ThreadKind, participant: SeatFacts | null | undefined): number {
  if (participant?.status !== "ACTIVE") return 0;
  return isDirect(kind) ? THREAD_RANK.MEMBER : THREAD_RANK[participant.role];
}

/** The higher of thread rank and inherited system rank; what "strictly higher" compares. */
export function effectiveRank(
  person: { role: Actor["role"]; participant: SeatFacts | null | undefined },
  kind: ThreadKind,
): number {
  const own = threadRank(kind, person.participant);
  return inherits(person.role, kind) ? Math.max(own, SYSTEM_RANK[person.role]) : own;
}
