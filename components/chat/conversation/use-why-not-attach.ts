"use client";

import { useEntry, useMe, useThread } from "../../../lib/client/hooks.ts";
import { whyNot } from "./ask-policy.ts";

/** Why the person cannot add files to what they write here, as far as the browser knows; null where they can. */
export function useWhyNotAttach(threadId: string): string | null {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  if (!thread) return "The thread is not loaded yet.";
  // The present moment matters to time-outs alone, and those take the whole composer away.
  return whyNot("message.attach", { me, thread, entry, now: 0 })?.why ?? null;
}
