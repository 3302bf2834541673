import type { MessageView } from "../contract/messages.ts";
import type { ThreadEntry } from "../contract/threads.ts";
import { liveRange } from "./ranges.ts";
import type { ThreadSlice } from "./state.ts";

/** The first seq that can be unread (PROTOCOL R1), never before the history this person may see. */
export function unreadFrom({ lastReadSeq, markedUnreadSeq, joinedSeq }: ThreadEntry): number {
  return Math.max(Math.min(lastReadSeq + 1, markedUnreadSeq ?? lastReadSeq + 1), joinedSeq + 1);
}

/** What counts as unread (PROTOCOL R2): another person's message, not deleted, and not one of Confab's own notes. */
const counts = (message: MessageView, meId: string) =>
  message.authorId !== meId && message.deletedAt === null && message.kind !== "SYSTEM";

const mentionsMe = (message: MessageView, meId: string) => message.mentionsEveryone || message.mentions.includes(meId);

const weigh = (message: MessageView, meId: string) => {
  const unread = counts(message, meId) ? 1 : 0;
  return { unread, mentions: unread && mentionsMe(message, meId) ? 1 : 0 };
};

/** The entry after one more message, in the order of seq: another's adds one, my own means that I have read so far. */
export function countCreation(entry: ThreadEntry, message: MessageView, meId: string): ThreadEntry {
  const isLatest = message.seq > entry.lastMessageSeq;
  const last = isLatest ? { lastMessageSeq: message.seq, lastMessageAt: message.createdAt } : {};
  if (message.authorId === meId && message.kind !== "SYSTEM") {
    const lastReadSeq = Math.max(entry.lastReadSeq, message.seq);
    return { ...entry, ...last, lastReadSeq, markedUnreadSeq: null, unread: 0, mentions: 0 };
  }
  if (message.seq < unreadFrom(entry)) return { ...entry, ...last };
  const weight = weigh(message, meId);
  return { ...entry, ...last, unread: entry.unread + weight.unread, mentions: entry.mentions + weight.mentions };
}

/** The entry after a later change of an unread message. */
export function countChange(
  entry: ThreadEntry,
  { before, after, meId }: { before: MessageView; after: MessageView; meId: string },
): ThreadEntry {
  const [was, is] = [weigh(before, meId), weigh(after, meId)];
  return {
    ...entry,
    unread: entry.unread - was.unread + is.unread,
    mentions: entry.mentions - was.mentions + is.mentions,
  };
}

/**
 * Whether counts read at some time before a change of a message may differ from those after it: always when somebody
 * deleted or edited it meanwhile, for of several edits at once only the last is known, and any of them may have
 * mentioned somebody. `before` is null where the earlier view is not known.
 */
export function moves(before: MessageView | null, after: MessageView, meId: string): boolean {
  if (after.authorId === meId || after.kind === "SYSTEM") return false;
  const isDeleted = (after.deletedAt !== null) !== (before !== null && before.deletedAt !== null);
  return isDeleted || after.editCount !== (before?.editCount ?? 0);
}

/** The messages of the live range after a seq, by seq; null where some are not loaded. */
function liveMessagesAfter(slice: ThreadSlice, after: number): MessageView[] | null {
  const live = liveRange(slice.ranges, slice.seq);
  if (live.from > after + 1) return null;
  const found: MessageView[] = [];
  for (let at = live.ids.length - 1; at >= 0; at -= 1) {
    const message = slice.messages.get(live.ids[at]!)!.view;
    if (message.seq <= after) break;
    if (message.seq <= slice.seq) found.push(message);
  }
  return found.reverse();
}

/**
 * An entry as the server counted it at its head, carried on to where this stream is. `exact` is false where it
 * cannot be: a change since then moved the counts, or messages since then are not loaded.
 */
export function carryOn(slice: ThreadSlice, entry: ThreadEntry, meId: string): { entry: ThreadEntry; exact: boolean } {
  if (entry.head >= slice.seq) return { entry, exact: entry.head >= slice.doubtSeq };
  const since = liveMessagesAfter(slice, entry.head);
  if (!since) return { entry: { ...entry, head: slice.seq }, exact: false };
  const carried = since.reduce((sum, message) => countCreation(sum, message, meId), entry);
  return { entry: { ...carried, head: slice.seq }, exact: entry.head >= slice.doubtSeq };
}

/**
 * The entry once everything up to a seq is read. Where messages after it are not loaded the counts stay, until the
 * server's answer to the reading brings them.
 */
export function readUpTo(slice: ThreadSlice, entry: ThreadEntry, { upTo, meId }: { upTo: number; meId: string }) {
  const read: ThreadEntry = { ...entry, lastReadSeq: Math.max(entry.lastReadSeq, upTo), markedUnreadSeq: null };
  if (upTo >= entry.lastMessageSeq) return { ...read, unread: 0, mentions: 0 };
  const rest = entry.head <= slice.seq ? liveMessagesAfter(slice, read.lastReadSeq) : null;
  if (!rest) return read;
  return rest.reduce((sum, message) => countCreation(sum, message, meId), { ...read, unread: 0, mentions: 0 });
}
