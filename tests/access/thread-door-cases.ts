import type { Ids, DoorCase, WorkspaceDoorCase } from "./door-case.ts";
import { inside, asks, inTurn, nothingIf, onPerson, onTargets, OWN_PLACE, MEMBERSHIP, listed } from "./door-answers.ts";

export const THREAD_CASES_IN_THREADS: DoorCase[] = [
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
  { door: "thread", input: ({ threadId }) => ({ threadId }), expects: asks("thread.view") },
  {
    door: "explainPermission",
    about: "in a thread",
    target: "moderator",
    input: ({ threadId, targetId }) => ({ threadId, userId: targetId, action: "message.send" }),
    expects: inTurn(asks("permission.explain"), ({ kind }) => (kind.endsWith("DM") ? "hide" : "allow")),
  },
  { door: "receipts", input: ({ threadId }) => ({ threadId }), expects: asks("receipts.read") },
  {
    door: "readVersions",
    input: ({ threadId, theirs, old }) => ({ threadId, ids: `${theirs},${old}` }),
    expects: asks("history.read"),
  },
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

export const THREAD_CASES: WorkspaceDoorCase[] = [
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
];
