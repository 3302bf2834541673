import type { Action, ThreadAction } from "../../lib/policy/actions.ts";
import type { Actor, Facts, OverrideFacts, ParticipantFacts } from "../../lib/policy/facts.ts";
import {
  type Kind,
  type Question,
  type Relation,
  type RoleName,
  type State,
  SYSTEM_ACTION_NAMES,
  type SystemName,
  THREAD_ACTION_NAMES,
} from "./oracle.ts";

const KINDS: Kind[] = ["PUBLIC", "PRIVATE", "GROUP_DM", "DM"];
const STATES: State[] = ["OPEN", "LOCKED", "ARCHIVED", "DELETED"];
const SYSTEMS: SystemName[] = ["MEMBER", "ADMIN", "OWNER"];
const RELATIONS: Relation[] = ["none", "left", "banned", "guest", "member", "moderator", "owner"];
const ROLES: RoleName[] = ["GUEST", "MEMBER", "MODERATOR", "OWNER"];
const ON_MESSAGES = THREAD_ACTION_NAMES.filter(
  (name) => ["history.read", "editHistory.read", "deletedBody.read"].includes(name) || name.startsWith("message."),
);
const ON_PEOPLE = THREAD_ACTION_NAMES.filter((name) => name.startsWith("member.") || name === "role.set");
const TEN_MINUTES = 10 * 60 * 1000;
const MONTH = 30 * 24 * 3600 * 1000;

/** Every cell that is asked: each action by everybody in each kind and state, then each rule at its edges. */
export function* questions(): Generator<Question> {
  for (const base of situations()) {
    for (const action of THREAD_ACTION_NAMES) {
      yield { ...base, action };
      yield { ...base, ...subjectOf(action), action };
    }
    yield* aboutMessages(base);
    yield* aboutPeople(base);
    yield* underRestraint(base);
    if (base.state === "OPEN" || base.state === "ARCHIVED") yield* aboutOverrides(base);
    if (base.state === "DELETED") yield* aboutRestoring(base);
  }
  yield* withoutAccount();
  yield* aboutWorkspace();
}

type Situation = Omit<Question, "action">;

function* situations(): Generator<Situation> {
  for (const kind of KINDS)
    for (const state of STATES)
      for (const system of SYSTEMS)
        for (const relation of RELATIONS) yield { account: "ACTIVE", kind, state, system, relation };
}

function* aboutMessages(base: Situation): Generator<Question> {
  const fresh = { age: 0, deletedAgo: null };
  for (const action of ON_MESSAGES) {
    yield { ...base, action, message: null };
    for (const own of [true, false]) {
      for (const seq of [10, 11]) yield { ...base, action, message: { own, seq, ...fresh } };
      for (const deletedAgo of [0, MONTH, MONTH + 1]) {
        yield { ...base, action, message: { own, seq: 11, age: MONTH * 2, deletedAgo } };
      }
      if (action !== "message.restore") continue;
      for (const deletedAgo of [TEN_MINUTES, TEN_MINUTES + 1, MONTH, MONTH + 1]) {
        for (const deletedBy of [undefined, "me", "them"] as const) {
          yield { ...base, action, message: { own, seq: 11, age: MONTH * 2, deletedAgo, deletedBy } };
        }
      }
    }
  }
  for (const age of [0, 60_000, 60_001]) {
    for (const editWindow of [undefined, 0, 60]) {
      yield { ...base, action: "message.edit", editWindow, message: { own: true, seq: 11, age, deletedAgo: null } };
    }
  }
  for (const action of ON_MESSAGES) {
    yield { ...base, action, editWindow: 60, message: { own: true, seq: 11, age: 60_001, deletedAgo: null } };
  }
}

function* aboutPeople(base: Situation): Generator<Question> {
  for (const action of ON_PEOPLE) {
    yield { ...base, action, target: null, newRole: "GUEST" };
    yield { ...base, action, target: self(base), newRole: "GUEST" };
    for (const target of [...others(), { ...self(base) }]) {
      yield { ...base, action, target };
      if (action !== "role.set" && action !== "member.add") continue;
      for (const newRole of ROLES) {
        for (const owners of [undefined, 1, 2]) yield { ...base, action, target, newRole, owners };
      }
    }
  }
  for (const account of ["SUSPENDED", "DELETED"] as const) {
    yield { ...base, action: "member.add", target: { system: "MEMBER", relation: "none", account } };
  }
  yield {
    ...base,
    action: "member.add",
    blocked: true,
    target: { system: "MEMBER", relation: "left", account: "ACTIVE" },
  };
  for (const owners of [1, 2]) yield { ...base, action: "thread.leave", owners };
}

