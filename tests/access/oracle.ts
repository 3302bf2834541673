/**
 * What PERMISSIONS says, written down a second time by hand. It shares nothing with lib/, not even a type: where the
 * two disagree, one of them is wrong. An action that is not listed here is denied.
 */

/** "allow", "hide" (the answer of a missing thing), or the code of the refusal. */
export type Answer = "allow" | "hide" | (string & {});

export type Relation = "none" | "left" | "banned" | "guest" | "member" | "moderator" | "owner";
export type SystemName = "MEMBER" | "ADMIN" | "OWNER";
export type Kind = "PUBLIC" | "PRIVATE" | "GROUP_DM" | "DM";
export type State = "OPEN" | "LOCKED" | "ARCHIVED" | "DELETED";
export type RoleName = "GUEST" | "MEMBER" | "MODERATOR" | "OWNER";

/** One question. All lengths of time are in milliseconds, counted back from now unless they say otherwise. */
export interface Question {
  action: string;
  system: SystemName;
  account: "ACTIVE" | "SUSPENDED" | "DELETED";
  kind: Kind;
  state: State;
  relation: Relation;
  missing?: boolean;
  /** `null`: there is no such message. The asker joined after seq 10. */
  message?: null | { own: boolean; seq: number; age: number; deletedAgo: number | null; deletedBy?: "me" | "them" };
  target?: null | { self?: boolean; system: SystemName; relation: Relation; account: Question["account"] };
  newRole?: RoleName;
  newSystemRole?: SystemName;
  owners?: number;
  /** How much longer the time-out lasts. */
  mutedFor?: number;
  announcement?: boolean;
  blocked?: boolean;
  /** How long ago the asker last sent, null = never; slow mode is 60 s. */
  sentAgo?: number | null;
  members?: number;
  /** Seconds. */
  editWindow?: number;
  threadDeletedAgo?: number;
  overrides?: { who: "myRole" | "me" | "otherRole" | "somebody"; allow: string[]; deny: string[] }[];
  proposed?: { who: "target" | "somebody" | "nobody" | RoleName; allow: string[]; deny: string[] };
}

const DAYS_30 = 2_592_000_000;
const MINUTES_10 = 600_000;

// + yes   . no   J join first   own: one's own only   Jown: join first for one's own, no for others'
// +s yes, can be switched off   -s no, can be switched on   pub: +s in PUBLIC, -s in PRIVATE
// strng: anybody outside a PUBLIC thread. admPB/admPR: system ADMIN or OWNER outside a PUBLIC/PRIVATE thread.
// admIN: what a system ADMIN or OWNER inside has on top of the thread role.
const THREAD_TABLE = read(`
                     strng  guest  member  moder  owner  admPB  admPR  admIN  group  dm
thread.view          +      +      +       +      +      +      +      +      +      +
history.read         +      +      +       +      +      +      J      +      +      +
editHistory.read     J      -s     +s      +s     +      +      J      +      +      +
deletedBody.read     Jown   .      own     +      +      Jown   Jown   .      own    own
receipts.read        J      +      +       +      +      J      J      +      +      +
thread.join          +      +      +       +      +      +      +      +      .      .
thread.leave         J      +      +       +      +      J      J      +      +      +
personal.set         J      +      +       +      +      J      J      +      +      +
message.report       +      +      +       +      +      +      J      +      +      +
message.send         J      +s     +s      +s     +      J      J      +      +      +
message.reply        J      +s     +s      +s     +      J      J      +      +      +
message.react        J      +s     +s      +s     +      J      J      +      +      +
message.reactNew     J      +s     +s      +s     +      J      J      +      +      +
message.attach       J      -s     +s      +s     +      J      J      +      +      +
link.preview         J      -s     +s      +s     +      J      J      +      +      +
mention.everyone     J      .      +s      +s     +      J      J      +      +      +
message.edit         Jown   own    own     own    own    own    Jown   own    own    own
message.pin          J      .      +s      +s     +      J      J      +      +      +
typing.send          J      +      +       +      +      J      J      +      +      +
message.delete       Jown   own    own     +      +      +      +      +      own    own
message.restore      Jown   own    own     +      +      +      +      +      own    own
member.add           J      .      pub     +s     +      +      +      +      +      .
member.remove        .      .      .       +      +      +      +      +      .      .
member.timeout       .      .      .       +      +      +      +      +      .      .
member.ban           .      .      .       +      +      +      +      +      .      .
member.unban         .      .      .       +      +      +      +      +      .      .
role.set             .      .      .       +      +      +      +      +      .      .
thread.lock          .      .      .       +      +      +      +      +      .      .
thread.slowMode      .      .      .       +      +      +      +      +      .      .
thread.announcement  .      .      .       .      +      +      +      +      .      .
thread.overrides     .      .      .       .      +      +      +      +      .      .
thread.rename        .      .      -s      +s     +      +      +      +      .      .
thread.archive       .      .      .       +      +      +      +      +      .      .
thread.unarchive     .      .      .       +      +      +      +      +      .      .
thread.delete        .      .      .       .      +      +      +      +      .      .
thread.restore       .      .      .       .      +      +      +      +      .      .
`);

