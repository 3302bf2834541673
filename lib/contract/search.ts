import { z } from "zod";
import { id } from "./ids.ts";
import { SEARCH_MAX } from "./limits.ts";
import { messageView } from "./messages.ts";
import { timeZone } from "./people.ts";
import { optionalLine } from "./text.ts";
import { threadView } from "./threads.ts";

/** A place in the results, the newest first: the time and id of the last one seen. */
const place = z
  .string()
  .max(80)
  .regex(/^[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z_[0-9a-f-]{36}$/)
  .refine((value) => !Number.isNaN(Date.parse(value.slice(0, 24))) && id.safeParse(value.slice(25)).success);

export const searchInput = z.strictObject({
  /** As typed; `parseSearch` says what it means. */
  q: optionalLine(SEARCH_MAX),
  /** Whose calendar `before:` and `after:` speak of; UTC where it is not said. */
  timeZone: timeZone.optional(),
  after: place.optional(),
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
  nextAfter: z.string().nullable(),
});
export type SearchPage = z.infer<typeof searchPage>;
export type SearchResult = SearchPage["results"][number];
