import type { ThreadRole } from "../contract/roles.ts";
import type { Action } from "./actions.ts";

/** What follows "you can …", "only owners can …", "join this thread to …". */
export const VERBS: Record<Action, string> = {
  "thread.view": "see this thread",
  "history.read": "read it",
  "editHistory.read": "see earlier versions of messages",
  "deletedBody.read": "read deleted messages",
  "receipts.read": "see who has read messages",
  "thread.join": "join this thread",
  "thread.leave": "leave this thread",
  "personal.set": "change personal settings for it",
  "message.report": "report messages",
  "message.send": "post here",
  "message.reply": "reply here",
  "message.react": "react here",
  "message.reactNew": "add new reactions here",
  "message.attach": "attach files here",
  "link.preview": "show link previews here",
  "mention.everyone": "mention everyone here",
  "message.edit": "edit messages here",
  "message.pin": "pin messages here",
  "typing.send": "be shown as typing here",
  "message.delete": "delete other people's messages",
  "message.restore": "bring deleted messages back",
  "member.add": "add people to this thread",
  "member.remove": "remove people from this thread",
  "member.timeout": "time people out",
  "member.ban": "ban people from this thread",
  "member.unban": "lift bans in this thread",
  "role.set": "change roles in this thread",
  "thread.lock": "lock or unlock this thread",
  "thread.slowMode": "change slow mode",
  "thread.announcement": "change the settings of this thread",
  "thread.overrides": "change permissions in this thread",
  "thread.rename": "rename this thread",
  "thread.delete": "delete this thread",
  "thread.archive": "archive this thread",
  "thread.unarchive": "unarchive this thread",
  "thread.restore": "restore this thread",
  "person.view": "see people",
  "person.block": "block people",
  "profile.edit": "edit this profile",
  "account.leave": "leave the workspace",
  "thread.create": "create threads",
  "dm.create": "send direct messages",
  "invite.create": "invite people to the workspace",
  "user.suspend": "suspend people",
  "user.restore": "restore suspended people",
  "user.signOut": "sign other people out",
  "user.setRole": "change roles in the workspace",
  "audit.read": "see the audit log",
  "report.read": "see reports",
  "report.resolve": "resolve reports",
  "admin.read": "open the admin page",
  "emoji.manage": "manage custom emoji",
  "group.manage": "manage groups of people",
  "health.read": "see the health of the server",
  "permission.explain": "look into other people's permissions",
  "retention.read": "see how long messages are kept",
  "retention.set": "change how long messages are kept",
  "workspace.set": "change the settings of the workspace",
  "security.set": "change security settings",
};

const PLURALS: Record<ThreadRole, string> = {
  GUEST: "guests",
  MEMBER: "members",
  MODERATOR: "moderators",
  OWNER: "owners",
};

/** "members", "owners and moderators", "owners": the people who hold something, from their roles, lowest first. */
export function holders(roles: readonly ThreadRole[]): string {
  const lowest = roles[0];
  if (!lowest) return "nobody";
  return lowest === "MODERATOR" ? "owners and moderators" : PLURALS[lowest];
}

/** "Guests", "Members", …: everybody of one role, to begin a sentence. */
export function everyoneWho(role: ThreadRole): string {
  return capitalised(PLURALS[role]);
}

/** Begins a sentence with it. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** Milliseconds in words, in the largest unit that fits, rounded up: "12 seconds", "1 hour", "2 days". */
export function duration(ms: number): string {
  const rounded = Math.max(1, Math.ceil(ms / 1_000)) * 1_000;
  const [unit, size] = UNITS.find(([, least]) => rounded >= least) ?? ["second", 1_000];
  const count = Math.ceil(rounded / size);
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
