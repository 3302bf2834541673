"use client";

import { useCallback } from "react";
import { findMessage } from "../../../../lib/client/locate.ts";
import { useChatStore } from "../../../people/person-names.ts";
import { useMessageRights, whyBarred } from "../message-rights.ts";

/** Answers why an own message cannot be edited any more, or null. */
export function useWhyNotEdit(threadId: string): (messageId: string) => string | null {
  const store = useChatStore();
  const rightsOf = useMessageRights(threadId);
  return useCallback(
    (messageId) => {
      const message = findMessage(store.getState(), messageId);
      return message ? whyBarred(rightsOf(message), "edit") : null;
    },
    [store, rightsOf],
  );
}