function* others(): Generator<NonNullable<Question["target"]>> {
  for (const system of SYSTEMS) for (const relation of RELATIONS) yield { system, relation, account: "ACTIVE" };
}

function self({ system, relation }: Situation): NonNullable<Question["target"]> {
  return { self: true, system, relation, account: "ACTIVE" };
}

function* underRestraint(base: Situation): Generator<Question> {
  for (const action of THREAD_ACTION_NAMES) {
    const question = { ...base, ...subjectOf(action), action };
    for (const mutedFor of [0, 1]) yield { ...question, mutedFor };
    yield { ...question, announcement: true };
    yield { ...question, blocked: true };
    for (const members of [50, 51]) yield { ...question, members };
    for (const sentAgo of [null, -5_000, 59_999, 60_000]) yield { ...question, sentAgo };
  }
  const message = { own: false, seq: 11, age: 0, deletedAgo: null };
  for (const action of ON_MESSAGES) yield { ...base, action, mutedFor: 1, message };
}

/** What makes the action possible for whoever may do it at all: an own message, a guest, the lowest role. */
function subjectOf(action: string): Partial<Question> {
  if (ON_MESSAGES.includes(action)) return { message: { own: true, seq: 11, age: 0, deletedAgo: null } };
  const target = { system: "MEMBER", relation: "guest", account: "ACTIVE" } as const;
  if (ON_PEOPLE.includes(action)) return { target, newRole: "GUEST" };
  return action === "thread.overrides" ? { proposed: { who: "GUEST", allow: [], deny: [] } } : {};
}

function* aboutOverrides(base: Situation): Generator<Question> {
  for (const name of THREAD_ACTION_NAMES) {
    const actions = ALSO_DECIDES[name] ?? [name];
    const rows = [...overrideSets([name])];
    for (const action of actions)
      for (const overrides of rows) yield { ...base, ...subjectOf(action), action, overrides };
  }
  yield* aboutProposals(base);
}

/** What a switch may decide beside itself. */
const ALSO_DECIDES: Record<string, readonly string[]> = {
  "message.send": THREAD_ACTION_NAMES,
  "message.react": ["message.react", "message.reactNew"],
};

function* overrideSets(names: string[]): Generator<NonNullable<Question["overrides"]>> {
  const allow = { allow: names, deny: [] };
  const deny = { allow: [], deny: names };
  for (const who of ["myRole", "me", "otherRole", "somebody"] as const) {
    yield [{ who, ...allow }];
    yield [{ who, ...deny }];
  }
  yield [
    { who: "me", ...allow },
    { who: "myRole", ...deny },
  ];
  yield [
    { who: "me", ...deny },
    { who: "myRole", ...allow },
  ];
  yield [{ who: "me", allow: names, deny: names }];
}

function* aboutProposals(base: Situation): Generator<Question> {
  const action = "thread.overrides";
  const harmless = { allow: [], deny: ["message.send"] };
  for (const who of ["target", "somebody", "nobody", ...ROLES] as const) {
    yield { ...base, action, proposed: { who, ...harmless } };
    yield { ...base, action, target: null, proposed: { who, ...harmless } };
    for (const target of [...others(), self(base)]) yield { ...base, action, target, proposed: { who, ...harmless } };
  }
  for (const name of THREAD_ACTION_NAMES) {
    yield { ...base, action, proposed: { who: "GUEST", allow: [name], deny: [] } };
    yield { ...base, action, proposed: { who: "GUEST", allow: [], deny: ["message.pin", name] } };
  }
}

function* aboutRestoring(base: Situation): Generator<Question> {
  for (const action of THREAD_ACTION_NAMES) {
    for (const threadDeletedAgo of [0, MONTH, MONTH + 1])
      yield { ...base, ...subjectOf(action), action, threadDeletedAgo };
  }
}

function* withoutAccount(): Generator<Question> {
  for (const action of [...THREAD_ACTION_NAMES, ...SYSTEM_ACTION_NAMES]) {
    for (const system of SYSTEMS) {
      const base = { action, system, kind: "PUBLIC", state: "OPEN", relation: "owner" } as const;
      for (const account of ["SUSPENDED", "DELETED"] as const) yield { ...base, account };
      yield { ...base, account: "ACTIVE", missing: true };
    }
  }
}

