import type { PreferenceView } from "../../lib/contract/preferences.ts";

type Level = PreferenceView["notificationLevel"];

/** What a level of notification means, in words. */
export const LEVEL_TEXT: Record<Level, string> = {
  ALL: "Every message",
  MENTIONS: "Mentions and direct messages",
  NOTHING: "Nothing",
};

const IN_SHORT: Record<Level, string> = { ALL: "all", MENTIONS: "mentions", NOTHING: "nothing" };

/** The choices for one thread: the first follows the preference. */
export const threadLevels = (preferred: Level): { value: Level | "DEFAULT"; label: string }[] => [
  { value: "DEFAULT", label: `As in my settings: ${IN_SHORT[preferred]}` },
  { value: "ALL", label: LEVEL_TEXT.ALL },
  { value: "MENTIONS", label: "Mentions" },
  { value: "NOTHING", label: "Nothing (muted)" },
];
