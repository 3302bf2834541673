import { z } from "zod";
import { attachmentInput, attachmentLink } from "./attachments.ts";
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
  createdInvite,
  createInviteInput,
  invitePage,
  inviteView,
  listInvitesInput,
  revokeInviteInput,
} from "./invites.ts";
import {
  adminEmojiList,
  adminEmojiView,
  customEmojiList,
  disableEmojiInput,
  removeEmojiInput,
} from "./custom-emoji.ts";
import { removePreviewInput } from "./link-previews.ts";
import {
  deleteMessageInput,
  editHistory,
  editMessageInput,
  findMessagesInput,
  foundMessages,
  listMessagesInput,
  listRepliesInput,
  messageInput,
  messagePage,
  pinList,
  messageView,
  sendMessageInput,
  sentMessage,
} from "./messages.ts";
import {
  banInput,
  banList,
  blockInput,
  deleteThreadInput,
  liftTimeOutInput,
  threadOverrideInput,
  threadSettingsInput,
  threadStateInput,
  timeOutInput,
  unbanInput,
} from "./moderation.ts";
import { dismissNoticeInput } from "./notices.ts";
import {
  addParticipantsInput,
  participantList,
  participantView,
  removeParticipantInput,
  setParticipantRoleInput,
} from "./participants.ts";
import {
  listPeopleInput,
  lookUpPeopleInput,
  peoplePage,
  personInput,
  personView,
  updateProfileInput,
} from "./people.ts";
import { explainedPermission, explainPermissionInput, viewAsInput, viewAsPage } from "./permissions.ts";
import { listNotificationsInput, notificationPage, seeNotificationsInput } from "./notifications.ts";
import { preferenceView, updatePreferenceInput } from "./preferences.ts";
import { reactInput, reactionList } from "./reactions.ts";
import { markReadInput, markUnreadInput, readVersions, readVersionsInput, receiptList } from "./reading.ts";
import {
  claimReportInput,
  listReportsInput,
  reopenReportInput,
  reportDetails,
  reportedMessage,
  reportInput,
  reportMessageInput,
  reportPage,
  reportView,
  resolveReportInput,
} from "./reports.ts";
import { listSavedInput, savedMark, savedPage } from "./saved.ts";
import { searchInput, searchPage } from "./search.ts";
import { serverHealth } from "./server-health.ts";
import { endSessionInput, sessionList, signOutUserInput } from "./sessions.ts";
import { syncAnswer, syncInput } from "./sync.ts";
import {
  browsePage,
  browseThreadsInput,
  createThreadInput,
  joinThreadInput,
  openDirectInput,
  setThreadLevelInput,
  starThreadInput,
  threadDetails,
  threadEntry,
  threadInput,
  threadView,
  updateThreadInput,
} from "./threads.ts";
import { adminSettings, updateSecurityInput, updateWorkspaceInput, workspaceSettings } from "./workspace-settings.ts";
import { homeView } from "./workspace.ts";

export const nothing = z.object({});
const strictlyNothing = z.strictObject({});

/**
 * Every command with its two doors (PROTOCOL S5): the key is the socket event, `method` and `path` are the REST door.
 * A `[name]` in the path is taken from the input's field of that name; the rest of the input is the JSON body.
 */
