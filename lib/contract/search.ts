import { z } from "zod";
import { id } from "./ids.ts";
import { SEARCH_MAX } from "./limits.ts";
import { messageView } from "./messages.ts";
import { timeZone } from "./people.ts";
import { optionalLine } from "./text.ts";
import { threadView } from "./threads.ts";

export const searchInput = z.strictObject({
  /** As typed; `parseSearch` says what it means. */
  q: optionalLine(SEARCH_MAX),
  /** Whose calendar `before:` and `after:` speak of; UTC where it is not said. */
  timeZone: timeZone.optional(),
  /** The message after which the page starts: the last of the page before. */
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(50).default(20),
});

export const searchPage = z.object({
  results: z.array(
    z.object({
      message: messageView,
      thread: threadView,
      /** What was written right before and after it, for context. */
      before: messageView.nullable(),
      after: messageView.nullable(),
    }),
  ),
  /** Parts of the question that could not be understood, or that name nobody and nothing the asker knows of. */
  unknown: z.array(z.string()),
  nextAfter: id.nullable(),
});
export type SearchPage = z.infer<typeof searchPage>;
export type SearchResult = SearchPage["results"][number];
