import type { Change, Ready, ServerEvent } from "../contract/events.ts";
import { parseStream } from "../contract/stream-name.ts";
import {
  applyEntry,
  applyEntryGone,
  applyNotice,
  applyPerson,
  applyPreference,
  applyProfile,
  applySaved,
} from "./apply-facts.ts";
import { messageArrived, withBehind } from "./arrival.ts";
import { draftOf, moveTo, putChange } from "./slice-draft.ts";
import { type ChatState, type Cursor, EARLY_MAX, isPlaceholder, type ThreadSlice } from "./state.ts";

/**
 * Live events of any streams, in any order, once or twice (PROTOCOL G1): the next in a stream applies, one that was
 * applied is dropped, one that came early waits. Streams this page does not hold are none of its business.
 */
export function applyEvents(state: ChatState, events: readonly ServerEvent[]): ChatState {
  return withBehind([...byStream(events)].reduce(applyStream, state));
}

/** PROTOCOL C3: what `ready` says the streams are at, so that what lags is known. */
export const applyReady = (state: ChatState, { userHead, heads }: Ready): ChatState =>
  applyHeads(state, { user: userHead, threads: heads });

/** PROTOCOL G2. */
export function applyHeads(state: ChatState, heads: { user?: number; threads: Record<string, number> }): ChatState {
  const user = { ...state.user, seen: Math.max(state.user.seen, heads.user ?? 0) };
  const threads = { ...state.threads };
  for (const [threadId, head] of Object.entries(heads.threads)) {
    const slice = threads[threadId];
    if (slice && !isPlaceholder(slice) && head > slice.seen) threads[threadId] = { ...slice, seen: head };
  }
  return withBehind({ ...state, user, threads });
}

function byStream(events: readonly ServerEvent[]): Map<string, ServerEvent[]> {
  const streams = new Map<string, ServerEvent[]>();
  for (const event of events) {
    const known = streams.get(event.stream);
    if (known) known.push(event);
    else streams.set(event.stream, [event]);
  }
  return streams;
}

function applyStream(state: ChatState, [stream, events]: [string, ServerEvent[]]): ChatState {
  const { of, id } = parseStream(stream);
  if (of === "user") return id === state.me.id ? applyUserEvents(state, events) : state;
  const slice = state.threads[id];
  if (!slice || slice.gone || isPlaceholder(slice)) return state;
  return replay(state, keepEarly(slice, events));
}

/** Puts a slice into the state with whatever waited in it and now follows on without a hole; the rest stays early. */
export function replay(state: ChatState, slice: ThreadSlice): ChatState {
  const { run, early } = takeRun(slice);
  if (run.length === 0) return withThread(state, early === slice.early ? slice : { ...slice, early });
  const draft = draftOf({ ...slice, early });
  for (const { seq, change } of run) {
    // A change this person may not see keeps the count dense and shows nothing (PROTOCOL L5).
    if (change) putChange(draft, change, { asOf: seq, meId: state.me.id });
    moveTo(draft, seq);
  }
  return run.reduce(
    (next, { change, seq }) =>
      change?.kind === "message" && change.message.seq === seq ? messageArrived(next, change.message) : next,
    withThread(state, draft),
  );
}

function applyUserEvents(state: ChatState, events: readonly ServerEvent[]): ChatState {
  return replayUser({ ...state, user: keepEarly(state.user, events) });
}

/** The same for the person's own stream. */
export function replayUser(state: ChatState): ChatState {
  const { run, early } = takeRun(state.user);
  const seq = run.at(-1)?.seq ?? state.user.seq;
  const after = { ...state, user: { ...state.user, seq, seen: Math.max(state.user.seen, seq), early } };
  return run.reduce((next, event) => (event.change ? applyUserChange(next, event.change, event.seq) : next), after);
}

/** One change of the person's own stream, as it was at `asOf` of that stream (PROTOCOL L6). */
export function applyUserChange(state: ChatState, change: Change, asOf: number): ChatState {
  switch (change.kind) {
    case "entry":
      return applyEntry(state, change.entry, asOf);
    case "entryGone":
      return applyEntryGone(state, change.threadId, asOf);
    case "preference":
      return applyPreference(state, change.preference);
    case "profile":
      return change.person.id === state.me.id ? applyProfile(state, change.person) : applyPerson(state, change.person);
    case "notice":
      return applyNotice(state, change.notice);
    case "blocks":
      return { ...state, blockedIds: change.userIds };
    case "saved":
      return applySaved(state, change);
    case "message":
    case "participant":
    case "thread":
      // These ride on the thread's stream.
      return state;
  }
}

/** The cursor with these events put by; of too many, those that are needed first stay (PROTOCOL G1). */
function keepEarly<C extends Cursor>(cursor: C, events: readonly ServerEvent[]): C {
  const early = { ...cursor.early };
  let { seen } = cursor;
  for (const event of events) {
    seen = Math.max(seen, event.seq);
    if (event.seq > cursor.seq) early[event.seq] ??= event;
  }
  // A run from the cursor on never waits, so only what lies beyond a hole counts against the limit.
  const waiting = Object.keys(early)
    .map(Number)
    .sort((a, b) => a - b);
  const runLength = waiting.findIndex((seq, index) => seq !== cursor.seq + 1 + index);
  const room = (runLength === -1 ? waiting.length : runLength) + EARLY_MAX;
  for (const seq of waiting.slice(room)) delete early[seq];
  return { ...cursor, early, seen };
}

/** The events that follow on from the cursor without a hole, and what is left waiting. */
function takeRun({ seq, early }: Cursor): { run: ServerEvent[]; early: Cursor["early"] } {
  const waiting = Object.entries(early);
  if (waiting.length === 0) return { run: [], early };
  const run: ServerEvent[] = [];
  for (let next = seq + 1; early[next]; next += 1) run.push(early[next]!);
  const reached = seq + run.length;
  return { run, early: Object.fromEntries(waiting.filter(([at]) => Number(at) > reached)) };
}

const withThread = (state: ChatState, slice: ThreadSlice): ChatState => ({
  ...state,
  threads: { ...state.threads, [slice.id]: slice },
});
