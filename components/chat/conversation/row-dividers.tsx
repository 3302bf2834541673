"use client";

import { useConversation } from "./conversation-scope.ts";
import { dayName } from "./time-text.ts";
import { useNow } from "./use-now.ts";

const HOUR = 3_600_000;

export function DayDivider({ at }: { at: string }) {
  const { timeStyle } = useConversation();
  const now = useNow(HOUR);
  return (
    <div
      role="separator"
      className="flex items-center gap-3 px-5 py-3 text-xs font-semibold text-text-3 before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line max-md:px-4"
    >
      {dayName(at, new Date(now), timeStyle)}
    </div>
  );
}

export function NewLine() {
  return (
    <div
      role="separator"
      aria-label="New messages"
      className="flex items-center gap-3 px-5 py-1 text-xs font-semibold text-danger before:h-px before:flex-1 before:bg-danger/45 max-md:px-4"
    >
      New
    </div>
  );
}
