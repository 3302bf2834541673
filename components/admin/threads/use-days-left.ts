"use client";

import type { AdminThreadView } from "../../../lib/contract/administration.ts";
import { RESTORE_MS } from "../../../lib/policy/thread-state.ts";
import { useNow } from "../../chat/conversation/use-now.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many days more a deleted thread can be restored; null for one that is not deleted. */
export function useDaysLeft({ deletedAt }: AdminThreadView): number | null {
  const now = useNow(60_000);
  if (deletedAt === null) return null;
  // What was deleted since the clock was last looked at.
  const since = Math.max(0, now - Date.parse(deletedAt));
  return Math.max(0, Math.ceil((RESTORE_MS - since) / DAY_MS));
}
