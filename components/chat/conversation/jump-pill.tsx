"use client";

import { ArrowDown } from "lucide-react";
import { classNames } from "../../ui/class-names.ts";

type JumpPillProps = {
  /** Messages of others that arrived below what is in sight. */
  newCount: number;
  onJump: () => void;
};

/** Back to the end: loud when something new is there, quiet when not. */
export function JumpPill({ newCount, onJump }: JumpPillProps) {
  const text = newCount === 0 ? "Jump to latest" : newCount === 1 ? "1 new message" : `${newCount} new messages`;
  return (
    <button
      type="button"
      onClick={onJump}
      className={classNames(
        "absolute bottom-3 left-1/2 z-20 flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full px-3.5 text-sm font-semibold whitespace-nowrap shadow-raised max-md:h-10",
        newCount > 0 ? "bg-accent text-on-accent" : "border border-line bg-raised text-text-2 hover:text-text",
      )}
    >
      {text}
      <ArrowDown aria-hidden="true" className="size-4" />
    </button>
  );
}
