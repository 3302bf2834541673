"use client";

import type { AdminThreadView } from "../../../lib/contract/administration.ts";
import { RESTORE_MS } from "../../../lib/policy/thread-state.ts";
import { useNow } from "../../chat/conversation/use-now.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** For how many days more a deleted thread can be restored; null for one that is not deleted. */
export function useDaysLeft({ deletedAt }: AdminThreadView): number | null {
  const now = useNow(60_000);
  return deletedAt === null ? null : Math.max(0, Math.ceil((Date.parse(deletedAt) + RESTORE_MS - now) / DAY_MS));
}
