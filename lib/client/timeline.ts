import type { ApiErrorCode } from "./api-error.ts";
import type { MessageView } from "../contract/messages.ts";
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

type Shown = { ids: readonly string[]; atTail: boolean; pending: readonly PendingRow[]; meId: string };
type Built = { floating: readonly string[]; shown: Shown; rows: readonly TimelineRow[] };

// Rows are made of facts that never change: as long as the same ones are shown in the same order, the same objects
// are handed out, and a list of thousands has nothing to compare when a reaction or an edit comes by.
const built = new WeakMap<readonly string[], Built>();
const rowOf = new WeakMap<MessageView, TimelineRow>();

function rowsOf(slice: ThreadSlice, shown: Shown): readonly TimelineRow[] {
  const before = built.get(shown.ids);
  const isSame =
    before?.floating === slice.floating &&
    before.shown.pending === shown.pending &&
    before.shown.atTail === shown.atTail &&
    before.shown.meId === shown.meId;
  if (isSame) return before.rows;
  const rows = buildRows(slice, shown);
  built.set(shown.ids, { floating: slice.floating, shown, rows });
  return rows;
}

function buildRows({ messages, floating }: ThreadSlice, { ids, atTail, pending, meId }: Shown): TimelineRow[] {
  const placed = atTail ? [...ids, ...floating] : ids;
  const rows = placed.flatMap((id) => messages.get(id) ?? []).map(({ view }) => messageRow(view, meId));
  if (!atTail) return rows;
  const waiting = pending.map(({ clientId, createdAt, replyToId }): TimelineRow => {
    return { kind: "pending", key: clientId, clientId, authorId: meId, createdAt, reply: replyToId !== null };
  });
  return [...rows, ...waiting];
}

function messageRow(message: MessageView, meId: string): TimelineRow {
  const known = rowOf.get(message);
  if (known) return known;
  const { id, clientId, seq, authorId, createdAt, kind, replyToId } = message;
  const key = authorId === meId ? clientId : id;
  const facts = { seq, authorId, createdAt, system: kind === "SYSTEM", reply: replyToId !== null };
  const row: TimelineRow = { kind: "message", key, id, ...facts };
  rowOf.set(message, row);
  return row;
}

/**
 * What a conversation shows: the viewed range, then (at the live end) my messages on their way.
 * `pending` are the thread's rows by clientId, ascending.
 */
export function timelineOf(slice: ThreadSlice | undefined, pending: readonly PendingRow[], meId: string): Timeline {
  if (!slice) return { ...NOTHING };
  const range = viewedRange(slice);
  const atTail = isTail(slice, range);
  const rows = rowsOf(slice, { ids: range.ids, atTail, pending, meId });
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
