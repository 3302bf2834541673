"use client";

import { useCallback } from "react";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { UNKNOWN_NAME, useChatStore } from "../../people/person-names.ts";
import { threadPath } from "../../shell/navigate.ts";
import { useConversation } from "./conversation-scope.ts";
import { quoteText } from "./quote-text.ts";

/** What can be quoted of a message: its words, else those it passes on. */
export const quotable = ({ body, forward, deletedAt, system }: MessageView): string =>
  deletedAt !== null || system ? "" : body || forward?.body || "";

/** Quotes a message, or the part of it that is given, in what is being written here. */
export function useQuoting(message: MessageView | null): (part?: string) => void {
  const { insert } = useConversation();
  const store = useChatStore();
  return useCallback(
    (part = "") => {
      if (!message) return;
      const name = store.getState().people[message.authorId]?.displayName ?? UNKNOWN_NAME;
      const link = new URL(threadPath(message.threadId, message.id), location.origin).href;
      insert(quoteText({ name, link, text: part || quotable(message) }));
    },
    [message, store, insert],
  );
}
