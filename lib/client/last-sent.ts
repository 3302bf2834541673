import type { ChatState } from "./state.ts";

/**
 * When the person's newest loaded message of a thread was sent, in ms since 1970; null where there is none among those
 * sent within `within` ms before the newest of all. What they deleted counts, and what Confab noted does not.
 */
export function lastSentAt(state: ChatState, threadId: string, within: number): number | null {
  const slice = state.threads[threadId];
  if (!slice || within === 0) return null;
  const placed = slice.ranges.at(-1)?.ids ?? [];
  const newest = [...slice.floating].reverse();
  let latest: number | null = null;
  for (let at = placed.length + newest.length - 1; at >= 0; at -= 1) {
    const id = at >= placed.length ? newest[at - placed.length] : placed[at];
    const message = slice.messages.get(id ?? "")?.view;
    if (!message) continue;
    const sentAt = Date.parse(message.createdAt);
    latest ??= sentAt;
    if (latest - sentAt > within) return null;
    if (message.authorId === state.me.id && !message.system) return sentAt;
  }
  return null;
}
