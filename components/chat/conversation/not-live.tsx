"use client";

import { useNotLive } from "../../../lib/client/hooks.ts";

/** Says that a PUBLIC thread read without having joined is as old as its last load (PROTOCOL F6). */
export function NotLive({ threadId }: { threadId: string }) {
  const notLive = useNotLive(threadId);
  if (!notLive) return null;
  return (
    <p role="status" className="px-5 pt-1 text-center text-xs text-text-3">
      Not live: what is new appears when you come back to this page.
    </p>
  );
}
