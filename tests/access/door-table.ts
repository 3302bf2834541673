import type { DoorName } from "../support/rest-doors.ts";
import {
  type Answer,
  expected,
  type Kind,
  type Question,
  type Relation,
  type State,
  type SystemName,
} from "./oracle.ts";

// What each door must answer to whom, by hand from PERMISSIONS, in the words of the oracle. A door of the contract or an
// event of the socket server that is in none of the lists here fails `door-completeness.test.ts`.

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

type Step = (where: Where) => Answer;

const inside = ({ relation }: Where) => !["none", "left", "banned"].includes(relation);

/** The oracle's answer to an action of the cell's actor. */
const asks =
  (action: string, more: Partial<Question> = {}): Step =>
  (where) =>
    expected({ account: "ACTIVE", owners: 5, members: 30, threadDeletedAgo: 0, ...where, action, ...more });

/** The first answer that is not "allow". */
const inTurn =
  (...steps: Step[]): Step =>
  (where) => {
    for (const step of steps) {
      const answer = step(where);
      if (answer !== "allow") return answer;
    }
    return "allow";
  };

const nothingIf =
  (condition: (where: Where) => boolean): Step =>
  (where) =>
    condition(where) ? "nothing" : "allow";

const MESSAGES = {
  mine: { own: true, seq: 11, age: 0, deletedAgo: null },
  theirs: { own: false, seq: 11, age: 0, deletedAgo: null },
  old: { own: false, seq: 10, age: 0, deletedAgo: null },
} as const;
export type MessageName = keyof typeof MESSAGES;

/** What may not be read is hidden before anything else is said of it. */
const onMessage = (action: string, name: MessageName): Step => {
  const message = MESSAGES[name];
  return inTurn(
    (where) => (asks("history.read", { message })(where) === "hide" ? "hide" : "allow"),
    asks(action, { message }),
  );
};

const onPerson = (action: string, name: TargetName, more: Partial<Question> = {}): Step => {
  const target = (where: Where): Question["target"] => {
    if (name === "nobody") return null;
    if (name === "self") return { self: true, system: where.system, relation: where.relation, account: "ACTIVE" };
    if (name === "admin") return { system: "ADMIN", relation: "member", account: "ACTIVE" };
    if (name === "sysowner") return { system: "OWNER", relation: "member", account: "ACTIVE" };
    if (name === "suspended") return { system: "MEMBER", relation: "member", account: "SUSPENDED" };
    return { system: "MEMBER", relation: name, account: "ACTIVE" };
  };
  return (where) => asks(action, { target: target(where), ...more })(where);
};

const TARGETS: TargetName[] = [
  "none",
  "left",
  "banned",
  "guest",
  "member",
  "moderator",
  "owner",
  "admin",
  "sysowner",
  "suspended",
  "self",
  "nobody",
];
/** Every person where roles are in force; one of them where they are not. */
const onTargets = (make: (target: TargetName) => DoorCase): DoorCase[] =>
  TARGETS.map((target) => ({
    ...make(target),
    target,
    about: [target, make(target).about].filter(Boolean).join(" "),
    only: ({ kind, state }) =>
      (kind === "PUBLIC" && state === "OPEN") || target === "member" || (kind === "GROUP_DM" && target === "none"),
  }));

const onMessages = (names: MessageName[], make: (name: MessageName) => DoorCase): DoorCase[] =>
  names.map((name) => ({ ...make(name), about: name }));

const SENDS = ["Message", "Thread", "ThreadParticipant", "Event", "Notification"];
const OWN_PLACE = ["ThreadParticipant", "Event", "User"];
const MEMBERSHIP = ["ThreadParticipant", "Thread", "Message", "Event", "User", "AuditLog", "Notification"];
/** What is done to a person is told to them. */
const RESTRAINT = [...MEMBERSHIP, "Notice"];