export const commandDoors = {
  "message:send": {
    method: "POST",
    path: "/api/threads/[threadId]/messages",
    input: sendMessageInput,
    output: sentMessage,
  },
  "message:edit": { method: "PUT", path: "/api/messages/[messageId]", input: editMessageInput, output: messageView },
  "message:delete": {
    method: "DELETE",
    path: "/api/messages/[messageId]",
    input: deleteMessageInput,
    output: messageView,
  },
  "message:react": {
    method: "PUT",
    path: "/api/messages/[messageId]/reactions",
    input: reactInput,
    output: messageView,
  },
  "message:unreact": {
    method: "DELETE",
    path: "/api/messages/[messageId]/reactions",
    input: reactInput,
    output: messageView,
  },
  "message:pin": { method: "PUT", path: "/api/messages/[messageId]/pin", input: messageInput, output: messageView },
  "message:unpin": {
    method: "DELETE",
    path: "/api/messages/[messageId]/pin",
    input: messageInput,
    output: messageView,
  },
  "preview:remove": {
    method: "DELETE",
    path: "/api/messages/[messageId]/previews/[previewId]",
    input: removePreviewInput,
    output: messageView,
  },
  "message:save": { method: "PUT", path: "/api/messages/[messageId]/saved", input: messageInput, output: savedMark },
  "message:unsave": {
    method: "DELETE",
    path: "/api/messages/[messageId]/saved",
    input: messageInput,
    output: savedMark,
  },
  "message:restore": {
    method: "POST",
    path: "/api/messages/[messageId]/restore",
    input: messageInput,
    output: messageView,
  },
  "message:report": {
    method: "POST",
    path: "/api/messages/[messageId]/report",
    input: reportMessageInput,
    output: reportedMessage,
  },
  "thread:create": { method: "POST", path: "/api/threads", input: createThreadInput, output: threadEntry },
  "thread:direct": { method: "POST", path: "/api/direct", input: openDirectInput, output: threadEntry },
  "thread:update": {
    method: "PATCH",
    path: "/api/threads/[threadId]",
    input: updateThreadInput,
    output: threadEntry.nullable(),
  },
  "thread:settings": {
    method: "PATCH",
    path: "/api/threads/[threadId]/settings",
    input: threadSettingsInput,
    output: threadView,
  },
  "thread:override": {
    method: "PUT",
    path: "/api/threads/[threadId]/overrides",
    input: threadOverrideInput,
    output: threadView,
  },
  "thread:archive": {
    method: "PUT",
    path: "/api/threads/[threadId]/archive",
    input: threadStateInput,
    output: nothing,
  },
  "thread:unarchive": {
    method: "DELETE",
    path: "/api/threads/[threadId]/archive",
    input: threadStateInput,
    output: nothing,
  },
  "thread:lock": { method: "PUT", path: "/api/threads/[threadId]/lock", input: threadStateInput, output: nothing },
  "thread:unlock": {
    method: "DELETE",
    path: "/api/threads/[threadId]/lock",
    input: threadStateInput,
    output: nothing,
  },
  "thread:delete": { method: "DELETE", path: "/api/threads/[threadId]", input: deleteThreadInput, output: nothing },
  "thread:restore": {
    method: "POST",
    path: "/api/threads/[threadId]/restore",
    input: threadStateInput,
    output: nothing,
  },
  "thread:star": { method: "PUT", path: "/api/threads/[threadId]/star", input: starThreadInput, output: threadEntry },
  "thread:level": {
    method: "PUT",
    path: "/api/threads/[threadId]/level",
    input: setThreadLevelInput,
    output: threadEntry,
  },
  "thread:join": {
    method: "PUT",
    path: "/api/threads/[threadId]/membership",
    input: joinThreadInput,
    output: threadEntry,
  },
  "thread:leave": { method: "DELETE", path: "/api/threads/[threadId]/membership", input: threadInput, output: nothing },
  "thread:read": { method: "PUT", path: "/api/threads/[threadId]/read", input: markReadInput, output: threadEntry },
  "thread:unread": {
    method: "PUT",
    path: "/api/threads/[threadId]/unread",
    input: markUnreadInput,
    output: threadEntry,
  },
  "participant:add": {
    method: "POST",
    path: "/api/threads/[threadId]/participants",
    input: addParticipantsInput,
    output: nothing,
  },
  "participant:remove": {
    method: "DELETE",
    path: "/api/threads/[threadId]/participants/[userId]",
    input: removeParticipantInput,
    output: nothing,
  },
  "participant:role": {
    method: "PUT",
    path: "/api/threads/[threadId]/participants/[userId]/role",
    input: setParticipantRoleInput,
    output: participantView,
  },
  "participant:timeOut": {
    method: "PUT",
    path: "/api/threads/[threadId]/participants/[userId]/time-out",
    input: timeOutInput,
    output: participantView,
  },
  "participant:liftTimeOut": {
    method: "DELETE",
    path: "/api/threads/[threadId]/participants/[userId]/time-out",
    input: liftTimeOutInput,
    output: participantView,
  },
  "participant:ban": {
    method: "PUT",
    path: "/api/threads/[threadId]/participants/[userId]/ban",
    input: banInput,
    output: nothing,
  },
  "participant:unban": {
    method: "DELETE",
    path: "/api/threads/[threadId]/participants/[userId]/ban",
    input: unbanInput,
    output: nothing,
  },
  "person:block": { method: "PUT", path: "/api/people/[userId]/block", input: blockInput, output: nothing },
  "person:unblock": { method: "DELETE", path: "/api/people/[userId]/block", input: blockInput, output: nothing },
  "notice:dismiss": {
    method: "DELETE",
    path: "/api/me/notices/[noticeId]",
    input: dismissNoticeInput,
    output: nothing,
  },
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
  "profile:update": { method: "PATCH", path: "/api/me/profile", input: updateProfileInput, output: personView },
  "preference:update": {
    method: "PATCH",
    path: "/api/me/preferences",
    input: updatePreferenceInput,
    output: preferenceView,
  },
  "session:end": { method: "DELETE", path: "/api/me/sessions/[sessionId]", input: endSessionInput, output: nothing },
  "session:end-others": { method: "DELETE", path: "/api/me/sessions", input: strictlyNothing, output: nothing },
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
  "notification:seen": {
    method: "PUT",
    path: "/api/notifications/seen",
    input: seeNotificationsInput,
    output: nothing,
  },
} as const;