// + yes   . no   mo: moderators and above   ow: owners and above   ad: system ADMIN and OWNER   30: within 30 days
const STATE_TABLE = read(`
                     LOCKED  ARCHIVED  DELETED
thread.view          +       +         ad
history.read         +       +         .
editHistory.read     +       +         .
deletedBody.read     +       +         .
receipts.read        +       +         .
thread.join          +       +         .
thread.leave         +       +         .
personal.set         +       +         .
message.report       +       +         .
message.send         mo      .         .
message.reply        mo      .         .
message.react        mo      .         .
message.reactNew     mo      .         .
message.attach       mo      .         .
link.preview         mo      .         .
mention.everyone     mo      .         .
message.edit         mo      .         .
message.pin          mo      .         .
typing.send          mo      .         .
message.delete       +       +         .
message.restore      +       +         .
member.add           +       .         .
member.remove        +       .         .
member.timeout       +       .         .
member.ban           +       .         .
member.unban         +       .         .
thread.lock          +       .         .
role.set             +       ow        .
thread.slowMode      +       ow        .
thread.announcement  +       ow        .
thread.overrides     +       ow        .
thread.rename        +       ow        .
thread.delete        +       ow        .
thread.archive       +       +         .
thread.unarchive     +       +         .
thread.restore       +       +         30
`);

// Who may act on whom: + or R (rank). Rows act; columns are the higher of thread role and system role.
const ACTS_ON = read(`
           none  guest  member  moderator  owner  ADMIN  OWNER
none       R     R      R       R          R      R      R
guest      +     R      R       R          R      R      R
member     +     +      R       R          R      R      R
moderator  +     +      +       R          R      R      R
owner      +     +      +       +          R      R      R
ADMIN      +     +      +       +          +      R      R
OWNER      +     +      +       +          +      +      R
`);

const GRANTS = read(`
           GUEST  MEMBER  MODERATOR  OWNER
none       R      R       R          R
guest      R      R       R          R
member     +      R       R          R
moderator  +      +       R          R
owner      +      +       +          +
ADMIN      +      +       +          +
OWNER      +      +       +          +
`);

const SYSTEM_TABLE = read(`
                    MEMBER  ADMIN  OWNER
person.view         +       +      +
person.block        +       +      +
profile.edit        +       +      +
account.leave       +       +      +
thread.create       +       +      +
dm.create           +       +      +
invite.create       .       +      +
user.suspend        .       +      +
user.restore        .       +      +
user.signOut        .       +      +
user.setRole        .       +      +
audit.read          .       +      +
report.read         .       +      +
report.resolve      .       +      +
admin.read          .       +      +
emoji.manage        .       +      +
group.manage        .       +      +
health.read         .       +      +
permission.explain  .       +      +
retention.read      .       +      +
retention.set       .       .      +
workspace.set       .       .      +
security.set        .       .      +
`);

// user.setRole on another: actor>target, then the new role. OWNERs appoint and remove ADMINs and OWNERs.
const SETS_SYSTEM_ROLE = read(`
                MEMBER  ADMIN  OWNER
ADMIN>MEMBER    +       R      R
ADMIN>ADMIN     R       R      R
ADMIN>OWNER     R       R      R
OWNER>MEMBER    +       +      +
OWNER>ADMIN     +       +      +
OWNER>OWNER     +       +      +
`);

const MANAGES = read(`
        MEMBER  ADMIN  OWNER
ADMIN   +       R      R
OWNER   +       +      R
`);

const SILENCED_IN_DM =
  "message.send message.reply message.react message.reactNew message.attach link.preview mention.everyone message.edit message.pin typing.send";
const ANNOUNCEMENTS_KEEP = "message.send message.reply message.attach link.preview mention.everyone typing.send";
const TIME_OUT_LEAVES =
  "thread.view history.read editHistory.read deletedBody.read receipts.read thread.leave personal.set message.report";
