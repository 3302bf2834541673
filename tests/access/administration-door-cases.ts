import type { Ids, WorkspaceDoorCase } from "./door-case.ts";
import { asks, inTurn, nothingIf, onPerson } from "./door-answers.ts";

/** An id that nobody has, the same in every answer. */
const NOBODY = "01900000-0000-7000-8000-000000000000";

export const ADMINISTRATION_CASES: WorkspaceDoorCase[] = [
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
  { door: "users", input: () => ({ q: "target" }), expects: asks("admin.read") },
  { door: "adminThreads", input: () => ({}), expects: asks("admin.read") },
  { door: "settings", input: () => ({}), expects: asks("admin.read") },
  { door: "audit", input: () => ({}), expects: asks("audit.read") },
  { door: "auditCheck", input: () => ({}), expects: asks("audit.read") },
  { door: "serverHealth", input: () => ({}), expects: asks("health.read") },
  { door: "invites", input: () => ({}), expects: asks("invite.create") },
  ...(["none", "nobody"] as const).flatMap((target): WorkspaceDoorCase[] => {
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
  ...(["none", "sysowner", "self", "nobody"] as const).flatMap((target): WorkspaceDoorCase[] => {
    const input = ({ targetId }: Ids) => ({ userId: targetId, reason: "why" });
    const isActive = nothingIf(() => target !== "nobody");
    const writes = ["User", "Event", "Session", "ClerkRevocation", "AuditLog"];
    return [
      { door: "user:suspend", about: target, target, input, expects: onPerson("user.suspend", target), writes },
      { door: "user:sign-out", about: target, target, input, expects: onPerson("user.signOut", target), writes },
      {
        door: "user:end-session",
        about: target,
        target,
        input: (ids) => ({ ...input(ids), sessionId: "sess_of_nobody" }),
        expects: inTurn(onPerson("user.signOut", target), () => "hide"),
      },
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
  { door: "groups", input: () => ({}), expects: asks("person.view") },
  {
    door: "group:save",
    input: ({ fresh }) => ({ groupId: fresh(), version: 0, handle: "crew", name: "Crew", memberIds: [NOBODY] }),
    expects: inTurn(asks("group.manage"), () => "unknown"),
  },
  {
    door: "group:remove",
    input: ({ fresh }) => ({ groupId: fresh(), reason: "why" }),
    expects: inTurn(
      asks("group.manage"),
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
];
