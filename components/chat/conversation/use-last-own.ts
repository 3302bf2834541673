"use client";

import { useCallback } from "react";
import { findMessage } from "../../../lib/client/locate.ts";
import type { TimelineRow } from "../../../lib/client/timeline.ts";
import { useChatStore } from "../../people/person-names.ts";
import type { Writing } from "./conversation-scope.ts";

/** Finds my newest message that can still be edited, for ↑ in an empty composer; it may still be on its way. */
export function useLastOwn(rows: readonly TimelineRow[], meId: string): () => Writing | null {
  const store = useChatStore();
  return useCallback(() => {
    const row = rows.findLast((one) => {
      if (one.authorId !== meId) return false;
      if (one.kind === "pending") return true;
      return !one.system && findMessage(store.getState(), one.id)?.deletedAt === null;
    });
    if (!row) return null;
    return row.kind === "message"
      ? { mode: "edit", messageId: row.id }
      : { mode: "editPending", clientId: row.clientId };
  }, [rows, meId, store]);
}
