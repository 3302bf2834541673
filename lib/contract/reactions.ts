import { z } from "zod";
import { reactionEmoji } from "./custom-emoji.ts";
import { id } from "./ids.ts";

/** Different emoji under one message. */
export const REACTIONS_MAX = 20;

/** How many people a message's own view names for one emoji; `count` counts them all. */
export const REACTION_NAMES_MAX = 100;

/** One emoji under a message, the same for every viewer (PROTOCOL L5): whether I am among them is found in the browser. */
export const reactionView = z.object({
  /** A character, or a custom emoji as `:name:`, which may be there no more. */
  emoji: z.string(),
  /** Who reacted, in order, the first hundred. */
  userIds: z.array(id),
  count: z.int().positive(),
});
export type ReactionView = z.infer<typeof reactionView>;

export const reactInput = z.strictObject({ messageId: id, emoji: reactionEmoji });

/** Everybody who reacted, as far as 1,000 for one emoji, and whether the asker did. */
export const reactionList = z.object({
  messageId: id,
  reactions: z.array(reactionView.extend({ mine: z.boolean() })),
});
export type ReactionList = z.infer<typeof reactionList>;
