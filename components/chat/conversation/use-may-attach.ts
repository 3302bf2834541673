"use client";

import { useEntry, useMe, useThread } from "../../../lib/client/hooks.ts";
import { askPolicy } from "./ask-policy.ts";

/** Whether the person may add files to what they write here, as far as the browser knows. */
export function useMayAttach(threadId: string): boolean {
  const me = useMe();
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  // The present moment matters to time-outs alone, and those take the whole composer away.
  return thread !== null && askPolicy("message.attach", { me, thread, entry, now: 0 }).allow;
}
