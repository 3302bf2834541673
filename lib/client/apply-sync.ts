import type { Change } from "../contract/events.ts";
import type { SyncAnswer, SyncInput, ThreadSync, UserSync } from "../contract/sync.ts";
import { applyUserChange, replay, replayUser } from "./apply-event.ts";
import { applyGone } from "./apply-facts.ts";
import { rangeOf } from "./apply-page.ts";
import { messageArrived, withBehind } from "./arrival.ts";
import { draftOf, holdMessage, moveTo, putChange } from "./slice-draft.ts";
import { type ChatState, cursorAt, newSlice, type ThreadSlice } from "./state.ts";

/**
 * What catching up brought for the cursors that were asked with (PROTOCOL Y1, Y2). An answer older than what has come
 * live since is dropped; what waited beyond it is replayed on top (G1).
 */
export function applySync(state: ChatState, answer: SyncAnswer, asked: SyncInput): ChatState {
  const user = applyUserSync(state, answer.user, asked.user);
  const threads = Object.entries(answer.threads).reduce(
    (next, [threadId, sync]) =>
      applyThreadSync(next, {
        threadId,
        sync,
        askedFrom: asked.threads[threadId] ?? 0,
        userHead: answer.user.head,
      }),
    user,
  );
  return withBehind(threads);
}

function applyUserSync(state: ChatState, sync: UserSync, askedFrom: number): ChatState {
  if ("limited" in sync) {
    const hasLostItsEnd = sync.head < askedFrom && askedFrom === state.user.seq;
    return { ...(hasLostItsEnd ? startUserOver(state, sync.head) : state), homeStale: true };
  }
  if (sync.head <= state.user.seq) return state;
  const changed = sync.changes.reduce((next, change) => applyUserChange(next, change, sync.head), state);
  const user = { ...changed.user, seq: sync.head, seen: Math.max(changed.user.seen, sync.head) };
  return replayUser({ ...changed, user });
}

/** The server is behind what this page has seen of the person's stream: its own account of everything counts again. */
function startUserOver(state: ChatState, head: number): ChatState {
  const threads = Object.values(state.threads).map((slice) => [slice.id, { ...slice, entryAsOf: 0 }] as const);
  return { ...state, user: cursorAt(head), threads: Object.fromEntries(threads) };
}

function applyThreadSync(
  state: ChatState,
  { threadId, sync, askedFrom, userHead }: { threadId: string; sync: ThreadSync; askedFrom: number; userHead: number },
): ChatState {
  const slice = state.threads[threadId];
  if (!slice || slice.gone) return state;
  if ("gone" in sync) return applyGone(state, threadId, userHead);
  if ("limited" in sync) return applyLimited(state, { slice, sync, askedFrom });
  if (sync.head <= slice.seq) return state;
  const draft = draftOf(slice);
  for (const change of inOrder(sync.changes)) putChange(draft, change, { asOf: sync.head, meId: state.me.id });
  moveTo(draft, sync.head);
  return replay(arrived(state, sync.changes), draft);
}

/** Messages by seq, because a later one of mine means that I have read the earlier ones. */
const inOrder = (changes: readonly Change[]): Change[] => [...changes].sort((a, b) => placeOf(a) - placeOf(b));
const placeOf = (change: Change) => (change.kind === "message" ? change.message.seq : 0);

const arrived = (state: ChatState, changes: readonly Change[]): ChatState =>
  changes.reduce((next, change) => (change.kind === "message" ? messageArrived(next, change.message) : next), state);

/**
 * PROTOCOL Y2: the window becomes the latest page and the gap above it is marked. What else was known of the thread
 * is in doubt and fetched again. A server that is *behind* the cursor has lost its end: the page starts over from it.
 */
function applyLimited(
  state: ChatState,
  { slice, sync, askedFrom }: { slice: ThreadSlice; sync: Extract<ThreadSync, { limited: true }>; askedFrom: number },
): ChatState {
  const hasLostItsEnd = sync.head < askedFrom && askedFrom === slice.seq;
  if (sync.head <= slice.seq && !hasLostItsEnd) return state;
  const { latestPage } = sync;
  const fresh: ThreadSlice = {
    ...newSlice(slice.id, sync.head),
    entry: slice.entry,
    entryAsOf: slice.entryAsOf,
    readLocally: slice.readLocally,
    stale: true,
    doubtSeq: sync.head,
    thread: slice.thread,
    threadAsOf: hasLostItsEnd ? 0 : slice.threadAsOf,
    receipts: slice.receipts,
    open: slice.open,
    target: slice.target,
    firstUnreadSeq: slice.firstUnreadSeq,
    status: slice.open ? "ready" : "idle",
    gapSeq: latestPage.hasOlder ? (latestPage.messages[0]?.seq ?? null) : null,
    seen: hasLostItsEnd ? sync.head : Math.max(slice.seen, sync.head),
    early: hasLostItsEnd ? {} : slice.early,
  };
  const draft = draftOf(fresh);
  for (const message of [...latestPage.messages, ...latestPage.quotes]) holdMessage(draft, message, latestPage.head);
  draft.ranges = [rangeOf(latestPage, {})];
  moveTo(draft, sync.head);
  const changes = latestPage.messages.map((message): Change => ({ kind: "message", message }));
  return replay(arrived(state, changes), draft);
}
