import type { QueryName } from "../contract/doors.ts";
import { browseThreads } from "./browse-threads.ts";
import { findMessages } from "./find-messages.ts";
import { explainPermission, viewAs } from "./explain-permission.ts";
import { getAttachmentLink } from "./get-attachment-link.ts";
import { getHome } from "./get-home.ts";
import { getMessage } from "./get-message.ts";
import { getServerHealth } from "./get-server-health.ts";
import { getSettings } from "./get-settings.ts";
import { getThread } from "./get-thread.ts";
import { listAdminThreads } from "./list-admin-threads.ts";
import { checkAudit, listAudit } from "./list-audit.ts";
import { listBans } from "./list-bans.ts";
import { listAdminEmoji, listCustomEmoji } from "./list-custom-emoji.ts";
import { listChanges } from "./list-changes.ts";
import { listEdits } from "./list-edits.ts";
import { listGroups } from "./list-groups.ts";
import { listInvites } from "./list-invites.ts";
import { listMessages } from "./list-messages.ts";
import { listNotifications } from "./list-notifications.ts";
import { listParticipants } from "./list-participants.ts";
import { getPerson, listPeople, lookUpPeople } from "./list-people.ts";
import { listPins } from "./list-pins.ts";
import { listReactions } from "./list-reactions.ts";
import { listReadVersions } from "./list-read-versions.ts";
import { listReceipts } from "./list-receipts.ts";
import { listReplies } from "./list-replies.ts";
import { listSaved } from "./list-saved.ts";
import { listOwnSessions, listUserSessions } from "./list-sessions.ts";
import { listUsers } from "./list-users.ts";
import { getReport, listReports } from "./list-reports.ts";
import type { Query } from "./query.ts";
import { searchMessages } from "./search-messages.ts";

/** Every query by its name on the wire. */
export const queryTable: { [N in QueryName]: Query<N> } = {
  home: getHome,
  threads: browseThreads,
  thread: getThread,
  messages: listMessages,
  find: findMessages,
  participants: listParticipants,
  bans: listBans,
  receipts: listReceipts,
  readVersions: listReadVersions,
  message: getMessage,
  edits: listEdits,
  replies: listReplies,
  reactions: listReactions,
  pins: listPins,
  saved: listSaved,
  search: searchMessages,
  customEmoji: listCustomEmoji,
  adminEmoji: listAdminEmoji,
  groups: listGroups,
  attachmentLink: getAttachmentLink,
  people: listPeople,
  lookUpPeople,
  person: getPerson,
  ownSessions: listOwnSessions,
  users: listUsers,
  userSessions: listUserSessions,
  adminThreads: listAdminThreads,
  invites: listInvites,
  settings: getSettings,
  audit: listAudit,
  auditCheck: checkAudit,
  explainPermission,
  viewAs,
  serverHealth: getServerHealth,
  reports: listReports,
  report: getReport,
  notifications: listNotifications,
  sync: listChanges,
};
