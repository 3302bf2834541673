import type { CommandName } from "../contract/doors.ts";
import { addParticipants } from "./add-participants.ts";
import { archiveThread, unarchiveThread } from "./archive-thread.ts";
import { banParticipant, unbanParticipant } from "./ban-participant.ts";
import { blockPerson, unblockPerson } from "./block-person.ts";
import { claimReport } from "./claim-report.ts";
import type { BatchCommand, Command } from "./command.ts";
import { createInvite } from "./create-invite.ts";
import { createThread } from "./create-thread.ts";
import { deleteMessage, restoreMessage } from "./delete-message.ts";
import { deleteThread, restoreThread } from "./delete-thread.ts";
import { disableEmoji } from "./disable-emoji.ts";
import { dismissNotice } from "./dismiss-notice.ts";
import { editMessage } from "./edit-message.ts";
import { endOtherSessions, endOwnSession } from "./end-own-sessions.ts";
import { endUserSession } from "./end-user-session.ts";
import { joinThread } from "./join-thread.ts";
import { leaveThread } from "./leave-thread.ts";
import { lockThread, unlockThread } from "./lock-thread.ts";
import { markRead } from "./mark-read.ts";
import { markUnread } from "./mark-unread.ts";
import { openDirect } from "./open-direct.ts";
import { pinMessage, unpinMessage } from "./pin-message.ts";
import { react, unreact } from "./react.ts";
import { removeGroup } from "./remove-group.ts";
import { removeEmoji } from "./remove-emoji.ts";
import { removeParticipant } from "./remove-participant.ts";
import { removePreview } from "./remove-preview.ts";
import { reportMessage } from "./report-message.ts";
import { reopenReport, resolveReport } from "./resolve-report.ts";
import { revokeInvite } from "./revoke-invite.ts";
import { saveGroup } from "./save-group.ts";
import { saveMessage, unsaveMessage } from "./save-message.ts";
import { seeNotifications } from "./see-notifications.ts";
import { sendMessage } from "./send-message.ts";
import { setParticipantRole } from "./set-participant-role.ts";
import { setThreadLevel } from "./set-thread-level.ts";
import { setThreadOverride } from "./set-thread-override.ts";
import { setThreadSettings } from "./set-thread-settings.ts";
import { setUserRole } from "./set-user-role.ts";
import { signOutUser } from "./sign-out-user.ts";
import { starThread } from "./star-thread.ts";
import { restoreUser, suspendUser } from "./suspend-user.ts";
import { liftParticipantTimeOut, timeOutParticipant } from "./time-out-participant.ts";
import { updatePreference } from "./update-preference.ts";
import { updateProfile } from "./update-profile.ts";
import { updateThread } from "./update-thread.ts";
import { updateSecurity, updateWorkspace } from "./update-workspace.ts";

/** Every command by its name on the wire: the one list behind both doors (PROTOCOL S5). */
export const commandTable: { [N in CommandName]: Command<N> | BatchCommand<N> } = {
  "message:send": sendMessage,
  "message:edit": editMessage,
  "message:delete": deleteMessage,
  "message:react": react,
  "message:unreact": unreact,
  "message:pin": pinMessage,
  "message:unpin": unpinMessage,
  "message:save": saveMessage,
  "message:unsave": unsaveMessage,
  "message:restore": restoreMessage,
  "message:report": reportMessage,
  "preview:remove": removePreview,
  "thread:create": createThread,
  "thread:direct": openDirect,
  "thread:update": updateThread,
  "thread:settings": setThreadSettings,
  "thread:override": setThreadOverride,
  "thread:archive": archiveThread,
  "thread:unarchive": unarchiveThread,
  "thread:lock": lockThread,
  "thread:unlock": unlockThread,
  "thread:delete": deleteThread,
  "thread:restore": restoreThread,
  "thread:star": starThread,
  "thread:level": setThreadLevel,
  "thread:join": joinThread,
  "thread:leave": leaveThread,
  "thread:read": markRead,
  "thread:unread": markUnread,
  "participant:add": addParticipants,
  "participant:remove": removeParticipant,
  "participant:role": setParticipantRole,
  "participant:timeOut": timeOutParticipant,
  "participant:liftTimeOut": liftParticipantTimeOut,
  "participant:ban": banParticipant,
  "participant:unban": unbanParticipant,
  "person:block": blockPerson,
  "person:unblock": unblockPerson,
  "notice:dismiss": dismissNotice,
  "report:claim": claimReport,
  "report:resolve": resolveReport,
  "report:reopen": reopenReport,
  "profile:update": updateProfile,
  "preference:update": updatePreference,
  "session:end": endOwnSession,
  "session:end-others": endOtherSessions,
  "user:role": setUserRole,
  "user:suspend": suspendUser,
  "user:restore": restoreUser,
  "user:sign-out": signOutUser,
  "user:end-session": endUserSession,
  "invite:create": createInvite,
  "invite:revoke": revokeInvite,
  "emoji:disable": disableEmoji,
  "emoji:remove": removeEmoji,
  "group:save": saveGroup,
  "group:remove": removeGroup,
  "workspace:update": updateWorkspace,
  "security:update": updateSecurity,
  "notification:seen": seeNotifications,
};
