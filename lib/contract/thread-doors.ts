import { deleteThreadInput, threadOverrideInput, threadSettingsInput, threadStateInput } from "./moderation.ts";
import { nothing } from "./nothing.ts";
import { markReadInput, markUnreadInput, readVersions, readVersionsInput, receiptList } from "./reading.ts";
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
import { homeView } from "./workspace.ts";

/** The commands of `commandDoors` about threads and one's own place in them. */
export const threadCommands = {
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
} as const;

/** The queries of `queryDoors` about threads and one's own place in them. */
export const threadQueries = {
  home: { method: "GET", path: "/api/home", input: nothing, output: homeView },
  threads: { method: "GET", path: "/api/threads", input: browseThreadsInput, output: browsePage },
  thread: { method: "GET", path: "/api/threads/[threadId]", input: threadInput, output: threadDetails },
  receipts: { method: "GET", path: "/api/threads/[threadId]/receipts", input: threadInput, output: receiptList },
  readVersions: {
    method: "GET",
    path: "/api/threads/[threadId]/read-versions",
    input: readVersionsInput,
    output: readVersions,
  },
  sync: { method: "POST", path: "/api/sync", input: syncInput, output: syncAnswer },
} as const;