/** Every query: REST only. The input is the query string, but for `sync`, whose cursors are a JSON body. */
export const queryDoors = {
  home: { method: "GET", path: "/api/home", input: nothing, output: homeView },
  threads: { method: "GET", path: "/api/threads", input: browseThreadsInput, output: browsePage },
  thread: { method: "GET", path: "/api/threads/[threadId]", input: threadInput, output: threadDetails },
  messages: { method: "GET", path: "/api/threads/[threadId]/messages", input: listMessagesInput, output: messagePage },
  find: {
    method: "GET",
    path: "/api/threads/[threadId]/find",
    input: findMessagesInput,
    output: foundMessages,
  },
  participants: {
    method: "GET",
    path: "/api/threads/[threadId]/participants",
    input: threadInput,
    output: participantList,
  },
  bans: { method: "GET", path: "/api/threads/[threadId]/bans", input: threadInput, output: banList },
  receipts: { method: "GET", path: "/api/threads/[threadId]/receipts", input: threadInput, output: receiptList },
  readVersions: {
    method: "GET",
    path: "/api/threads/[threadId]/read-versions",
    input: readVersionsInput,
    output: readVersions,
  },
  message: { method: "GET", path: "/api/messages/[messageId]", input: messageInput, output: messageView },
  edits: { method: "GET", path: "/api/messages/[messageId]/edits", input: messageInput, output: editHistory },
  replies: { method: "GET", path: "/api/messages/[messageId]/replies", input: listRepliesInput, output: messagePage },
  reactions: {
    method: "GET",
    path: "/api/messages/[messageId]/reactions",
    input: messageInput,
    output: reactionList,
  },
  pins: { method: "GET", path: "/api/threads/[threadId]/pins", input: threadInput, output: pinList },
  saved: { method: "GET", path: "/api/me/saved", input: listSavedInput, output: savedPage },
  search: { method: "GET", path: "/api/search", input: searchInput, output: searchPage },
  attachmentLink: {
    method: "GET",
    path: "/api/attachments/[attachmentId]/link",
    input: attachmentInput,
    output: attachmentLink,
  },
  people: { method: "GET", path: "/api/people", input: listPeopleInput, output: peoplePage },
  lookUpPeople: { method: "GET", path: "/api/people/lookup", input: lookUpPeopleInput, output: peoplePage },
  person: { method: "GET", path: "/api/people/[userId]", input: personInput, output: personView },
  ownSessions: { method: "GET", path: "/api/me/sessions", input: nothing, output: sessionList },
  users: { method: "GET", path: "/api/admin/users", input: listUsersInput, output: adminUserPage },
  userSessions: {
    method: "GET",
    path: "/api/admin/users/[userId]/sessions",
    input: personInput,
    output: sessionList,
  },
  adminThreads: { method: "GET", path: "/api/admin/threads", input: listAdminThreadsInput, output: adminThreadPage },
  customEmoji: { method: "GET", path: "/api/emoji", input: nothing, output: customEmojiList },
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
  notifications: { method: "GET", path: "/api/notifications", input: listNotificationsInput, output: notificationPage },
  sync: { method: "POST", path: "/api/sync", input: syncInput, output: syncAnswer },
} as const;

export type CommandName = keyof typeof commandDoors;
export type CommandInput<N extends CommandName> = z.input<(typeof commandDoors)[N]["input"]>;
export type CommandOutput<N extends CommandName> = z.output<(typeof commandDoors)[N]["output"]>;
export type QueryName = keyof typeof queryDoors;
export type QueryInput<N extends QueryName> = z.input<(typeof queryDoors)[N]["input"]>;
export type QueryOutput<N extends QueryName> = z.output<(typeof queryDoors)[N]["output"]>;
