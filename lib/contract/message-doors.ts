import { attachmentInput, attachmentLink } from "./attachments.ts";
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
import { reactInput, reactionList } from "./reactions.ts";
import { reportedMessage, reportMessageInput } from "./reports.ts";
import { listSavedInput, savedMark, savedPage } from "./saved.ts";
import { searchInput, searchPage } from "./search.ts";
import { threadInput } from "./threads.ts";

/** The commands of `commandDoors` about messages and what hangs on them. */
export const messageCommands = {
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
} as const;

/** The queries of `queryDoors` about messages and what hangs on them. */
export const messageQueries = {
  messages: { method: "GET", path: "/api/threads/[threadId]/messages", input: listMessagesInput, output: messagePage },
  find: {
    method: "GET",
    path: "/api/threads/[threadId]/find",
    input: findMessagesInput,
    output: foundMessages,
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
} as const;