const NEEDS_SEND = "message.attach mention.everyone link.preview typing.send";
const ACTS_ON_PERSON = "member.remove member.timeout member.ban member.unban role.set";
const SWITCHABLE =
  "message.send message.reply message.react message.reactNew message.attach link.preview mention.everyone member.add message.pin thread.rename editHistory.read";

/** Every action that PERMISSIONS knows. */
export const THREAD_ACTION_NAMES = Object.keys(THREAD_TABLE);
export const SYSTEM_ACTION_NAMES = Object.keys(SYSTEM_TABLE);
export const SWITCHABLE_NAMES = SWITCHABLE.split(" ");

/** The answer that PERMISSIONS gives. */
export function expected(question: Question): Answer {
  if (question.account !== "ACTIVE") return "ACCOUNT_SUSPENDED";
  if (question.action in SYSTEM_TABLE) return expectedInWorkspace(question);
  return question.action in THREAD_TABLE ? expectedInThread(question) : "FORBIDDEN";
}

function expectedInThread(q: Question): Answer {
  if (q.missing || isHidden(q)) return "hide";
  if (q.relation === "banned") return "THREAD_BANNED";

  const byState = stateAnswer(q);
  if (byState !== "allow") return byState;
  if (q.announcement && ANNOUNCEMENTS_KEEP.split(" ").includes(q.action) && !atLeast(q, "moderator")) {
    return "ANNOUNCEMENT_ONLY";
  }
  if (q.message === null) return "hide";
  if (q.message && startsAtJoining(q) && q.message.seq <= 10) return "hide";

  const byRole = roleAnswer(q, q.action);
  if (byRole !== "allow") return byRole;

  if (q.relation !== "none" && (q.mutedFor ?? 0) > 0 && !atLeast(q, "owner")) {
    const own = q.action === "message.delete" && q.message?.own;
    if (!own && !TIME_OUT_LEAVES.split(" ").includes(q.action)) return "TIMED_OUT";
  }
  if (NEEDS_SEND.split(" ").includes(q.action) && roleAnswer(q, "message.send") !== "allow") return "FORBIDDEN";
  // A new emoji is also a reaction.
  if (q.action === "message.reactNew" && roleAnswer(q, "message.react") !== "allow") return "FORBIDDEN";

  return limitAnswer(q) ?? personAnswer(q) ?? lastOwnerAnswer(q) ?? slowAnswer(q) ?? "allow";
}

function isHidden({ kind, state, relation, system }: Question): boolean {
  const inside = ["guest", "member", "moderator", "owner"].includes(relation);
  const direct = kind === "DM" || kind === "GROUP_DM";
  if (inside) return false;
  if (!direct && system !== "MEMBER") return false;
  if (state === "DELETED") return true;
  if (relation === "banned") return false;
  return kind !== "PUBLIC";
}

function stateAnswer(q: Question): Answer {
  if (q.state === "OPEN") return "allow";
  const refusal = `THREAD_${q.state}`;
  switch (lookUp(STATE_TABLE, q.action, q.state)) {
    case "+":
      return "allow";
    case "mo":
      return atLeast(q, "moderator") ? "allow" : refusal;
    case "ow":
      return atLeast(q, "owner") ? "allow" : refusal;
    case "ad":
      return atLeast(q, "ADMIN") ? "allow" : refusal;
    case "30":
      return q.threadDeletedAgo !== undefined && q.threadDeletedAgo <= DAYS_30 ? "allow" : refusal;
    default:
      return refusal;
  }
}

function startsAtJoining({ kind, relation }: Question): boolean {
  if (kind === "GROUP_DM") return true;
  return kind === "PRIVATE" && relation === "guest";
}

function roleAnswer(q: Question, action: string): Answer {
  const own = q.message?.own ?? false;
  const inside = ["guest", "member", "moderator", "owner"].includes(q.relation);
  if (q.kind === "DM") return plain(lookUp(THREAD_TABLE, action, "dm"), own);
  if (q.kind === "GROUP_DM") return plain(lookUp(THREAD_TABLE, action, "group"), own);

  if (!inside) {
    const column = q.system === "MEMBER" ? "strng" : q.kind === "PUBLIC" ? "admPB" : "admPR";
    return plain(lookUp(THREAD_TABLE, action, column), own);
  }
  if (q.system !== "MEMBER" && plain(lookUp(THREAD_TABLE, action, "admIN"), own) === "allow") return "allow";
  if (q.kind === "PUBLIC" && lookUp(THREAD_TABLE, action, "strng") === "+") return "allow";

  const column = q.relation === "moderator" ? "moder" : q.relation;
  let cell = lookUp(THREAD_TABLE, action, column);
  if (cell === "pub") cell = q.kind === "PUBLIC" ? "+s" : "-s";
  if (cell !== "+s" && cell !== "-s") return plain(cell, own);

  let held = cell === "+s";
  for (const who of ["myRole", "me"]) {
    for (const override of q.overrides ?? []) {
      if (override.who !== who) continue;
      if (override.deny.includes(action)) held = false;
      if (override.allow.includes(action)) held = true;
    }
  }
  return held ? "allow" : "FORBIDDEN";
}

