import type { Question } from "./oracle.ts";

/** Decisions whose whole course is written down: the reasons in order (`!` denies, `?` lacks), and what rides with the answer. */
export interface ExactCase {
  asks: Question;
  trace: string;
  details?: Record<string, unknown>;
  /** What the last step carries besides. */
  carries?: Record<string, unknown>;
}

const publicThread = {
  account: "ACTIVE",
  system: "MEMBER",
  kind: "PUBLIC",
  state: "OPEN",
  relation: "member",
} as const;
const privateThread = { ...publicThread, kind: "PRIVATE" } as const;
const group = { ...publicThread, kind: "GROUP_DM" } as const;
const direct = { ...publicThread, kind: "DM" } as const;
const moderator = { ...publicThread, relation: "moderator" } as const;
const owner = { ...publicThread, relation: "owner" } as const;
const admin = { ...privateThread, system: "ADMIN", relation: "none" } as const;
const mine = { own: true, seq: 11, age: 0, deletedAgo: null };
const dee = { system: "MEMBER", relation: "member", account: "ACTIVE" } as const;
const myself = { self: true, system: "MEMBER", relation: "member", account: "ACTIVE" } as const;
const send = "message.send";
const known = "account.active thread.known";

export const EXACT_CASES: ExactCase[] = [
  { asks: { ...publicThread, action: send, account: "SUSPENDED" }, trace: "!account.inactive" },
  { asks: { ...publicThread, action: send, missing: true }, trace: "account.active !thread.hidden" },
  { asks: { ...privateThread, action: send, relation: "left" }, trace: "account.active !thread.hidden" },
  { asks: { ...publicThread, action: send, relation: "banned" }, trace: `${known} !banned` },

  {
    asks: { ...publicThread, action: send },
    trace: `${known} state.open role.grants`,
    carries: { role: "MEMBER", kind: "PUBLIC" },
  },
  {
    asks: { ...publicThread, action: send, state: "LOCKED" },
    trace: `${known} !state.locked`,
    carries: { kind: "PUBLIC" },
  },
  { asks: { ...moderator, action: send, state: "LOCKED" }, trace: `${known} state.rank role.grants` },
  { asks: { ...moderator, action: send, state: "ARCHIVED" }, trace: `${known} !state.archived` },
  { asks: { ...moderator, action: "thread.slowMode", state: "ARCHIVED" }, trace: `${known} !state.archivedSettings` },
  { asks: { ...owner, action: "thread.slowMode", state: "ARCHIVED" }, trace: `${known} state.rank role.grants` },
  { asks: { ...moderator, action: "member.ban", state: "ARCHIVED", target: dee }, trace: `${known} !state.archived` },
  {
    asks: { ...publicThread, action: "history.read", state: "ARCHIVED" },
    trace: `${known} state.permits role.everyone`,
  },
  { asks: { ...owner, action: "thread.slowMode", state: "DELETED" }, trace: `${known} !state.deleted` },
  {
    asks: { ...owner, action: "thread.restore", state: "DELETED", threadDeletedAgo: 1 },
    trace: `${known} state.permits role.grants`,
  },
  { asks: { ...owner, action: "thread.restore", state: "DELETED" }, trace: `${known} !state.restoreExpired` },
  { asks: { ...publicThread, action: send, announcement: true }, trace: `${known} !state.announcement` },
  { asks: { ...publicThread, action: "message.react", announcement: true }, trace: `${known} state.open role.grants` },

  {
    asks: { ...group, action: "history.read", message: { ...mine, seq: 10 } },
    trace: `${known} state.open !message.hidden`,
  },
  {
    asks: { ...publicThread, action: "message.edit", message: mine },
    trace: `${known} state.open message.known role.own`,
  },

  {
    asks: { ...publicThread, action: send, relation: "none" },
    trace: `${known} state.open !role.outsider`,
    carries: { kind: "PUBLIC", code: "JOIN_FIRST" },
  },
  {
    asks: { ...publicThread, action: "member.ban", relation: "none" },
    trace: `${known} state.open !role.outsider`,
    carries: { kind: "PUBLIC", code: "FORBIDDEN" },
  },
  {
    asks: { ...publicThread, action: "thread.rename" },
    trace: `${known} state.open !role.lacks`,
    carries: { role: "MEMBER", kind: "PUBLIC" },
  },
  {
    asks: { ...direct, action: "member.add" },
    trace: `${known} state.open !role.lacks`,
    carries: { role: "MEMBER", kind: "DM" },
  },
  {
    asks: { ...admin, action: "thread.rename" },
    trace: `${known} state.open role.inherited`,
    carries: { systemRole: "ADMIN" },
  },
  {
    asks: { ...publicThread, action: send, overrides: [{ who: "myRole", allow: [], deny: [send] }] },
    trace: `${known} state.open role.grants !override.role`,
    carries: { role: "MEMBER", kind: "PUBLIC" },
  },
  {
    asks: { ...publicThread, action: "thread.rename", overrides: [{ who: "me", allow: ["thread.rename"], deny: [] }] },
    trace: `${known} state.open ?role.lacks override.member`,
    carries: { role: "MEMBER", kind: "PUBLIC" },
  },
  {
    asks: {
      ...publicThread,
      action: send,
      overrides: [
        { who: "me", allow: [send], deny: [] },
        { who: "myRole", allow: [], deny: [send] },
      ],
    },
    trace: `${known} state.open role.grants override.member`,
  },
  {
    asks: { ...publicThread, action: send, overrides: [{ who: "me", allow: [send], deny: [] }] },
    trace: `${known} state.open role.grants`,
  },

  {
    asks: { ...publicThread, action: send, mutedFor: 90_000 },
    trace: `${known} state.open role.grants !timeOut.active`,
    details: { retryAfterMs: 90_000, until: 1_800_000_090_000 },
  },
  {
    asks: { ...publicThread, action: "thread.leave", mutedFor: 1 },
    trace: `${known} state.open role.grants timeOut.permits`,
  },
  { asks: { ...owner, action: send, mutedFor: 1 }, trace: `${known} state.open role.grants timeOut.rank` },
  { asks: { ...owner, action: send, mutedFor: 0 }, trace: `${known} state.open role.grants` },

  {
    asks: { ...publicThread, action: "message.attach", overrides: [{ who: "me", allow: [], deny: [send] }] },
    trace: `${known} state.open role.grants !implied.send`,
  },
  {
    asks: {
      ...publicThread,
      action: "message.reactNew",
      overrides: [{ who: "me", allow: [], deny: ["message.react"] }],
    },
    trace: `${known} state.open role.grants !implied.react`,
  },
  { asks: { ...admin, action: "editHistory.read" }, trace: `${known} state.open role.inherited !implied.read` },
  {
    asks: { ...publicThread, action: "mention.everyone", members: 51 },
    trace: `${known} state.open role.grants !limit.everyone`,
  },
  {
    asks: { ...publicThread, action: "message.edit", editWindow: 60, message: { ...mine, age: 61_000 } },
    trace: `${known} state.open message.known role.own !limit.editWindow`,
    carries: { seconds: 60 },
  },
  {
    asks: { ...publicThread, action: "message.edit", message: { ...mine, deletedAgo: 1 } },
    trace: `${known} state.open message.known role.own !limit.deletedMessage`,
  },
  {
    asks: { ...publicThread, action: "deletedBody.read", message: { ...mine, deletedAgo: 31 * 86_400_000 } },
    trace: `${known} state.open message.known role.own !limit.bodyErased`,
  },
  {
    asks: { ...publicThread, action: "message.restore", message: { ...mine, deletedAgo: 600_001 } },
    trace: `${known} state.open message.known role.own !limit.restoreExpired`,
  },
  {
    asks: { ...publicThread, action: "message.restore", message: { ...mine, deletedAgo: 1, deletedBy: "them" } },
    trace: `${known} state.open message.known role.own !limit.restoreModerators`,
  },
  {
    asks: { ...moderator, action: "message.restore", message: { ...mine, own: false, deletedAgo: 1 } },
    trace: `${known} state.open message.known role.grants !limit.restoreAuthors`,
  },
  {
    asks: { ...moderator, action: "message.restore", message: { ...mine, own: false, deletedAgo: 1, deletedBy: "me" } },
    trace: `${known} state.open message.known role.grants`,
  },
  { asks: { ...direct, action: send, blocked: true }, trace: `${known} state.open role.grants !block.between` },

  {
    asks: { ...moderator, action: "member.ban", target: dee },
    trace: `${known} state.open role.grants standing.above`,
  },
  {
    asks: { ...moderator, action: "member.ban", target: { ...dee, relation: "moderator" } },
    trace: `${known} state.open role.grants !standing.rank`,
    carries: { systemRole: "MEMBER" },
  },
  {
    asks: { ...moderator, action: "member.ban", target: myself },
    trace: `${known} state.open role.grants !standing.self`,
  },
  { asks: { ...moderator, action: "member.ban" }, trace: `${known} state.open role.grants !standing.unnamed` },
  {
    asks: { ...moderator, action: "member.ban", target: null },
    trace: `${known} state.open role.grants !standing.noTarget`,
  },
  {
    asks: { ...moderator, action: "role.set", target: myself, newRole: "GUEST" },
    trace: `${known} state.open role.grants standing.stepsDown`,
  },
  {
    asks: { ...moderator, action: "role.set", target: dee, newRole: "MODERATOR" },
    trace: `${known} state.open role.grants !standing.grantRank`,
  },
  {
    asks: { ...moderator, action: "role.set", target: { ...dee, relation: "none" }, newRole: "GUEST" },
    trace: `${known} state.open role.grants !standing.notMember`,
  },
  {
    asks: { ...owner, action: "role.set", target: dee, newRole: "OWNER" },
    trace: `${known} state.open role.grants standing.ownerAppoints`,
  },
  {
    asks: { ...owner, action: "role.set", target: dee, newRole: "MODERATOR" },
    trace: `${known} state.open role.grants standing.above`,
  },
  {
    asks: { ...publicThread, action: "member.add", target: { ...dee, relation: "banned" } },
    trace: `${known} state.open role.grants !standing.unavailable`,
  },
  {
    asks: { ...publicThread, action: "member.add", target: { ...dee, relation: "none" } },
    trace: `${known} state.open role.grants`,
  },
  {
    asks: { ...owner, action: "thread.overrides", proposed: { who: "GUEST", allow: ["message.pin"], deny: [] } },
    trace: `${known} state.open role.grants standing.above`,
  },
  {
    asks: { ...owner, action: "thread.overrides", proposed: { who: "GUEST", allow: ["member.ban"], deny: [] } },
    trace: `${known} state.open role.grants !standing.overrideManages`,
  },
  {
    asks: {
      ...admin,
      action: "thread.overrides",
      proposed: { who: "GUEST", allow: ["member.add", "message.pin"], deny: [] },
    },
    trace: `${known} state.open role.inherited !standing.overrideLacks`,
    carries: { permission: "message.pin" },
  },
  {
    asks: { ...owner, action: "thread.overrides", proposed: { who: "OWNER", allow: [], deny: [] } },
    trace: `${known} state.open role.grants !standing.rank`,
    carries: { systemRole: "MEMBER" },
  },
  {
    asks: { ...owner, action: "thread.overrides", proposed: { who: "nobody", allow: [], deny: [] } },
    trace: `${known} state.open role.grants !standing.unnamed`,
  },
  { asks: { ...owner, action: "thread.leave" }, trace: `${known} state.open role.grants !lastOwner.thread` },

  {
    asks: { ...publicThread, action: send, sentAgo: 48_000 },
    trace: `${known} state.open role.grants !slowMode.wait`,
    details: { retryAfterMs: 12_000 },
  },
  {
    asks: { ...publicThread, action: send, sentAgo: -5_000 },
    trace: `${known} state.open role.grants !slowMode.wait`,
    details: { retryAfterMs: 60_000 },
  },
  { asks: { ...moderator, action: send, sentAgo: 48_000 }, trace: `${known} state.open role.grants slowMode.rank` },
  { asks: { ...moderator, action: send, sentAgo: 60_000 }, trace: `${known} state.open role.grants` },

  {
    asks: { ...admin, action: "thread.join" },
    trace: `${known} state.open role.inherited`,
    details: { visibleJoin: true },
  },
  { asks: { ...admin, kind: "PUBLIC", action: "thread.join" }, trace: `${known} state.open role.inherited` },
  { asks: { ...admin, relation: "member", action: "thread.join" }, trace: `${known} state.open role.inherited` },
  { asks: { ...admin, action: "thread.lock" }, trace: `${known} state.open role.inherited` },
  { asks: { ...admin, action: "thread.join", state: "DELETED" }, trace: `${known} !state.deleted` },

  {
    asks: { ...publicThread, action: "audit.read" },
    trace: "account.active !role.lacks",
    carries: { systemRole: "ADMIN" },
  },
  {
    asks: { ...publicThread, action: "security.set", system: "ADMIN" },
    trace: "account.active !role.lacks",
    carries: { systemRole: "OWNER" },
  },
  { asks: { ...admin, action: "audit.read" }, trace: "account.active role.system", carries: { systemRole: "ADMIN" } },
  {
    asks: { ...admin, action: "user.suspend", target: { ...dee, system: "ADMIN" } },
    trace: "account.active role.system !standing.rank",
    carries: { systemRole: "ADMIN" },
  },
  { asks: { ...admin, action: "user.suspend", target: dee }, trace: "account.active role.system standing.above" },
  {
    asks: { ...admin, action: "user.setRole", target: dee, newSystemRole: "ADMIN" },
    trace: "account.active role.system !standing.grantRank",
  },
  {
    asks: { ...admin, action: "user.setRole", target: { ...myself, system: "ADMIN" }, newSystemRole: "MEMBER" },
    trace: "account.active role.system standing.stepsDown",
  },
  {
    asks: {
      ...admin,
      system: "OWNER",
      action: "user.setRole",
      target: { ...dee, system: "OWNER" },
      newSystemRole: "MEMBER",
      owners: 2,
    },
    trace: "account.active role.system standing.ownerAppoints",
  },
  {
    asks: { ...admin, system: "OWNER", action: "account.leave" },
    trace: "account.active role.system !lastOwner.workspace",
  },
  {
    asks: { ...publicThread, action: "profile.edit", target: dee },
    trace: "account.active role.system !standing.notSelf",
  },
  {
    asks: { ...publicThread, action: "dm.create", target: dee, blocked: true },
    trace: "account.active role.system !standing.unavailable",
  },
  {
    asks: {
      ...owner,
      action: "thread.overrides",
      target: { ...dee, relation: "owner" },
      proposed: { who: "target", allow: [], deny: [] },
    },
    trace: `${known} state.open role.grants !standing.rank`,
    carries: { systemRole: "MEMBER" },
  },
];
