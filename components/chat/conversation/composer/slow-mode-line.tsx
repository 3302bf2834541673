"use client";

import { Hourglass } from "lucide-react";
import { useEntry, useMe, useThread } from "../../../../lib/client/hooks.ts";
import { duration } from "../../../../lib/policy/phrases.ts";
import { effectiveRank, THREAD_RANK } from "../../../../lib/policy/ranks.ts";
import { factsOfViews } from "../../../threads/policy-facts.ts";

/** Below the composer, for whom slow mode holds: a message sent too early waits its turn by itself. */
export function SlowModeLine({ threadId }: { threadId: string }) {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  if (!thread || thread.slowModeSeconds === 0) return null;
  const { participant } = factsOfViews({ me, thread, entry });
  if (effectiveRank({ role: me.role, participant }, thread.kind) >= THREAD_RANK.MODERATOR) return null;
  return (
    <p className="flex items-center gap-1.5 pt-1.5 text-xs text-text-3">
      <Hourglass aria-hidden="true" className="size-3.5" />
      Slow mode: one message every {duration(thread.slowModeSeconds * 1000)}. What you send earlier waits its turn.
    </p>
  );
}
