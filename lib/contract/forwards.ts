import { z } from "zod";
import { id, time } from "./ids.ts";

/**
 * What a forward carries: a message as it was when it was passed on. It gives no right to the original: whoever follows
 * `messageId` is asked for theirs, and `threadId` names a thread that they may not be able to see.
 */
export const forwardView = z.object({
  messageId: id,
  threadId: id,
  authorId: id,
  /** When the original was written. */
  createdAt: time,
  /** The original's text at that moment; null where a moderator has deleted the original since. */
  body: z.string().nullable(),
  /** How many files the original had; they are not copied. */
  files: z.int(),
});
export type ForwardView = z.infer<typeof forwardView>;