function plain(cell: string, own: boolean): Answer {
  if (cell === "+") return "allow";
  if (cell === "J") return "JOIN_FIRST";
  if (cell === "own") return own ? "allow" : "FORBIDDEN";
  if (cell === "Jown") return own ? "JOIN_FIRST" : "FORBIDDEN";
  return "FORBIDDEN";
}

function limitAnswer(q: Question): Answer | null {
  const { action, message } = q;
  if (action === "mention.everyone" && (q.members ?? 0) > 50 && !atLeast(q, "moderator")) return "FORBIDDEN";
  const deletedAgo = message?.deletedAgo ?? null;
  if (deletedAgo !== null && ["message.edit", "message.react", "message.reactNew", "message.pin"].includes(action))
    return "GONE";
  if (deletedAgo !== null && action === "deletedBody.read" && deletedAgo > DAYS_30) return "GONE";
  if (action === "message.restore" && message && deletedAgo !== null) {
    const author = message.own ? "me" : "them";
    const byAuthor = (message.deletedBy ?? author) === author;
    if (byAuthor ? !message.own : message.own) return "FORBIDDEN";
    if (deletedAgo > (byAuthor ? MINUTES_10 : DAYS_30)) return "GONE";
  }
  if (action === "message.edit" && message && q.editWindow !== undefined && message.age > q.editWindow * 1000) {
    return "EDIT_WINDOW_CLOSED";
  }
  if (q.blocked && q.kind === "DM" && SILENCED_IN_DM.split(" ").includes(action)) return "PERSON_UNAVAILABLE";
  return null;
}

function personAnswer(q: Question): Answer | null {
  const { action, target } = q;
  if (action === "thread.overrides") return overrideAnswer(q);
  if (action !== "member.add" && !ACTS_ON_PERSON.split(" ").includes(action)) return null;
  if (target === undefined) return "FORBIDDEN";
  if (target === null) return "hide";

  if (target.self) {
    const stepsDown = action === "role.set" && q.newRole && below(q.newRole, q.relation);
    return stepsDown ? null : "SELF";
  }
  if (action === "member.add") {
    if (target.account !== "ACTIVE" || target.relation === "banned" || q.blocked) return "PERSON_UNAVAILABLE";
    const high = q.newRole === "MODERATOR" || q.newRole === "OWNER";
    return high && lookUp(GRANTS, level(q), q.newRole ?? "") !== "+" ? "RANK" : null;
  }
  const there = ["guest", "member", "moderator", "owner"].includes(target.relation);
  if (action === "role.set" && !there) return "PERSON_UNAVAILABLE";
  if (lookUp(ACTS_ON, level(q), levelOf(target, q.kind)) !== "+") return "RANK";
  if (action !== "role.set") return null;
  if (!q.newRole) return "FORBIDDEN";
  return lookUp(GRANTS, level(q), q.newRole) === "+" ? null : "RANK";
}

function overrideAnswer(q: Question): Answer | null {
  const { proposed, target } = q;
  if (!proposed || proposed.who === "nobody") return "FORBIDDEN";
  if (proposed.who === "target" || proposed.who === "somebody") {
    if (target === null) return "hide";
    if (!target || proposed.who === "somebody") return "FORBIDDEN";
    if (target.self) return "SELF";
    if (lookUp(ACTS_ON, level(q), levelOf(target, q.kind)) !== "+") return "RANK";
  } else {
    const as = proposed.who.toLowerCase();
    if (lookUp(ACTS_ON, level(q), as) !== "+") return "RANK";
  }
  for (const name of [...proposed.allow, ...proposed.deny]) {
    if (!SWITCHABLE.split(" ").includes(name)) return "FORBIDDEN";
  }
  return proposed.allow.every((name) => roleAnswer(q, name) === "allow") ? null : "FORBIDDEN";
}

