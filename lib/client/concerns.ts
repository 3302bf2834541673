import type { ServerEvent } from "../contract/events.ts";
import type { MessageView } from "../contract/messages.ts";
import { findMessage } from "./locate.ts";
import type { ChatState } from "./state.ts";

/**
 * Whether one of these events may have put something into this person's bell: they were named (by an edit, too), answered,
 * addressed with everybody, let in, given a role, or have a file that turned out infected. `state` is the one before the events.
 */
export const concernsMe = (state: ChatState, events: readonly ServerEvent[]): boolean =>
  events.some((event) => concerns(state, event));

function concerns(state: ChatState, { seq, change }: ServerEvent): boolean {
  if (change?.kind === "entry") return state.threads[change.entry.threadId]?.entry?.role !== change.entry.role;
  if (change?.kind !== "message") return false;
  // Whether they had fetched it, the server knows.
  if (change.message.attachments.some((file) => file.state === "INFECTED")) return true;
  const { authorId, replyToId } = change.message;
  if (authorId === state.me.id) return false;
  const namesMe = ({ mentions, mentionsEveryone }: MessageView) => mentionsEveryone || mentions.includes(state.me.id);
  if (change.message.seq !== seq) {
    const before = findMessage(state, change.message.id);
    return change.message.editCount > 0 && namesMe(change.message) && !(before && namesMe(before));
  }
  if (namesMe(change.message)) return true;
  // What is answered may not be loaded here: then the server knows.
  return replyToId !== null && (findMessage(state, replyToId)?.authorId ?? state.me.id) === state.me.id;
}
