import type { AuditEntry } from "../../../lib/contract/audit.ts";

/** What follows the name of who did it, by the name under which it is audited. */
const TEXTS: Record<string, string> = {
  "user.setRole": "changed the workspace role of",
  "user.suspend": "suspended",
  "user.restore": "restored",
  "user.signOut": "signed out",
  "user.endSession": "ended a session of",
  "invite.create": "made an invite",
  "invite.revoke": "revoked an invite",
  "workspace.set": "changed the settings of the workspace",
  "workspace.claimed": "became the owner of the workspace",
  "workspace.ownerless": "left the workspace without an owner",
  "group.add": "added a group",
  "group.change": "changed a group",
  "group.remove": "removed a group",
  "emoji.add": "added an emoji",
  "emoji.disable": "switched an emoji off",
  "emoji.enable": "switched an emoji on",
  "emoji.remove": "removed an emoji",
  "security.set": "changed security settings",
  "role.set": "changed the role of",
  "member.remove": "removed",
  "member.ban": "banned",
  "member.unban": "lifted the ban of",
  "member.timeout": "timed out",
  "message.delete": "deleted a message of",
  "message.restore": "brought back a message of",
  "preview.remove": "removed a link preview of",
  "thread.archive": "archived a thread",
  "thread.unarchive": "unarchived a thread",
  "thread.delete": "deleted a thread",
  "thread.restore": "restored a thread",
  "thread.lock": "locked a thread",
  "thread.settings": "changed the settings of a thread",
  "thread.overrides": "changed permissions in a thread",
  "thread.join": "joined a private thread",
  "report.resolve": "closed a report about",
  "report.reopen": "reopened a report about",
  "thread.inherited": "left a thread to",
  "thread.orphaned": "left a thread without an owner",
};

/** What the same name says of the way back. */
const UNDONE: Record<string, { text: string; isUndone(after: Record<string, unknown>): boolean }> = {
  "thread.lock": { text: "unlocked a thread", isUndone: ({ state }) => state === "OPEN" },
  "member.timeout": { text: "lifted the time-out of", isUndone: ({ mutedUntil }) => mutedUntil === null },
};

/** An audited action in words; one that has none yet by its name. */
export function actionText({ action, after }: Pick<AuditEntry, "action" | "after">): string {
  const undone = UNDONE[action];
  if (undone && after && undone.isUndone(after)) return undone.text;
  return TEXTS[action] ?? `did ${action}`;
}
