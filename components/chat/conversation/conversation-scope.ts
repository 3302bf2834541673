"use client";

import { createContext, useContext } from "react";
import type { TimeStyle } from "./time-text.ts";

/** What the composer is about to do: write a new message, perhaps as a reply, or change one. */
export type Writing =
  | { mode: "new"; replyToId: string | null }
  | { mode: "edit"; messageId: string }
  | { mode: "editPending"; clientId: string };

/** What the parts of one conversation (or reply panel) share. */
export type ConversationScope = {
  threadId: string;
  meId: string;
  timeStyle: TimeStyle;
  /** A reply panel shows the replies of this message, and everything written in it is one. */
  rootId: string | null;
  writing: Writing;
  write: (writing: Writing) => void;
  focusComposer: () => void;
  /** Adds a text, in its permanent form, to what is being written; what was typed stays. */
  insert: (body: string) => void;
  /** The text field that is on screen takes what is inserted, until the function given back is called. */
  takeInserts: (take: (body: string) => void) => () => void;
  /** The composer has just come back from something else: the cursor belongs there. */
  refocus: boolean;
  /** Scrolls to a message and marks it for a moment. */
  jumpTo: (messageId: string) => void;
};

export const ConversationContext = createContext<ConversationScope | null>(null);

export function useConversation(): ConversationScope {
  const scope = useContext(ConversationContext);
  if (!scope) throw new Error("This component belongs inside a conversation.");
  return scope;
}
