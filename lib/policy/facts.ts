import type {
  AccountStatus,
  ParticipantStatus,
  SystemRole,
  ThreadKind,
  ThreadRole,
  ThreadState,
} from "../contract/roles.ts";
import type { ThreadAction } from "./actions.ts";

/** Who asks. All moments in this file are milliseconds since 1970; policy has no clock of its own. */
export interface Actor {
  id: string;
  role: SystemRole;
  status: AccountStatus;
}

export interface ThreadFacts {
  kind: ThreadKind;
  state: ThreadState;
  /** Only moderators and above post. */
  announcement: boolean;
  /** Seconds between two messages of one person; 0 = off. */
  slowModeSeconds: number;
  /** Seconds in which an author may edit; null = always. */
  editWindowSeconds: number | null;
  memberCount: number;
  deletedAt?: number | null;
}

/** A person's row in the thread; a missing row is `null`. */
export interface ParticipantFacts {
  role: ThreadRole;
  status: ParticipantStatus;
  mutedUntil: number | null;
  /** Where history begins for those who see it from joining on: later messages are theirs, this seq is not. */
  joinedSeq: number;
  lastSentAt?: number | null;
}

export interface MessageFacts {
  authorId: string;
  createdAt: number;
  seq: number;
  deletedAt: number | null;
  /** Who deleted it; absent counts as its author. */
  deletedById?: string | null;
}

/** What of somebody else's row matters: their rank, and whether they are timed out. */
export type SeatFacts = Pick<ParticipantFacts, "role" | "status" | "mutedUntil">;

/** The person acted on. */
export interface TargetFacts {
  id: string;
  systemRole: SystemRole;
  status: AccountStatus;
  participant?: SeatFacts | null;
}

/** One row of ThreadOverride: for everybody of a role, or for one person. */
export interface OverrideFacts {
  role: ThreadRole | null;
  userId: string | null;
  allow: readonly ThreadAction[];
  deny: readonly ThreadAction[];
}

/**
 * All that `decide` looks at. `undefined` means that the question does not touch it, `null` that it was looked for and
 * is not there. Leaving out what an action does touch (the message of an edit, the target of a ban) only ever denies.
 */
export interface Facts {
  now: number;
  thread?: ThreadFacts | null;
  /** The actor's own row. */
  participant?: ParticipantFacts | null;
  /** The message edited, deleted, replied or reacted to, pinned, reported or read. */
  message?: MessageFacts | null;
  target?: TargetFacts | null;
  /** For `role.set`, and `member.add` when not as MEMBER. */
  newRole?: ThreadRole;
  /** For `user.setRole`. */
  newSystemRole?: SystemRole;
  /** ACTIVE owners of the thread, or of the workspace, counted under the lock; absent counts as one. */
  ownerCount?: number;
  overrides?: readonly OverrideFacts[] | null;
  /** For `thread.overrides`: the row as it is to be; a row for one person needs `target` as well. */
  proposedOverride?: OverrideFacts;
  /** One of the two people has blocked the other. */
  blocked?: boolean | null;
}
