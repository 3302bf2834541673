"use client";

import { Loaded } from "../../../ui/loaded.tsx";
import { notifyFailure } from "../../../ui/toast.ts";

const load = () => import("./emoji-grid.tsx").then((file) => file.EmojiGrid);

/** The grid of all emoji, which is loaded when it is first shown; `onClose` where it cannot be. */
export function LazyEmojiGrid({ onPick, onClose }: { onPick: (emoji: string) => void; onClose: () => void }) {
  const onFailure = () => {
    onClose();
    notifyFailure("The emoji could not be loaded. Check the connection and try again.");
  };
  return <Loaded load={load} props={{ onPick }} fallback={<div className="h-80 w-80" />} onFailure={onFailure} />;
}
