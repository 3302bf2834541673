"use client";

import { useEffect, useState } from "react";
import { useEntry, useLastSentAt, useMe, useThread } from "../../../lib/client/hooks.ts";
import { askPolicy } from "./ask-policy.ts";

/**
 * How long slow mode makes the person wait here, in ms: `pause` between two messages, `wait` from now on, 0 when they may
 * send. Null where it does not hold them. It counts from the last message that the page knows; the server decides.
 */
export function useSlowMode(threadId: string): { pause: number; wait: number } | null {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  const pause = (thread?.slowModeSeconds ?? 0) * 1000;
  const lastSentAt = useLastSentAt(threadId, pause);
  const [now, setNow] = useState(() => Date.now());
  const waitAfter = (sentAt: number | null, at: number) => {
    const decision = thread && askPolicy("message.send", { me, thread, entry, now: at, lastSentAt: sentAt });
    return decision?.code === "SLOW_MODE" ? (decision.details?.retryAfterMs ?? 0) : 0;
  };
  // A message that came while the clock stood still is not of the future.
  const wait = pause === 0 ? 0 : waitAfter(lastSentAt, Math.max(now, lastSentAt ?? 0));
  useEffect(() => {
    if (wait === 0) return;
    const timer = setTimeout(() => setNow(Date.now()), wait % 1000 || 1000);
    return () => clearTimeout(timer);
  }, [wait, now]);
  // Whom it holds it would hold right after a message.
  return pause > 0 && waitAfter(now, now) > 0 ? { pause, wait } : null;
}
