"use client";

import { setReaction } from "../../../../lib/client/actions.ts";
import { attempt } from "../../../shell/attempt.ts";
import { useEmojiHabits } from "../emoji/emoji-habits.ts";

/** Reacts to a message or takes it back; what the server refuses is taken back on screen and told. */
export function useReact(messageId: string): (emoji: string, on: boolean) => void {
  const { noteUse } = useEmojiHabits();
  return (emoji, on) => {
    if (on) noteUse(emoji);
    void attempt(setReaction(messageId, emoji, on));
  };
}
