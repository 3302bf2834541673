"use client";

import { Hourglass } from "lucide-react";
import { duration } from "../../../../lib/policy/phrases.ts";
import { useSlowMode } from "../use-slow-mode.ts";

/** Below the composer, for whom slow mode holds: a message sent too early waits its turn by itself. */
export function SlowModeLine({ threadId }: { threadId: string }) {
  const slow = useSlowMode(threadId);
  if (!slow) return null;
  return (
    <p className="flex items-center gap-1.5 pt-1.5 text-xs text-text-3 tabular-nums">
      <Hourglass aria-hidden="true" className="size-3.5 shrink-0" />
      <span>
        Slow mode: one message every {duration(slow.pause)}.{" "}
        {slow.wait > 0
          ? `You can post again in ${duration(slow.wait)}; what you send before waits its turn.`
          : "What you send earlier waits its turn."}
      </span>
    </p>
  );
}
