"use client";

import type { ReactElement } from "react";
import { Popover } from "../../../ui/popover.tsx";
import { LazyEmojiGrid } from "../emoji/lazy-emoji-grid.tsx";

type ReactionPickerProps = {
  trigger: ReactElement;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  onPick: (emoji: string) => void;
  align?: "start" | "end";
};

/** All emoji, to react with one. */
export function ReactionPicker({ trigger, open, onOpenChange, onPick, align = "start" }: ReactionPickerProps) {
  return (
    <Popover label="React" side="top" align={align} open={open} onOpenChange={onOpenChange} trigger={trigger}>
      <LazyEmojiGrid
        onClose={() => onOpenChange(false)}
        onPick={(emoji) => {
          onOpenChange(false);
          onPick(emoji);
        }}
      />
    </Popover>
  );
}
