import type { Participation } from "../contract/participation.ts";

/**
 * How a thread's state and a time-out treat an action. `view` is seeing that the thread is there; `free` is stopped by
 * neither (but by deletion); `plain` by a time-out only; `post` by a lock; `moderate` and `settings` by archiving, the
 * latter not for owners; `restore` undoes deletion.
 */
export type ActionGroup = "view" | "free" | "plain" | "post" | "moderate" | "settings" | "restore";

/**
 * Every action inside a thread, with its group. The list is closed: what is not here cannot be asked for.
 * `thread.view` is name, members and counts; `history.read` is messages, search, previews, quotes and file bytes.
 * `message.react` joins a reaction that is there and takes one's own back, `message.reactNew` brings another emoji.
 * `thread.lock` also unlocks, `message.pin` also unpins, `message.restore` takes a deletion back, `member.timeout` also
 * lifts; `thread.announcement` covers the
 * other settings that only owners change (edit window); `thread.rename` covers topic and icon.
 */
export const THREAD_ACTIONS = {
  "thread.view": "view",
  "history.read": "free",
  "editHistory.read": "free",
  "deletedBody.read": "free",
  "receipts.read": "free",
  "thread.join": "plain",
  "thread.leave": "free",
  "personal.set": "free",
  "message.report": "free",
  "message.send": "post",
  "message.reply": "post",
  "message.react": "post",
  "message.reactNew": "post",
  "message.attach": "post",
  "link.preview": "post",
  "mention.everyone": "post",
  "message.edit": "post",
  "message.pin": "post",
  "typing.send": "post",
  "message.delete": "plain",
  "message.restore": "plain",
  "member.add": "moderate",
  "member.remove": "moderate",
  "member.timeout": "moderate",
  "member.ban": "moderate",
  "member.unban": "moderate",
  "thread.lock": "moderate",
  "role.set": "settings",
  "thread.slowMode": "settings",
  "thread.announcement": "settings",
  "thread.overrides": "settings",
  "thread.rename": "settings",
  "thread.delete": "settings",
  "thread.archive": "plain",
  "thread.unarchive": "plain",
  "thread.restore": "restore",
} as const satisfies Record<string, ActionGroup>;

export type ThreadAction = keyof typeof THREAD_ACTIONS;

/**
 * Every action of the workspace. `profile.edit` is oneself only (profile, preferences, own sessions);
 * `user.signOut` ends another person's sessions, all or one; `invite.create` also lists and revokes; `admin.read` is the admin page
 * itself: everybody's account and sessions, every thread's metadata, the workspace's settings; `emoji.manage` adds custom
 * emoji, switches them off and removes them; `group.manage` makes, changes and removes groups of people to mention.
 */
export const SYSTEM_ACTIONS = [
  "person.view",
  "person.block",
  "profile.edit",
  "account.leave",
  "thread.create",
  "dm.create",
  "invite.create",
  "user.suspend",
  "user.restore",
  "user.signOut",
  "user.setRole",
  "audit.read",
  "report.read",
  "report.resolve",
  "admin.read",
  "emoji.manage",
  "group.manage",
  "health.read",
  "permission.explain",
  "retention.read",
  "retention.set",
  "workspace.set",
  "security.set",
] as const;

export type SystemAction = (typeof SYSTEM_ACTIONS)[number];
export type Action = ThreadAction | SystemAction;

/** What an override may switch: taking part, never managing (PERMISSIONS, order of evaluation 6). */
export const PARTICIPATION = [
  "message.send",
  "message.reply",
  "message.react",
  "message.reactNew",
  "message.attach",
  "link.preview",
  "mention.everyone",
  "member.add",
  "message.pin",
  "thread.rename",
  "editHistory.read",
] as const satisfies readonly (ThreadAction & Participation)[];

/** Tells actions inside a thread from those of the workspace. */
export function isThreadAction(action: Action): action is ThreadAction {
  return Object.hasOwn(THREAD_ACTIONS, action);
}
