import type { MessagePage, MessageView } from "../contract/messages.ts";
import type { ParticipantList } from "../contract/participants.ts";
import type { ReceiptView } from "../contract/reading.ts";
import { messageArrived, withBehind } from "./arrival.ts";
import { addRange, isCovered } from "./ranges.ts";
import { draftOf, forgetOld, holdMessage, seqIn, settleFloating, type SliceDraft } from "./slice-draft.ts";
import type { ChatState, Range } from "./state.ts";

/** What a page was asked for; neither means the latest page or one around a place. */
export type PageAsk = { before?: number; after?: number };

/** The stretch of the thread that a page covers: every message in it was on the page. */
export function rangeOf(page: MessagePage, { before, after }: PageAsk): Range {
  const first = page.messages[0]?.seq;
  const last = page.messages.at(-1)?.seq;
  const lowest = after !== undefined ? after + 1 : page.hasOlder ? (first ?? page.head + 1) : 0;
  const highest = page.hasNewer ? (last ?? lowest - 1) : page.head;
  return {
    from: lowest,
    to: before !== undefined ? Math.min(before - 1, page.head) : highest,
    ids: page.messages.map(({ id }) => id),
  };
}

/** A page read before something that was forgotten since may miss what happened to it: it is asked for again. */
export const isTooOld = (state: ChatState, threadId: string, head: number): boolean =>
  head < (state.threads[threadId]?.forgottenSeq ?? 0);

/** A page of history; rows that an event has overtaken stay as they are. `isTooOld` pages change nothing. */
export function applyPage(state: ChatState, threadId: string, { page, ask }: { page: MessagePage; ask: PageAsk }) {
  return changeSlice(state, { threadId, head: page.head, rows: page.messages }, (draft) => {
    holdPage(draft, page);
    draft.ranges = addRange(draft.ranges, rangeOf(page, ask), seqIn(draft));
    if (ask.before !== undefined) draft.gapSeq = null;
    settleFloating(draft);
  });
}

/** Replies under a root, `isLast` when no more follow: rows of the same thread, outside any window (PROTOCOL R5). */
export function applyReplies(
  state: ChatState,
  threadId: string,
  { rootId, page, isLast }: { rootId: string; page: MessagePage; isLast: boolean },
): ChatState {
  return changeSlice(state, { threadId, head: page.head, rows: page.messages }, (draft) => {
    holdPage(draft, page);
    if (isLast) draft.repliesLoaded = { ...draft.repliesLoaded, [rootId]: true };
  });
}

/** A single message, read when the stream was at `asOf` at least. */
export const applyMessage = (state: ChatState, message: MessageView, asOf: number): ChatState =>
  changeSlice(state, { threadId: message.threadId, head: asOf, rows: [] }, (draft) => {
    const held = draft.messages.get(message.id);
    if (!held || held.asOf <= asOf) holdMessage(draft, message, asOf);
  });

/** PROTOCOL S8: the server has taken my message; the reply came before the event, or after it and changes nothing. */
export function applySent(state: ChatState, message: MessageView): ChatState {
  const sent = changeSlice(state, { threadId: message.threadId, head: message.seq, rows: [] }, (draft) => {
    if (message.seq <= draft.seq || isCovered(draft.ranges, message.seq)) return;
    holdMessage(draft, message, message.seq);
    draft.floating = [...new Set([...draft.floating, message.id])].sort((a, b) => seqIn(draft)(a) - seqIn(draft)(b));
  });
  return messageArrived(sent, message);
}

export function applyParticipants(state: ChatState, threadId: string, { participants, head }: ParticipantList) {
  return changeSlice(state, { threadId, head, rows: [] }, (draft) => {
    const held = { ...draft.participants };
    for (const view of participants) {
      const known = held[view.userId];
      if (!known || known.asOf <= head) held[view.userId] = { view, asOf: head };
    }
    // Whoever the list does not name and no later change brought is not in it any more.
    const named = new Set(participants.map(({ userId }) => userId));
    for (const [userId, { asOf }] of Object.entries(held)) {
      if (!named.has(userId) && asOf < head) delete held[userId];
    }
    draft.participants = held;
    draft.participantsLoaded = true;
  });
}

/** How far people have read or had delivered; each only moves forward (PROTOCOL R1). */
export function applyReceipts(state: ChatState, threadId: string, receipts: readonly ReceiptView[]): ChatState {
  const slice = state.threads[threadId];
  if (!slice) return state;
  const held = { ...slice.receipts };
  for (const receipt of receipts) {
    const known = held[receipt.userId];
    const isOlder = known && known.lastReadSeq > receipt.lastReadSeq;
    held[receipt.userId] = {
      userId: receipt.userId,
      lastReadSeq: Math.max(receipt.lastReadSeq, known?.lastReadSeq ?? 0),
      lastDeliveredSeq: Math.max(receipt.lastDeliveredSeq, known?.lastDeliveredSeq ?? 0),
      readAt: isOlder ? known.readAt : receipt.readAt,
    };
  }
  return { ...state, threads: { ...state.threads, [threadId]: { ...slice, receipts: held } } };
}

function holdPage(draft: SliceDraft, page: MessagePage): void {
  for (const message of [...page.messages, ...page.quotes]) holdMessage(draft, message, page.head);
}

/** Lets a step write to a thread's slice with an answer read at `head`, and lets go of what has arrived with it. */
function changeSlice(
  state: ChatState,
  { threadId, head, rows }: { threadId: string; head: number; rows: readonly MessageView[] },
  change: (draft: SliceDraft) => void,
): ChatState {
  const slice = state.threads[threadId];
  if (!slice || slice.gone || isTooOld(state, threadId, head)) return state;
  const draft = draftOf({ ...slice, seen: Math.max(slice.seen, head) });
  change(draft);
  if (!draft.open) forgetOld(draft);
  const changed = { ...state, threads: { ...state.threads, [threadId]: draft } };
  return withBehind(rows.reduce((next, message) => messageArrived(next, message), changed));
}
