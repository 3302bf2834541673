import { z } from "zod";
import { customEmojiView } from "./custom-emoji.ts";
import { id, seq } from "./ids.ts";
import { noticeView } from "./notices.ts";
import { peopleGroupView } from "./people-groups.ts";
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
  /** What the asker was told and has not dismissed, oldest first. */
  notices: z.array(noticeView),
  /** Whom the asker blocks. */
  blockedIds: z.array(id),
  /** Which messages the asker has saved. */
  savedIds: z.array(id),
  /** The custom emoji of the workspace. */
  emoji: z.array(customEmojiView),
  /** The groups of people that can be mentioned. */
  groups: z.array(peopleGroupView),
  /** The people of direct threads and up to 200 others, to start with. */
  people: z.array(personView),
});
export type HomeView = z.infer<typeof homeView>;