function lastOwnerAnswer(q: Question): Answer | null {
  const direct = q.kind === "DM" || q.kind === "GROUP_DM";
  if (direct || (q.owners ?? 1) > 1) return null;
  if (q.action === "thread.leave" && q.relation === "owner") return "LAST_OWNER";
  if (q.action !== "role.set" || q.newRole === "OWNER" || !q.target) return null;
  const loser = q.target.self ? q.relation : q.target.relation;
  return loser === "owner" ? "LAST_OWNER" : null;
}

function slowAnswer(q: Question): Answer | null {
  if (q.action !== "message.send" && q.action !== "message.reply") return null;
  if (typeof q.sentAgo !== "number" || q.sentAgo >= 60_000 || atLeast(q, "moderator")) return null;
  return "SLOW_MODE";
}

function expectedInWorkspace(q: Question): Answer {
  if (lookUp(SYSTEM_TABLE, q.action, q.system) !== "+") return "FORBIDDEN";
  const { target } = q;
  switch (q.action) {
    case "profile.edit":
      return target === undefined || target?.self ? "allow" : "FORBIDDEN";
    case "account.leave":
      if (target !== undefined && !target?.self) return "FORBIDDEN";
      return q.system === "OWNER" && (q.owners ?? 1) <= 1 ? "LAST_OWNER" : "allow";
    case "person.view":
      return target === null ? "hide" : "allow";
    case "report.resolve":
      return target?.self ? "SELF" : "allow";
    case "person.block":
      if (target === undefined) return "FORBIDDEN";
      if (target === null) return "hide";
      return target.self ? "SELF" : "allow";
    case "dm.create":
      if (target === undefined) return "allow";
      if (target === null) return "hide";
      if (target.self) return "SELF";
      return target.account === "ACTIVE" && !q.blocked ? "allow" : "PERSON_UNAVAILABLE";
    case "user.suspend":
    case "user.restore":
    case "user.signOut":
      if (target === undefined) return "FORBIDDEN";
      if (target === null) return "hide";
      if (target.self) return "SELF";
      if (target.account === "DELETED") return "PERSON_UNAVAILABLE";
      return lookUp(MANAGES, q.system, target.system) === "+" ? "allow" : "RANK";
    case "user.setRole":
      return systemRoleAnswer(q);
    default:
      return "allow";
  }
}

function systemRoleAnswer(q: Question): Answer {
  const { target, newSystemRole } = q;
  if (target === null) return "hide";
  if (!target || !newSystemRole) return "FORBIDDEN";
  const last = (q.owners ?? 1) <= 1 && newSystemRole !== "OWNER";
  if (target.self) {
    const order = ["MEMBER", "ADMIN", "OWNER"];
    if (order.indexOf(newSystemRole) >= order.indexOf(q.system)) return "SELF";
    return last && q.system === "OWNER" ? "LAST_OWNER" : "allow";
  }
  if (target.account === "DELETED") return "PERSON_UNAVAILABLE";
  if (lookUp(SETS_SYSTEM_ROLE, `${q.system}>${target.system}`, newSystemRole) !== "+") return "RANK";
  return last && target.system === "OWNER" && target.account === "ACTIVE" ? "LAST_OWNER" : "allow";
}

const LEVELS = ["none", "guest", "member", "moderator", "owner", "ADMIN", "OWNER"];

/** The higher of thread role and system role; in direct messages everybody is a member and nothing more. */
function level({ relation, system, kind }: Question): string {
  return levelOf({ relation, system }, kind);
}

function levelOf({ relation, system }: { relation: Relation; system: SystemName }, kind: Kind): string {
  const inside = ["guest", "member", "moderator", "owner"].includes(relation);
  if (kind === "DM" || kind === "GROUP_DM") return inside ? "member" : "none";
  if (system !== "MEMBER") return system;
  return inside ? relation : "none";
}

function atLeast(q: Question, least: string): boolean {
  return LEVELS.indexOf(level(q)) >= LEVELS.indexOf(least);
}

function below(role: RoleName, relation: Relation): boolean {
  return LEVELS.indexOf(role.toLowerCase()) < LEVELS.indexOf(relation);
}

function lookUp(table: Record<string, Record<string, string>>, row: string, column: string): string {
  const cell = table[row]?.[column];
  if (cell === undefined) throw new Error(`the oracle has no cell ${row} × ${column}`);
  return cell;
}

function read(text: string): Record<string, Record<string, string>> {
  const [head = [], ...rows] = text
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return Object.fromEntries(
    rows.map(([name = "", ...cells]) => [name, Object.fromEntries(head.map((column, i) => [column, cells[i] ?? ""]))]),
  );
}
