import type { MessageView } from "../contract/messages.ts";
import type { ChatState, ThreadSlice } from "./state.ts";

// A message never changes its thread, so where one was found once is where it will be found again.
const threadOf = new Map<string, string>();
const REMEMBERED = 20_000;

/** The thread in which a message is loaded. */
export function findThreadOf(state: ChatState, messageId: string): ThreadSlice | undefined {
  const known = state.threads[threadOf.get(messageId) ?? ""];
  if (known?.messages.get(messageId)) return known;
  for (const slice of Object.values(state.threads)) {
    if (!slice.messages.get(messageId)) continue;
    if (threadOf.size >= REMEMBERED) threadOf.clear();
    threadOf.set(messageId, slice.id);
    return slice;
  }
  return undefined;
}

/** A loaded message. */
export const findMessage = (state: ChatState, messageId: string): MessageView | undefined =>
  findThreadOf(state, messageId)?.messages.get(messageId)?.view;
