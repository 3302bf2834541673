import { z } from "zod";
import { id, time } from "./ids.ts";
import { messageView } from "./messages.ts";
import { threadView } from "./threads.ts";

/** Messages that one person keeps for later. */
export const SAVED_MAX = 500;

/** Whether the person has saved a message, and since when; null = not saved. */
export const savedMark = z.object({ messageId: id, savedAt: time.nullable() });
export type SavedMark = z.infer<typeof savedMark>;

export const listSavedInput = z.strictObject({
  /** The `nextAfter` of the page before. */
  after: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

export const savedPage = z.object({
  /** The last saved first. `message` and `thread` are null where the person may not read the message any more. */
  saved: z.array(
    z.object({ messageId: id, savedAt: time, message: messageView.nullable(), thread: threadView.nullable() }),
  ),
  nextAfter: z.string().nullable(),
});
export type SavedPage = z.infer<typeof savedPage>;
export type SavedItem = SavedPage["saved"][number];
