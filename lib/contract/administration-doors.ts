import {
  adminThreadPage,
  adminUserPage,
  adminUserView,
  judgedUserInput,
  listAdminThreadsInput,
  listUsersInput,
  setUserRoleInput,
} from "./administration.ts";
import { auditCheck, auditPage, listAuditInput } from "./audit.ts";
import {
  adminEmojiList,
  adminEmojiView,
  customEmojiList,
  disableEmojiInput,
  removeEmojiInput,
} from "./custom-emoji.ts";
import {
  createdInvite,
  createInviteInput,
  invitePage,
  inviteView,
  listInvitesInput,
  revokeInviteInput,
} from "./invites.ts";
import { nothing } from "./nothing.ts";
import { peopleGroupList, peopleGroupView, removeGroupInput, saveGroupInput } from "./people-groups.ts";
import { personInput } from "./people.ts";
import { explainedPermission, explainPermissionInput, viewAsInput, viewAsPage } from "./permissions.ts";
import {
  claimReportInput,
  listReportsInput,
  reopenReportInput,
  reportDetails,
  reportInput,
  reportPage,
  reportView,
  resolveReportInput,
} from "./reports.ts";
import { serverHealth } from "./server-health.ts";
import { endUserSessionInput, sessionList, signOutUserInput } from "./sessions.ts";
import { adminSettings, updateSecurityInput, updateWorkspaceInput, workspaceSettings } from "./workspace-settings.ts";

/** The commands of `commandDoors` about running the workspace: accounts, invites, reports, settings. */
export const administrationCommands = {
  "report:claim": {
    method: "PUT",
    path: "/api/admin/reports/[reportId]/claim",
    input: claimReportInput,
    output: reportView,
  },
  "report:resolve": {
    method: "PUT",
    path: "/api/admin/reports/[reportId]/resolution",
    input: resolveReportInput,
    output: reportView,
  },
  "report:reopen": {
    method: "DELETE",
    path: "/api/admin/reports/[reportId]/resolution",
    input: reopenReportInput,
    output: reportView,
  },
  "user:role": {
    method: "PUT",
    path: "/api/admin/users/[userId]/role",
    input: setUserRoleInput,
    output: adminUserView,
  },
  "user:suspend": {
    method: "PUT",
    path: "/api/admin/users/[userId]/suspension",
    input: judgedUserInput,
    output: adminUserView,
  },
  "user:restore": {
    method: "DELETE",
    path: "/api/admin/users/[userId]/suspension",
    input: judgedUserInput,
    output: adminUserView,
  },
  "user:sign-out": {
    method: "DELETE",
    path: "/api/admin/users/[userId]/sessions",
    input: signOutUserInput,
    output: adminUserView,
  },
  "user:end-session": {
    method: "DELETE",
    path: "/api/admin/users/[userId]/sessions/[sessionId]",
    input: endUserSessionInput,
    output: adminUserView,
  },
  "invite:create": { method: "POST", path: "/api/admin/invites", input: createInviteInput, output: createdInvite },
  "invite:revoke": {
    method: "DELETE",
    path: "/api/admin/invites/[inviteId]",
    input: revokeInviteInput,
    output: inviteView,
  },
  "emoji:disable": {
    method: "PUT",
    path: "/api/admin/emoji/[emojiId]",
    input: disableEmojiInput,
    output: adminEmojiView,
  },
  "emoji:remove": {
    method: "DELETE",
    path: "/api/admin/emoji/[emojiId]",
    input: removeEmojiInput,
    output: nothing,
  },
  "group:save": {
    method: "PUT",
    path: "/api/admin/groups/[groupId]",
    input: saveGroupInput,
    output: peopleGroupView,
  },
  "group:remove": {
    method: "DELETE",
    path: "/api/admin/groups/[groupId]",
    input: removeGroupInput,
    output: nothing,
  },
  "workspace:update": {
    method: "PATCH",
    path: "/api/admin/settings",
    input: updateWorkspaceInput,
    output: workspaceSettings,
  },
  "security:update": {
    method: "PATCH",
    path: "/api/admin/security",
    input: updateSecurityInput,
    output: workspaceSettings,
  },
} as const;

/** The queries of `queryDoors` about running the workspace: accounts, invites, reports, settings. */
export const administrationQueries = {
  users: { method: "GET", path: "/api/admin/users", input: listUsersInput, output: adminUserPage },
  userSessions: {
    method: "GET",
    path: "/api/admin/users/[userId]/sessions",
    input: personInput,
    output: sessionList,
  },
  adminThreads: { method: "GET", path: "/api/admin/threads", input: listAdminThreadsInput, output: adminThreadPage },
  customEmoji: { method: "GET", path: "/api/emoji", input: nothing, output: customEmojiList },
  groups: { method: "GET", path: "/api/groups", input: nothing, output: peopleGroupList },
  adminEmoji: { method: "GET", path: "/api/admin/emoji", input: nothing, output: adminEmojiList },
  invites: { method: "GET", path: "/api/admin/invites", input: listInvitesInput, output: invitePage },
  settings: { method: "GET", path: "/api/admin/settings", input: nothing, output: adminSettings },
  audit: { method: "GET", path: "/api/admin/audit", input: listAuditInput, output: auditPage },
  auditCheck: { method: "GET", path: "/api/admin/audit/check", input: nothing, output: auditCheck },
  explainPermission: {
    method: "GET",
    path: "/api/admin/permissions",
    input: explainPermissionInput,
    output: explainedPermission,
  },
  viewAs: { method: "GET", path: "/api/admin/permissions/threads", input: viewAsInput, output: viewAsPage },
  serverHealth: { method: "GET", path: "/api/admin/health", input: nothing, output: serverHealth },
  reports: { method: "GET", path: "/api/admin/reports", input: listReportsInput, output: reportPage },
  report: { method: "GET", path: "/api/admin/reports/[reportId]", input: reportInput, output: reportDetails },
} as const;
