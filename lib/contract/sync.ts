import { z } from "zod";
import { change } from "./events.ts";
import { id, seq } from "./ids.ts";
import { SYNC_THREADS_MAX } from "./limits.ts";
import { messagePage } from "./messages.ts";

export const SYNC_CHANGES_MAX = 500;

/** PROTOCOL Y1: the asker's cursors, of their own stream and of the threads that lag. */
export const syncInput = z.strictObject({
  user: seq,
  threads: z
    .record(id, seq)
    .refine((threads) => Object.keys(threads).length <= SYNC_THREADS_MAX, `at most ${SYNC_THREADS_MAX} threads`),
});

export type SyncInput = z.infer<typeof syncInput>;

/** Everything that changed after the cursor, each subject once, as the asker may see it now. */
const caughtUp = z.object({ changes: z.array(change), head: seq });

/** PROTOCOL Y2: too much, or trimmed: take the newest page instead. */
const limitedThread = z.object({ limited: z.literal(true), head: seq, latestPage: messagePage });
const gone = z.object({ gone: z.literal(true) });

export const threadSync = z.union([caughtUp, limitedThread, gone]);
export type ThreadSync = z.infer<typeof threadSync>;

/** `limited` for a person's own stream: load the thread list again. */
export const userSync = z.union([caughtUp, z.object({ limited: z.literal(true), head: seq })]);
export type UserSync = z.infer<typeof userSync>;

export const syncAnswer = z.object({ user: userSync, threads: z.record(id, threadSync) });
export type SyncAnswer = z.infer<typeof syncAnswer>;
