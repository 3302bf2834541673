import { threadStream } from "../contract/ids.ts";
import { defineCommand } from "./command.ts";
import { setThreadState } from "./set-thread-state.ts";

/** Locks a thread: only moderators and above post. */
export const lockThread = defineCommand({
  name: "thread:lock",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  run: (context, input) =>
    setThreadState(context, input, {
      action: "thread.lock",
      isDone: (state) => state === "LOCKED",
      to: "LOCKED",
      note: { type: "locked" },
    }),
});

/** Opens a locked thread again. */
export const unlockThread = defineCommand({
  name: "thread:unlock",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  run: (context, input) =>
    setThreadState(context, input, {
      action: "thread.lock",
      isDone: (state) => state !== "LOCKED",
      to: "OPEN",
      note: { type: "unlocked" },
    }),
});
