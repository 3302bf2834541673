import { z } from "zod";
import { seq } from "./ids.ts";
import { personView } from "./people.ts";
import { preferenceView } from "./preferences.ts";
import { threadEntry } from "./threads.ts";

/** All that a fresh page needs, read in one snapshot (PROTOCOL L3). */
export const homeView = z.object({
  workspace: z.object({ name: z.string() }),
  me: personView,
  /** The head of the asker's own stream. */
  userHead: seq,
  entries: z.array(threadEntry),
  preference: preferenceView,
  /** The people of direct threads and up to 200 others, to start with. */
  people: z.array(personView),
});
export type HomeView = z.infer<typeof homeView>;
