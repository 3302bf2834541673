import type { Engine } from "./engine.ts";
import type { ChatState, ThreadSlice } from "./state.ts";

/**
 * A thread on screen gets back what a step took from it: all of it where access changed; its people and the replies of
 * an open panel where catching up replaced the window (PROTOCOL Y2).
 */
export function mendOpenThreads(engine: Engine, state: ChatState, before: ChatState): void {
  if (state.threads === before.threads) return;
  for (const slice of Object.values(state.threads)) {
    const earlier = before.threads[slice.id];
    if (!slice.open || slice === earlier) continue;
    if (slice.reopen) {
      if (!earlier?.reopen) void engine.history.reopen(slice.id);
      continue;
    }
    if (earlier?.open) reload(engine, slice, earlier);
  }
}

function reload(engine: Engine, slice: ThreadSlice, earlier: ThreadSlice): void {
  if (earlier.participantsLoaded && !slice.participantsLoaded) void engine.history.loadPeople(slice.id);
  if (slice.repliesLoaded === earlier.repliesLoaded) return;
  for (const rootId of Object.keys(earlier.repliesLoaded)) {
    // A panel that cannot be filled now shows what there is; the next connection tries again.
    if (!slice.repliesLoaded[rootId]) engine.history.loadReplies(rootId).catch(() => undefined);
  }
}

/**
 * Connected: what could not be loaded is loaded now. After a cut (`isReturn`) receipts may have been missed too, which
 * are not in the log (PROTOCOL L6).
 */
export function retryOpenThreads({ state, history }: Engine, { isReturn }: { isReturn: boolean }): void {
  for (const { id, open, status, gone, participantsLoaded } of Object.values(state().threads)) {
    if (!open || gone) continue;
    if (status === "error") void history.reopen(id);
    else if (!isReturn) continue;
    else if (!participantsLoaded) void history.loadPeople(id);
    else void history.loadReceipts(id);
  }
}
