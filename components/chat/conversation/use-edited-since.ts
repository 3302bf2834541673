"use client";

import { useEffect, useState } from "react";
import { editSeenUpTo, fetchVersionRead, seeEdit } from "../../../lib/client/actions.ts";
import { useAnswer } from "../../../lib/client/answers.ts";
import { useEntry } from "../../../lib/client/hooks.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { useConversation } from "./conversation-scope.ts";

/** How long an edit stands before the person's eyes until it counts as seen, in ms. */
const LOOK = 3_000;

/**
 * Since which version an edited message differs from what the person had read: null where it does not, or they have seen
 * that on this device. What is seen keeps its mark until the row leaves the screen, and comes back without.
 */
export function useEditedSince(message: MessageView): { since: number | null; see: () => void } {
  const { id, threadId, authorId, seq, editCount } = message;
  const { meId } = useConversation();
  const lastReadSeq = useEntry(threadId)?.lastReadSeq ?? 0;
  const [seenCount, setSeenCount] = useState(() => editSeenUpTo(id));
  const asks = authorId !== meId && seq <= lastReadSeq && seenCount < editCount;
  const { data } = useAnswer(`versionRead ${id} ${editCount}`, () => fetchVersionRead(threadId, id), {
    enabled: asks,
    freshFor: Infinity,
  });
  const since = asks && typeof data === "number" && data < editCount ? Math.max(data, seenCount) : null;
  useEffect(() => {
    if (since === null) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && document.hasFocus()) seeEdit(id, editCount);
    }, LOOK);
    return () => clearInterval(timer);
  }, [since, id, editCount]);
  const see = () => {
    seeEdit(id, editCount);
    setSeenCount(editCount);
  };
  return { since, see };
}
