"use client";

import { SmilePlus } from "lucide-react";
import type { MessageView } from "../../../../lib/contract/messages.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useConversation } from "../conversation-scope.ts";
import { quickThree, useEmojiHabits } from "../emoji/emoji-habits.ts";
import { EmojiSign } from "../emoji/emoji-sign.tsx";
import { withTone } from "../emoji/emoji-tone.ts";
import { ReactionPicker } from "./reaction-picker.tsx";
import { useMyReactions } from "./use-my-reactions.ts";
import { useReact } from "./use-react.ts";

type ReactionButtonsProps = {
  message: MessageView;
  /** Emoji that are not there yet may be brought. */
  canAdd: boolean;
  picking: boolean;
  onPicking: (picking: boolean) => void;
};

/** Three reactions at once, and all the others behind one more button. */
export function ReactionButtons({ message, canAdd, picking, onPicking }: ReactionButtonsProps) {
  const { meId } = useConversation();
  const { habits } = useEmojiHabits();
  const mine = useMyReactions(message, meId);
  const react = useReact(message.id);
  const there = new Set(message.reactions.map(({ emoji }) => emoji));
  const quick = quickThree(habits)
    .map((emoji) => withTone(emoji, habits.tone))
    .filter((emoji) => canAdd || there.has(emoji));
  return (
    <>
      {quick.map((emoji) => (
        <button
          key={emoji}
          type="button"
          aria-label={`React with ${emoji}`}
          aria-pressed={mine.has(emoji)}
          onClick={() => react(emoji, !mine.has(emoji))}
          className="grid place-items-center rounded-sm text-[1.0625rem] leading-none hover:bg-hover aria-pressed:bg-accent-soft"
        >
          <EmojiSign emoji={emoji} />
        </button>
      ))}
      {canAdd && (
        <ReactionPicker
          align="end"
          open={picking}
          onOpenChange={onPicking}
          onPick={(emoji) => react(emoji, true)}
          trigger={
            <IconButton label="React" shortcut="+" side="top">
              <SmilePlus />
            </IconButton>
          }
        />
      )}
    </>
  );
}
