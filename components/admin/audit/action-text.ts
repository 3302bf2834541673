/** What follows the name of who did it, by the name under which it is audited. */
const TEXTS: Record<string, string> = {
  "user.setRole": "changed the workspace role of",
  "user.suspend": "suspended",
  "user.restore": "restored",
  "user.signOut": "signed out",
  "invite.create": "made an invite",
  "invite.revoke": "revoked an invite",
  "workspace.set": "changed the settings of the workspace",
  "workspace.claimed": "became the owner of the workspace",
  "workspace.ownerless": "left the workspace without an owner",
  "security.set": "changed security settings",
  "role.set": "changed the role of",
  "member.add": "added",
  "member.remove": "removed",
  "member.ban": "banned",
  "member.unban": "lifted the ban of",
  "member.timeout": "timed out",
  "message.delete": "deleted a message of",
  "thread.archive": "archived a thread",
  "thread.unarchive": "unarchived a thread",
  "thread.delete": "deleted a thread",
  "thread.restore": "restored a thread",
  "thread.lock": "locked or unlocked a thread",
  "thread.slowMode": "changed slow mode",
  "thread.announcement": "changed the settings of a thread",
  "thread.overrides": "changed permissions in a thread",
  "thread.join": "joined a private thread",
  "thread.inherited": "left a thread to",
  "thread.orphaned": "left a thread without an owner",
};

/** An audited action in words; one that has none yet by its name. */
export const actionText = (action: string): string => TEXTS[action] ?? `did ${action}`;
