import { z } from "zod";
import { canonicalEmoji } from "./canonical-emoji.ts";
import { customEmojiName, EMOJI_NAME } from "./emoji-name.ts";
import { id, time } from "./ids.ts";
import { reason } from "./reason.ts";

export const emojiName = z.string().regex(EMOJI_NAME, "must be 2 to 32 of a-z, 0-9, _ and -");

/** A custom emoji that can be used. */
export const customEmojiView = z.object({
  id,
  name: emojiName,
  /** It moves; its path has a still picture as well. */
  animated: z.boolean(),
});
export type CustomEmojiView = z.infer<typeof customEmojiView>;
/** By name. */
export const customEmojiList = z.object({ emoji: z.array(customEmojiView) });

/** With what admins see of it. */
export const adminEmojiView = customEmojiView.extend({
  /** Switched off: it cannot be used, and where it was it shows its name. */
  disabled: z.boolean(),
  /** Of its picture. */
  bytes: z.int(),
  createdById: id,
  createdAt: time,
});
export type AdminEmojiView = z.infer<typeof adminEmojiView>;
export const adminEmojiList = z.object({ emoji: z.array(adminEmojiView) });

export const addEmojiInput = z.strictObject({ id, name: emojiName });
export const disableEmojiInput = z.strictObject({ emojiId: id, disabled: z.boolean() });
export const removeEmojiInput = z.strictObject({ emojiId: id, reason });

/** What one reacts with: an emoji of Unicode, or a custom one as `:name:`, of which the command asks whether it is there. */
export const reactionEmoji = z
  .string()
  .max(40)
  .transform((value, context) => {
    const emoji = customEmojiName(value) === null ? canonicalEmoji(value) : value;
    if (emoji !== null) return emoji;
    context.addIssue({ code: "custom", message: "must be one emoji" });
    return z.NEVER;
  });
