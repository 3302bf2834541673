"use client";

import { lazy, type ReactElement, Suspense } from "react";
import { Popover } from "../../../ui/popover.tsx";

const EmojiGrid = lazy(() => import("../emoji/emoji-grid.tsx").then((file) => ({ default: file.EmojiGrid })));

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
      <Suspense fallback={<div className="h-80 w-80" />}>
        <EmojiGrid
          onPick={(emoji) => {
            onOpenChange(false);
            onPick(emoji);
          }}
        />
      </Suspense>
    </Popover>
  );
}
