import { threadStream } from "../contract/ids.ts";
import { defineCommand } from "./command.ts";
import { setThreadState } from "./set-thread-state.ts";

/** Archives a thread: it can be read and searched, nothing is added to it. */
export const archiveThread = defineCommand({
  name: "thread:archive",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  run: (context, input) =>
    setThreadState(context, input, {
      action: "thread.archive",
      isDone: (state) => state === "ARCHIVED",
      to: "ARCHIVED",
      note: { type: "archived" },
    }),
});

/** Opens an archived thread again. */
export const unarchiveThread = defineCommand({
  name: "thread:unarchive",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  run: (context, input) =>
    setThreadState(context, input, {
      action: "thread.unarchive",
      isDone: (state) => state !== "ARCHIVED",
      to: "OPEN",
      note: { type: "unarchived" },
    }),
});
