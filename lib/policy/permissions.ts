import type { SystemRole, ThreadKind, ThreadRole } from "../contract/roles.ts";
import type { SystemAction, ThreadAction } from "./actions.ts";

/**
 * `yes`, `no`; `own`: on one's own message; `public`: in PUBLIC threads; `joined`: for a participant of any role.
 * An override can take away `on`, grant `off`, and do either to `publicOn`, which is on in PUBLIC and off elsewhere.
 */
export type Cell = "yes" | "no" | "own" | "public" | "joined" | "on" | "off" | "publicOn";

/**
 * `outsider` is what anybody has, so it adds to every role; `inherited` is what a system ADMIN or OWNER adds. The two
 * have the same column: they differ in rank. In GROUP_DM and DM the kind is the column, for there are no roles.
 */
export const COLUMNS = ["outsider", "GUEST", "MEMBER", "MODERATOR", "OWNER", "inherited", "GROUP_DM", "DM"] as const;
export type Column = (typeof COLUMNS)[number];
type Row = readonly [Cell, Cell, Cell, Cell, Cell, Cell, Cell, Cell];

// A MODERATOR's participation is `on`, not `yes`: only thread OWNER and system ADMIN/OWNER skip overrides.
// biome-ignore format: a table is read by its columns
const MATRIX: Record<ThreadAction, Row> = {
  //                     outsider  GUEST   MEMBER      MODERATOR  OWNER   inherited  GROUP_DM  DM
  "thread.view":         ["public", "yes",  "yes",      "yes",     "yes",  "yes",     "yes",    "yes"],
  "history.read":        ["public", "yes",  "yes",      "yes",     "yes",  "joined",  "yes",    "yes"],
  "editHistory.read":    ["no",     "off",  "on",       "on",      "yes",  "yes",     "yes",    "yes"],
  "deletedBody.read":    ["no",     "no",   "own",      "yes",     "yes",  "no",      "own",    "own"],
  "receipts.read":       ["no",     "yes",  "yes",      "yes",     "yes",  "joined",  "yes",    "yes"],
  "thread.join":         ["public", "yes",  "yes",      "yes",     "yes",  "yes",     "no",     "no"],
  "thread.leave":        ["no",     "yes",  "yes",      "yes",     "yes",  "joined",  "yes",    "yes"],
  "personal.set":        ["no",     "yes",  "yes",      "yes",     "yes",  "joined",  "yes",    "yes"],
  "message.report":      ["public", "yes",  "yes",      "yes",     "yes",  "joined",  "yes",    "yes"],
  "message.send":        ["no",     "on",   "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "message.reply":       ["no",     "on",   "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "message.react":       ["no",     "on",   "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "message.reactNew":    ["no",     "on",   "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "message.attach":      ["no",     "off",  "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "link.preview":        ["no",     "off",  "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "mention.everyone":    ["no",     "no",   "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "message.edit":        ["no",     "own",  "own",      "own",     "own",  "own",     "own",    "own"],
  "message.pin":         ["no",     "no",   "on",       "on",      "yes",  "joined",  "yes",    "yes"],
  "typing.send":         ["no",     "yes",  "yes",      "yes",     "yes",  "joined",  "yes",    "yes"],
  "message.delete":      ["no",     "own",  "own",      "yes",     "yes",  "yes",     "own",    "own"],
  "message.restore":     ["no",     "own",  "own",      "yes",     "yes",  "yes",     "own",    "own"],
  "member.add":          ["no",     "no",   "publicOn", "on",      "yes",  "yes",     "yes",    "no"],
  "member.remove":       ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "member.timeout":      ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "member.ban":          ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "member.unban":        ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "role.set":            ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "thread.lock":         ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "thread.slowMode":     ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "thread.announcement": ["no",     "no",   "no",       "no",      "yes",  "yes",     "no",     "no"],
  "thread.overrides":    ["no",     "no",   "no",       "no",      "yes",  "yes",     "no",     "no"],
  "thread.rename":       ["no",     "no",   "off",      "on",      "yes",  "yes",     "no",     "no"],
  "thread.archive":      ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "thread.unarchive":    ["no",     "no",   "no",       "yes",     "yes",  "yes",     "no",     "no"],
  "thread.delete":       ["no",     "no",   "no",       "no",      "yes",  "yes",     "no",     "no"],
  "thread.restore":      ["no",     "no",   "no",       "no",      "yes",  "yes",     "no",     "no"],
};

/** Above this many members a MEMBER may not mention everyone. */
export const EVERYONE_LIMIT = 50;

/** PERMISSIONS, step 8: who may not do the second may not do the first. */
export const IMPLIED_BY: Partial<Record<ThreadAction, ThreadAction>> = {
  "message.attach": "message.send",
  "mention.everyone": "message.send",
  "link.preview": "message.send",
  "typing.send": "message.send",
  "message.reactNew": "message.react",
  "message.edit": "history.read",
  "editHistory.read": "history.read",
};

/** The least system role that may do it; acting on a person also needs rank. */
export const LEAST_ROLE: Record<SystemAction, SystemRole> = {
  "person.view": "MEMBER",
  "person.block": "MEMBER",
  "profile.edit": "MEMBER",
  "account.leave": "MEMBER",
  "thread.create": "MEMBER",
  "dm.create": "MEMBER",
  "invite.create": "ADMIN",
  "user.suspend": "ADMIN",
  "user.restore": "ADMIN",
  "user.signOut": "ADMIN",
  "user.setRole": "ADMIN",
  "audit.read": "ADMIN",
  "report.read": "ADMIN",
  "report.resolve": "ADMIN",
  "admin.read": "ADMIN",
  "emoji.manage": "ADMIN",
  "group.manage": "ADMIN",
  "health.read": "ADMIN",
  "permission.explain": "ADMIN",
  "retention.read": "ADMIN",
  "retention.set": "OWNER",
  "workspace.set": "OWNER",
  "security.set": "OWNER",
};

/** One cell of the table. */
export function cellOf(action: ThreadAction, column: Column): Cell {
  return MATRIX[action][COLUMNS.indexOf(column)] ?? "no";
}

/** Whether the cell holds, before any override. */
export function cellHolds(cell: Cell, at: { kind: ThreadKind; own: boolean; inside: boolean }): boolean {
  switch (cell) {
    case "yes":
    case "on":
      return true;
    case "own":
      return at.own;
    case "public":
    case "publicOn":
      return at.kind === "PUBLIC";
    case "joined":
      return at.inside;
    case "no":
    case "off":
      return false;
  }
}

/** Whether a thread may switch the cell. */
export function isSwitchable(cell: Cell): boolean {
  return cell === "on" || cell === "off" || cell === "publicOn";
}

/** The thread roles, lowest first, that hold the action without an override: who can be asked for help. */
export function rolesHolding(action: ThreadAction, kind: ThreadKind): ThreadRole[] {
  const roles: ThreadRole[] = ["GUEST", "MEMBER", "MODERATOR", "OWNER"];
  return roles.filter((role) => cellHolds(cellOf(action, role), { kind, own: false, inside: true }));
}
