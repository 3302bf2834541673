import type { DoorName } from "../support/rest-doors.ts";
import type { Answer, Kind, Relation, State, SystemName } from "./oracle.ts";

/** Where an actor stands towards the thread of a cell. */
export type Where = { system: SystemName; relation: Relation; kind: Kind; state: State };

/** Somebody a door acts on: a member of the workspace with that place in the thread, or one of a kind of their own. */
export type TargetName = Relation | "admin" | "sysowner" | "suspended" | "self" | "nobody";

/** The ids a door's input is made of. `mine`, `theirs` and `old` are messages; `old` is older than a late joiner. */
export type Ids = {
  threadId: string;
  actorId: string;
  targetId: string;
  mine: string;
  theirs: string;
  old: string;
  /** Who wrote `theirs` and `old`. */
  authorId: string;
  /** A new id for each call. */
  fresh(): string;
};

export type DoorCase = {
  door: DoorName;
  /** What tells it from the door's other cases. */
  about?: string;
  target?: TargetName;
  input(ids: Ids): Record<string, unknown>;
  /** As the oracle answers; `nothing`: taken, and nothing changes; `unknown`: a NOT_FOUND that names what it misses. */
  expects(where: Where): Answer;
  /** Only here; everywhere where missing. */
  only?(where: Where): boolean;
  /** For commands: the tables in which rows of this thread and these people may change where it is allowed. */
  writes?: readonly string[];
  /** What the thread's members are told of it where it is allowed: something, or nothing. */
  tells?: "thread" | "nobody";
  /** Changes the lists of everybody in the thread. */
  reachesMembers?: true;
  /** Told to the thread where it was deleted, too. */
  revives?: true;
  /** Reads the answer out of the data of doors that refuse nobody. */
  reads?(data: unknown, ids: Ids): Answer;
};

/** Of a door about no thread: whom it tells is not asked. */
export type WorkspaceDoorCase = Omit<DoorCase, "tells">;

export type Step = (where: Where) => Answer;