function* aboutWorkspace(): Generator<Question> {
  for (const action of SYSTEM_ACTION_NAMES) {
    for (const system of SYSTEMS) {
      const base = { action, system, account: "ACTIVE", kind: "PUBLIC", state: "OPEN", relation: "none" } as const;
      for (const owners of [undefined, 1, 2]) {
        yield { ...base, owners };
        yield { ...base, owners, target: null };
        for (const target of people(system)) {
          yield { ...base, owners, target };
          yield { ...base, owners, target, blocked: true };
          for (const newSystemRole of SYSTEMS) yield { ...base, owners, target, newSystemRole };
        }
      }
    }
  }
}

function* people(system: SystemName): Generator<NonNullable<Question["target"]>> {
  yield { self: true, system, relation: "none", account: "ACTIVE" };
  for (const theirs of SYSTEMS) {
    for (const account of ["ACTIVE", "SUSPENDED", "DELETED"] as const) {
      yield { system: theirs, relation: "none", account };
    }
  }
}

const NOW = 1_800_000_000_000;

/** The question in the words of lib/policy. Rows of people who left still carry OWNER: nothing may come of it. */
export function asked(question: Question): [Actor, Action, Facts] {
  const { action, message, target, relation } = question;
  const actor: Actor = { id: "me", role: question.system, status: question.account };
  const facts: Facts = {
    now: NOW,
    thread: question.missing ? null : threadOf(question),
    participant: participantOf(relation, question),
    message: message && {
      authorId: message.own ? "me" : "them",
      seq: message.seq,
      createdAt: NOW - message.age,
      deletedAt: message.deletedAgo === null ? null : NOW - message.deletedAgo,
      ...(message.deletedBy === undefined ? {} : { deletedById: message.deletedBy }),
    },
    target: target && {
      id: target.self ? "me" : "them",
      systemRole: target.system,
      status: target.account,
      // Their own row is the actor's, not the target's.
      participant: target.self ? undefined : participantOf(target.relation),
    },
    newRole: question.newRole,
    newSystemRole: question.newSystemRole,
    ownerCount: question.owners,
    overrides: question.overrides?.map((override) => overrideOf(override, relation)),
    proposedOverride: proposedOf(question),
    blocked: question.blocked,
  };
  return [actor, action as Action, facts];
}

function threadOf({ kind, state, announcement, editWindow, members, sentAgo, threadDeletedAgo }: Question) {
  return {
    kind,
    state,
    announcement: announcement ?? false,
    slowModeSeconds: sentAgo === undefined ? 0 : 60,
    editWindowSeconds: editWindow ?? null,
    memberCount: members ?? 2,
    deletedAt: threadDeletedAgo === undefined ? null : NOW - threadDeletedAgo,
  };
}

function participantOf(relation: Relation, asker?: Question): ParticipantFacts | null {
  if (relation === "none") return null;
  const gone = relation === "left" || relation === "banned";
  return {
    role: gone ? "OWNER" : (relation.toUpperCase() as RoleName),
    status: relation === "left" ? "LEFT" : relation === "banned" ? "BANNED" : "ACTIVE",
    mutedUntil: asker?.mutedFor === undefined ? null : NOW + asker.mutedFor,
    joinedSeq: 10,
    lastSentAt: typeof asker?.sentAgo === "number" ? NOW - asker.sentAgo : asker?.sentAgo === null ? undefined : null,
  };
}

function overrideOf(override: NonNullable<Question["overrides"]>[number], relation: Relation): OverrideFacts {
  const mine = relation.toUpperCase() as RoleName;
  const other = ROLES.find((role) => role !== mine) ?? "GUEST";
  return {
    role: override.who === "myRole" ? mine : override.who === "otherRole" ? other : null,
    userId: override.who === "me" ? "me" : override.who === "somebody" ? "them" : null,
    allow: override.allow as ThreadAction[],
    deny: override.deny as ThreadAction[],
  };
}

function proposedOf({ proposed, target }: Question): OverrideFacts | undefined {
  if (!proposed) return undefined;
  const { who } = proposed;
  const named = who === "target" || who === "somebody" ? who : null;
  return {
    role: named || who === "nobody" ? null : (who as RoleName),
    userId: named === "target" ? (target?.self ? "me" : "them") : named && "a third person",
    allow: proposed.allow as ThreadAction[],
    deny: proposed.deny as ThreadAction[],
  };
}
