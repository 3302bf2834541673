import type { ApiErrorCode } from "./api-error.ts";
import type { LoadStatus, PendingRow, Range, Target, ThreadSlice } from "./state.ts";

/** One row of a conversation, with the facts of a message that never change, for grouping and day dividers. */
export type TimelineRow =
  | {
      kind: "message";
      /** Stays the same when a pending message becomes a sent one. */
      key: string;
      id: string;
      seq: number;
      authorId: string;
      createdAt: string;
      system: boolean;
      /** A reply begins a group of its own, under what it quotes. */
      reply: boolean;
    }
  | { kind: "pending"; key: string; clientId: string; authorId: string; createdAt: string; reply: boolean };

export type Timeline = {
  rows: readonly TimelineRow[];
  hasOlder: boolean;
  hasNewer: boolean;
  loadingOlder: boolean;
  loadingNewer: boolean;
  status: "loading" | "ready" | "error" | "gone";
  error: ApiErrorCode | null;
  /** The seq of the first unread message when the thread was opened: the "New" line goes above it. */
  firstUnreadSeq: number | null;
  /** Messages are missing above this seq (PROTOCOL Y2); `loadOlder` fills them. */
  gapSeq: number | null;
  /** What to scroll to, once for each `nonce`: a message, or the first message at or after `seq`; null is the end. */
  target: Target | null;
};

const NO_ROWS: readonly TimelineRow[] = [];

/** The range on screen: the one holding `viewSeq`, else the live tail. */
export function viewedRange({ ranges, viewSeq }: Pick<ThreadSlice, "ranges" | "viewSeq">): Range {
  const tail = ranges.at(-1)!;
  if (viewSeq === null) return tail;
  return ranges.find(({ from, to }) => from <= viewSeq && viewSeq <= to) ?? tail;
}

export const isTail = (slice: Pick<ThreadSlice, "ranges">, range: Range): boolean => slice.ranges.at(-1) === range;

const timelineStatus = (slice: ThreadSlice): Timeline["status"] => {
  if (slice.gone) return "gone";
  const shown: Record<LoadStatus, Timeline["status"]> = {
    idle: "loading",
    loading: "loading",
    ready: "ready",
    error: "error",
  };
  return shown[slice.status];
};

/**
 * What a conversation shows: the viewed range, then (at the live end) my messages on their way.
 * `pending` are the thread's rows by clientId, ascending.
 */
export function timelineOf(slice: ThreadSlice | undefined, pending: readonly PendingRow[], meId: string): Timeline {
  if (!slice) return { ...NOTHING };
  const range = viewedRange(slice);
  const atTail = isTail(slice, range);
  const ids = atTail ? [...range.ids, ...slice.floating] : range.ids;
  const rows: TimelineRow[] = [];
  for (const id of ids) {
    const message = slice.messages[id]?.view;
    if (!message) continue;
    rows.push({
      kind: "message",
      key: message.authorId === meId ? message.clientId : message.id,
      id,
      seq: message.seq,
      authorId: message.authorId,
      createdAt: message.createdAt,
      system: message.kind === "SYSTEM",
      reply: message.replyToId !== null,
    });
  }
  if (atTail) {
    for (const { clientId, createdAt, replyToId } of pending) {
      rows.push({ kind: "pending", key: clientId, clientId, authorId: meId, createdAt, reply: replyToId !== null });
    }
  }
  return {
    rows,
    hasOlder: range.from > 0,
    hasNewer: !atTail,
    loadingOlder: slice.loadingOlder,
    loadingNewer: slice.loadingNewer,
    status: timelineStatus(slice),
    error: slice.error,
    firstUnreadSeq: slice.firstUnreadSeq,
    gapSeq: slice.gapSeq,
    target: slice.target,
  };
}

const NOTHING: Timeline = {
  rows: NO_ROWS,
  hasOlder: false,
  hasNewer: false,
  loadingOlder: false,
  loadingNewer: false,
  status: "loading",
  error: null,
  firstUnreadSeq: null,
  gapSeq: null,
  target: null,
};
