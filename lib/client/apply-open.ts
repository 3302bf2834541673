import { draftOf, forgetOld } from "./slice-draft.ts";
import { type ChatState, newSlice, type ThreadSlice } from "./state.ts";

/** Some facts of a loaded thread's slice. */
export function changeSlice(
  state: ChatState,
  threadId: string,
  step: (slice: ThreadSlice) => Partial<ThreadSlice>,
): ChatState {
  const slice = state.threads[threadId];
  if (!slice) return state;
  return { ...state, threads: { ...state.threads, [threadId]: { ...slice, ...step(slice) } } };
}

/** On screen; a thread of which nothing is known yet gets a place to be loaded into. */
export function markOpen(state: ChatState, threadId: string): ChatState {
  const slice = state.threads[threadId];
  const known = !slice || slice.gone ? newSlice(threadId, 0) : slice;
  const status = known.status === "ready" ? "ready" : "loading";
  const opened: ThreadSlice = { ...known, open: true, reopen: false, error: null, status };
  return { ...state, threads: { ...state.threads, [threadId]: opened } };
}

/** Off screen: the window shrinks to its last messages, and a thread that is not mine is forgotten. */
export function markClosed(state: ChatState, threadId: string): ChatState {
  const slice = state.threads[threadId];
  if (!slice) return state;
  if (!slice.entry) {
    const { [threadId]: _closed, ...threads } = state.threads;
    return { ...state, threads };
  }
  const draft = draftOf({
    ...slice,
    open: false,
    viewSeq: null,
    target: null,
    firstUnreadSeq: null,
    gapSeq: null,
    status: "idle",
    loadingOlder: false,
    loadingNewer: false,
    participantsLoaded: false,
    receipts: {},
  });
  forgetOld(draft);
  return { ...state, threads: { ...state.threads, [threadId]: draft } };
}