/** Doors about one thread or one message in it. */
export const THREAD_DOORS: DoorCase[] = [
  {
    door: "message:send",
    input: ({ threadId, fresh }) => ({ threadId, clientId: fresh(), body: "hello" }),
    expects: asks("message.send"),
    writes: SENDS,
    tells: "thread",
  },
  {
    door: "message:send",
    about: "reply",
    input: ({ threadId, fresh, theirs }) => ({ threadId, clientId: fresh(), body: "hello", replyToId: theirs }),
    expects: asks("message.reply"),
    writes: SENDS,
    tells: "thread",
  },
  {
    door: "message:send",
    about: "reply to the past",
    input: ({ threadId, fresh, old }) => ({ threadId, clientId: fresh(), body: "hello", replyToId: old }),
    expects: inTurn(asks("message.reply"), (where) =>
      asks("history.read", { message: MESSAGES.old })(where) === "hide" ? "unknown" : "allow",
    ),
    writes: SENDS,
    tells: "thread",
  },
  {
    door: "message:send",
    about: "passing on the past",
    input: ({ threadId, fresh, old }) => ({ threadId, clientId: fresh(), body: "", forwardId: old }),
    expects: inTurn(asks("message.send"), (where) =>
      asks("history.read", { message: MESSAGES.old })(where) === "hide" ? "unknown" : "allow",
    ),
    writes: [...SENDS, "Forward"],
    tells: "thread",
  },
  {
    door: "message:send",
    about: "to everyone",
    input: ({ threadId, fresh }) => ({ threadId, clientId: fresh(), body: "<!everyone> hello" }),
    expects: inTurn(asks("message.send"), asks("mention.everyone")),
    writes: SENDS,
    tells: "thread",
  },
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:edit",
    input: (ids) => ({ messageId: ids[name], body: "another text" }),
    expects: onMessage("message.edit", name),
    writes: ["Message", "MessageEdit", "Thread", "Event"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:delete",
    input: (ids) => ({ messageId: ids[name], reason: "off topic" }),
    expects: onMessage("message.delete", name),
    writes: ["Message", "Thread", "Event", "AuditLog", "Notice", "User"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "preview:remove",
    input: (ids) => ({ messageId: ids[name], previewId: ids[name] }),
    expects: onMessage("message.delete", name),
    writes: ["LinkPreview", "Message", "Thread", "Event", "AuditLog"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:react",
    input: (ids) => ({ messageId: ids[name], emoji: "🎉" }),
    expects: inTurn(onMessage("message.react", name), onMessage("message.reactNew", name)),
    writes: ["Reaction", "Message", "Thread", "Event"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:unreact",
    input: (ids) => ({ messageId: ids[name], emoji: "🎉" }),
    expects: inTurn(
      onMessage("message.react", name),
      nothingIf(() => true),
    ),
    writes: [],
    tells: "nobody",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:pin",
    input: (ids) => ({ messageId: ids[name] }),
    expects: onMessage("message.pin", name),
    writes: ["Pin", "Message", "Thread", "ThreadParticipant", "Event"],
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:unpin",
    input: (ids) => ({ messageId: ids[name] }),
    expects: inTurn(
      onMessage("message.pin", name),
      nothingIf(() => true),
    ),
    tells: "nobody",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:save",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
    writes: ["SavedMessage", "User", "Event"],
    tells: "nobody",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:restore",
    input: (ids) => ({ messageId: ids[name] }),
    expects: inTurn(
      onMessage("message.restore", name),
      nothingIf(() => true),
    ),
    tells: "thread",
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message:report",
    input: (ids) => ({ messageId: ids[name], id: ids.fresh(), category: "SPAM", words: "again" }),
    expects: inTurn(onMessage("message.report", name), () => (name === "mine" ? "SELF" : "allow")),
    writes: ["Report"],
    tells: "nobody",
  })),
  {
    door: "thread:settings",
    about: "slow mode",
    input: ({ threadId }) => ({ threadId, version: 0, slowModeSeconds: 30 }),
    expects: asks("thread.slowMode"),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:settings",
    about: "announcements and edits",
    input: ({ threadId }) => ({ threadId, version: 0, announcement: true, editWindowSeconds: 60 }),
    expects: asks("thread.announcement"),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:settings",
    about: "unseen",
    input: ({ threadId }) => ({ threadId, version: 7, slowModeSeconds: 30 }),
    expects: inTurn(asks("thread.slowMode"), () => "STALE"),
    tells: "thread",
  },
  {
    door: "thread:override",
    about: "role",
    input: ({ threadId }) => ({
      threadId,
      version: 0,
      role: "GUEST",
      userId: null,
      allow: [],
      deny: ["message.react"],
    }),
    expects: asks("thread.overrides", { proposed: { who: "GUEST", allow: [], deny: ["message.react"] } }),
    writes: ["ThreadOverride", "Thread", "Event", "AuditLog"],
    tells: "thread",
  },
  {
    door: "thread:override",
    about: "what some lack",
    input: ({ threadId }) => ({
      threadId,
      version: 0,
      role: "GUEST",
      userId: null,
      allow: ["message.attach"],
      deny: [],
    }),
    expects: asks("thread.overrides", { proposed: { who: "GUEST", allow: ["message.attach"], deny: [] } }),
    writes: ["ThreadOverride", "Thread", "Event", "AuditLog"],
    tells: "thread",
  },
  ...onTargets((name) => ({
    door: "thread:override",
    input: ({ threadId, targetId }) => ({
      threadId,
      version: 0,
      role: null,
      userId: targetId,
      allow: [],
      deny: ["message.send"],
    }),
    expects: inTurn(
      onPerson("thread.overrides", name, { proposed: { who: "target", allow: [], deny: ["message.send"] } }),
      () => (["none", "left", "banned"].includes(name) ? "PERSON_UNAVAILABLE" : "allow"),
    ),
    writes: ["ThreadOverride", "Thread", "Event", "AuditLog", "User"],
    tells: "thread",
  })),
  {
    door: "thread:lock",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf(({ state }) => state === "LOCKED"),
      asks("thread.lock"),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:unlock",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf(({ state }) => state !== "LOCKED"),
      asks("thread.lock"),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:delete",
    input: ({ threadId }) => ({ threadId, reason: "over" }),
    expects: asks("thread.delete"),
    writes: MEMBERSHIP,
    tells: "thread",
    reachesMembers: true,
  },
  {
    door: "thread:restore",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.restore"),
      nothingIf(({ state }) => state !== "DELETED"),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
    reachesMembers: true,
    revives: true,
  },
  {
    door: "thread:update",
    input: ({ threadId }) => ({ threadId, name: "another name" }),
    expects: asks("thread.rename"),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:archive",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf(({ state }) => state === "ARCHIVED"),
      asks("thread.archive"),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:unarchive",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf(({ state }) => state !== "ARCHIVED"),
      asks("thread.unarchive"),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:star",
    input: ({ threadId }) => ({ threadId, starred: true }),
    expects: asks("personal.set"),
    writes: OWN_PLACE,
    tells: "nobody",
  },
  {
    door: "thread:level",
    input: ({ threadId }) => ({ threadId, level: "NOTHING" }),
    expects: asks("personal.set"),
    writes: OWN_PLACE,
    tells: "nobody",
  },
  {
    door: "thread:join",
    input: ({ threadId }) => ({ threadId, reason: "to see what is wrong" }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf((where) => inside(where) && where.state !== "DELETED"),
      asks("thread.join"),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:leave",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf((where) => !inside(where)),
      asks("thread.leave"),
    ),
    only: ({ kind }) => kind !== "DM",
    writes: MEMBERSHIP,
    tells: "thread",
  },
  {
    door: "thread:leave",
    about: "direct message",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(
      asks("thread.view"),
      nothingIf((where) => !inside(where)),
      asks("thread.leave"),
    ),
    only: ({ kind }) => kind === "DM",
    writes: OWN_PLACE,
    tells: "nobody",
  },
  {
    door: "thread:read",
    input: ({ threadId }) => ({ threadId, upToSeq: 3 }),
    expects: asks("personal.set"),
    writes: [...OWN_PLACE, "MessageRead"],
    tells: "nobody",
  },
  {
    door: "thread:unread",
    input: ({ threadId }) => ({ threadId, fromSeq: 1 }),
    expects: asks("personal.set"),
    writes: OWN_PLACE,
    tells: "nobody",
  },
  ...onTargets((name) => ({
    door: "participant:add",
    input: ({ threadId, targetId }) => ({ threadId, userIds: [targetId] }),
    expects: inTurn(
      asks("thread.view"),
      // Who is not here cannot be added, whoever asks.
      () => (name === "nobody" || name === "suspended" ? "unknown" : "allow"),
      onPerson("member.add", name),
      nothingIf(() => !["none", "left", "suspended"].includes(name)),
    ),
    writes: MEMBERSHIP,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:remove",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, reason: "rude" }),
    expects: inTurn(
      onPerson("member.remove", name),
      nothingIf(() => ["none", "left", "banned"].includes(name)),
    ),
    writes: RESTRAINT,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:timeOut",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, seconds: 600, reason: "rude" }),
    expects: inTurn(onPerson("member.timeout", name), () => (name === "none" ? "PERSON_UNAVAILABLE" : "allow")),
    writes: RESTRAINT,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:liftTimeOut",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId }),
    expects: inTurn(
      onPerson("member.timeout", name),
      () => (name === "none" ? "PERSON_UNAVAILABLE" : "allow"),
      nothingIf(() => true),
    ),
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:ban",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, reason: "rude" }),
    expects: inTurn(
      onPerson("member.ban", name),
      nothingIf(() => name === "banned"),
    ),
    writes: RESTRAINT,
    tells: "thread",
  })),
  ...onTargets((name) => ({
    door: "participant:unban",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId }),
    expects: inTurn(
      onPerson("member.unban", name),
      nothingIf(() => name !== "banned"),
    ),
    writes: RESTRAINT,
    tells: "thread",
  })),
  {
    door: "bans",
    input: ({ threadId }) => ({ threadId }),
    expects: inTurn(asks("thread.view"), onPerson("member.unban", "guest")),
  },
  ...(["GUEST", "MEMBER", "MODERATOR", "OWNER"] as const).flatMap((role) =>
    onTargets((name) => ({
      door: "participant:role",
      about: role,
      input: ({ threadId, targetId }) => ({ threadId, userId: targetId, role }),
      expects: inTurn(
        onPerson("role.set", name, { newRole: role }),
        nothingIf(() => (["admin", "sysowner", "suspended"].includes(name) ? "MEMBER" : name.toUpperCase()) === role),
      ),
      writes: MEMBERSHIP,
      tells: "thread",
    })),
  ),

  { door: "thread", input: ({ threadId }) => ({ threadId }), expects: asks("thread.view") },
  { door: "participants", input: ({ threadId }) => ({ threadId }), expects: asks("thread.view") },
  { door: "receipts", input: ({ threadId }) => ({ threadId }), expects: asks("receipts.read") },
  {
    door: "readVersions",
    input: ({ threadId, theirs, old }) => ({ threadId, ids: `${theirs},${old}` }),
    expects: asks("history.read"),
  },
  { door: "messages", input: ({ threadId }) => ({ threadId }), expects: asks("history.read") },
  { door: "pins", input: ({ threadId }) => ({ threadId }), expects: asks("history.read") },
  { door: "find", input: ({ threadId }) => ({ threadId, q: "a" }), expects: asks("history.read") },
  ...onMessages(["theirs", "old"], (name) => ({
    door: "messages",
    input: (ids) => ({ threadId: ids.threadId, aroundId: ids[name] }),
    expects: inTurn(asks("history.read"), asks("history.read", { message: MESSAGES[name] })),
  })),
  ...onMessages(["mine", "theirs", "old"], (name) => ({
    door: "message",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "edits",
    input: (ids) => ({ messageId: ids[name] }),
    expects: onMessage("editHistory.read", name),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "reactions",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "replies",
    input: (ids) => ({ messageId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  ...onMessages(["theirs", "old"], (name) => ({
    door: "attachmentLink",
    // The file of a message has its id here.
    input: (ids) => ({ attachmentId: ids[name] }),
    expects: asks("history.read", { message: MESSAGES[name] }),
  })),
  {
    door: "sync",
    input: ({ threadId }) => ({ user: 0, threads: { [threadId]: 0 } }),
    // Says of everything that may not be read no more than that it is gone.
    expects: (where) => (asks("history.read")(where) === "allow" ? "allow" : "hide"),
    reads: (data, { threadId }) => {
      const { threads } = data as { threads: Record<string, { gone?: boolean }> };
      return threads[threadId]?.gone ? "hide" : "allow";
    },
  },
  {
    door: "home",
    input: () => ({}),
    expects: (where) => (inside(where) && where.state !== "DELETED" ? "allow" : "absent"),
    reads: listed,
  },
  {
    door: "threads",
    input: () => ({ limit: 100 }),
    // What one may look into, not all that a system role may know of.
    expects: (where) => {
      const isListed = inside(where) || (where.kind === "PUBLIC" && where.relation !== "banned");
      return isListed && where.state !== "DELETED" ? "allow" : "absent";
    },
    only: ({ kind }) => kind === "PUBLIC" || kind === "PRIVATE",
    reads: listed,
  },
];

function listed(data: unknown, { threadId }: Ids): Answer {
  return JSON.stringify(data).includes(threadId) ? "allow" : "absent";
}

/** Doors about no thread: whoever may ask them at all, and what a person out of reach answers. */
export const WORKSPACE_DOORS: Omit<DoorCase, "tells">[] = [
  // Whose messages it finds is held by tests/integration/search.test.ts.
  { door: "search", input: () => ({ q: "hello" }), expects: asks("person.view") },
  { door: "people", input: () => ({}), expects: asks("person.view") },
  { door: "lookUpPeople", input: ({ targetId }) => ({ ids: targetId }), expects: asks("person.view") },
  { door: "person", input: ({ targetId }) => ({ userId: targetId }), target: "none", expects: asks("person.view") },
  {
    door: "person",
    about: "nobody",
    target: "nobody",
    input: ({ targetId }) => ({ userId: targetId }),
    expects: onPerson("person.view", "nobody"),
  },
  {
    door: "thread:create",
    input: ({ fresh }) => ({ id: fresh(), kind: "PRIVATE", name: "new" }),
    expects: asks("thread.create"),
    writes: ["Thread", "ThreadParticipant", "Message", "Event", "User"],
  },
  ...(["none", "suspended", "self", "nobody"] as const).map((target) => ({
    door: "thread:direct" as const,
    about: target,
    target,
    input: ({ fresh, targetId }: Ids) => ({ id: fresh(), userIds: [targetId] }),
    expects: inTurn(
      () => (target === "nobody" || target === "suspended" ? "unknown" : "allow"),
      onPerson("dm.create", target),
    ),
    writes: ["Thread", "ThreadParticipant", "Event", "User"],
  })),
  ...(["none", "self", "nobody"] as const).flatMap((target): Omit<DoorCase, "tells">[] => [
    {
      door: "person:block",
      about: target,
      target,
      input: ({ targetId }) => ({ userId: targetId }),
      expects: onPerson("person.block", target),
      writes: ["Block", "User", "Event"],
    },
    {
      door: "person:unblock",
      about: target,
      target,
      input: ({ targetId }) => ({ userId: targetId }),
      expects: inTurn(
        onPerson("person.block", target),
        nothingIf(() => true),
      ),
    },
  ]),
  // Of another person, or not there: the same.
  { door: "notice:dismiss", input: ({ fresh }) => ({ noticeId: fresh() }), expects: () => "hide" },
  // What was not saved is not there to be let go of; whose messages are listed is held by tests/integration/pins-saved.test.ts.
  {
    door: "message:unsave",
    input: ({ fresh }) => ({ messageId: fresh() }),
    expects: inTurn(
      asks("profile.edit"),
      nothingIf(() => true),
    ),
  },
  { door: "saved", input: () => ({}), expects: asks("profile.edit") },
  { door: "reports", input: () => ({}), expects: asks("report.read") },
  {
    door: "report",
    input: ({ fresh }) => ({ reportId: fresh() }),
    expects: inTurn(asks("report.read"), () => "hide"),
  },
  {
    door: "report:claim",
    input: ({ fresh }) => ({ reportId: fresh(), version: 0, claimed: true }),
    expects: inTurn(asks("report.read"), () => "hide"),
  },
  {
    door: "report:resolve",
    input: ({ fresh }) => ({ reportId: fresh(), version: 0, state: "DISMISSED", reason: "no rule broken" }),
    expects: inTurn(asks("report.read"), () => "hide"),
  },
  {
    door: "report:reopen",
    input: ({ fresh }) => ({ reportId: fresh(), version: 0 }),
    expects: inTurn(asks("report.read"), () => "hide"),
  },
  {
    door: "profile:update",
    input: () => ({ title: "Captain" }),
    expects: asks("profile.edit"),
    writes: ["User", "Event"],
  },
  {
    door: "preference:update",
    input: () => ({ density: "compact" }),
    expects: asks("profile.edit"),
    writes: ["UserPreference", "User", "Event"],
  },
  { door: "ownSessions", input: () => ({}), expects: asks("profile.edit") },
  {
    door: "session:end",
    input: () => ({ sessionId: "sess_of_somebody_else" }),
    expects: inTurn(asks("profile.edit"), () => "hide"),
  },
  // Nobody here is signed in twice.
  {
    door: "session:end-others",
    input: () => ({}),
    expects: inTurn(
      asks("profile.edit"),
      nothingIf(() => true),
    ),
  },
  { door: "users", input: () => ({ q: "target" }), expects: asks("admin.read") },
  { door: "adminThreads", input: () => ({}), expects: asks("admin.read") },
  { door: "settings", input: () => ({}), expects: asks("admin.read") },
  { door: "audit", input: () => ({}), expects: asks("audit.read") },
  { door: "auditCheck", input: () => ({}), expects: asks("audit.read") },
  { door: "serverHealth", input: () => ({}), expects: asks("health.read") },
  { door: "invites", input: () => ({}), expects: asks("invite.create") },
  ...(["none", "nobody"] as const).flatMap((target): typeof WORKSPACE_DOORS => {
    const found = () => (target === "nobody" ? "hide" : "allow");
    return [
      {
        door: "userSessions",
        about: target,
        target,
        input: ({ targetId }) => ({ userId: targetId }),
        expects: inTurn(asks("admin.read"), found),
      },
      {
        door: "explainPermission",
        about: target,
        target,
        input: ({ targetId }) => ({ userId: targetId, action: "dm.create" }),
        expects: inTurn(asks("permission.explain"), found),
      },
      {
        door: "viewAs",
        about: target,
        target,
        input: ({ targetId }) => ({ userId: targetId }),
        expects: inTurn(asks("permission.explain"), found),
      },
    ];
  }),
  ...(["none", "sysowner", "self", "nobody"] as const).flatMap((target): typeof WORKSPACE_DOORS => {
    const input = ({ targetId }: Ids) => ({ userId: targetId, reason: "why" });
    const isActive = nothingIf(() => target !== "nobody");
    const writes = ["User", "Event", "Session", "ClerkRevocation", "AuditLog"];
    return [
      { door: "user:suspend", about: target, target, input, expects: onPerson("user.suspend", target), writes },
      { door: "user:sign-out", about: target, target, input, expects: onPerson("user.signOut", target), writes },
      {
        door: "user:restore",
        about: target,
        target,
        input,
        expects: inTurn(onPerson("user.restore", target), isActive),
      },
    ];
  }),
  ...(["none", "self", "nobody"] as const).map((target) => {
    const newSystemRole = target === "self" ? ("MEMBER" as const) : ("ADMIN" as const);
    return {
      door: "user:role" as const,
      about: target,
      target,
      input: ({ targetId }: Ids) => ({ userId: targetId, role: newSystemRole, reason: "why" }),
      expects: onPerson("user.setRole", target, { newSystemRole }),
      writes: ["User", "Event", "AuditLog"],
    };
  }),
  {
    door: "invite:create",
    input: () => ({ maxUses: 1 }),
    expects: asks("invite.create"),
    writes: ["Invite", "AuditLog"],
  },
  {
    door: "invite:revoke",
    input: ({ fresh }) => ({ inviteId: fresh(), reason: "why" }),
    expects: inTurn(asks("invite.create"), () => "hide"),
  },
  { door: "customEmoji", input: () => ({}), expects: asks("person.view") },
  { door: "adminEmoji", input: () => ({}), expects: asks("emoji.manage") },
  {
    door: "emoji:disable",
    input: ({ fresh }) => ({ emojiId: fresh(), disabled: true }),
    expects: inTurn(asks("emoji.manage"), () => "hide"),
  },
  {
    door: "emoji:remove",
    input: ({ fresh }) => ({ emojiId: fresh(), reason: "why" }),
    expects: inTurn(
      asks("emoji.manage"),
      nothingIf(() => true),
    ),
  },
  // The settings are one row that is nobody's: what changes them is in tests/integration/administration.test.ts.
  {
    door: "workspace:update",
    input: () => ({ version: 1_000, name: "Another" }),
    expects: inTurn(asks("workspace.set"), () => "STALE"),
  },
  {
    door: "security:update",
    input: () => ({ version: 1_000, maxSessionDays: 7, reason: "why" }),
    expects: inTurn(asks("security.set"), () => "STALE"),
  },
  { door: "notifications", input: () => ({}), expects: asks("profile.edit") },
  {
    door: "notification:seen",
    input: ({ fresh }) => ({ upTo: fresh() }),
    expects: inTurn(
      asks("profile.edit"),
      nothingIf(() => true),
    ),
    writes: ["Notification"],
  },
];

/** Routes that no door of the contract stands behind, each with the test that holds it. */
export const OTHER_ROUTES: Record<string, string> = {
  "GET /api/health": "says that the process lives, to anybody",
  "GET /api/ready": "says that the server may be sent people, to anybody",
  "POST /api/webhooks/clerk": "tests/integration/webhook.test.ts",
  "POST /api/invites/accept": "tests/integration/first-visit.test.ts",
  "POST /api/workspace/claim": "tests/integration/first-visit.test.ts",
  "GET /api/admin/audit/export": "tests/integration/administration.test.ts",
};

/** Socket events that are no commands, each with the test that holds it. */
export const OTHER_EVENTS: Record<string, string> = {
  "auth:renew": "tests/integration/bad-tokens.test.ts",
  typing: "tests/access/door-cells.test.ts",
  "heads:ask": "tests/integration/sockets.test.ts",
  "presence:set": "tests/integration/socket-ephemeral.test.ts",
  "presence:watch": "tests/integration/socket-ephemeral.test.ts",
  looking: "tests/integration/socket-ephemeral.test.ts",
  delivery: "tests/integration/administration.test.ts",
};
