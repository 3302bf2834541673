import { SYNC_THREADS_MAX } from "../contract/limits.ts";
import type { SyncInput } from "../contract/sync.ts";
import { asApiError, isWorthRetrying } from "./api-error.ts";
import { applyDetails, applyHome } from "./apply-facts.ts";
import { applySync } from "./apply-sync.ts";
import type { Core } from "./core.ts";
import { type ChatState, isBehind, type ThreadSlice } from "./state.ts";
import { isTail, viewedRange } from "./timeline.ts";
import { retryDelay, wait } from "./waiting.ts";

/** How long a missing event may take to come by itself, in ms (PROTOCOL G1). */
const GAP = 200;
/** With more entries in doubt than this, loading home once is cheaper than each of them. */
const ENTRIES_ONE_BY_ONE = 8;

export type SyncLoop = {
  /** Asks for what lags, now (PROTOCOL C3, G3). */
  now: () => Promise<void>;
  /** Asks for the person's stream and the threads on screen, whether or not they are known to lag (PROTOCOL C1). */
  poll: () => Promise<void>;
  /** Asks for nothing in the next `ms` (PROTOCOL Y4). */
  holdFor: (ms: number) => void;
  /** Looks at a state for what is missing or in doubt, and sees to it in time. */
  watch: (state: ChatState) => void;
};

/**
 * Closes gaps (PROTOCOL G1, Y1): asks for what lags, the open thread first, 100 threads a call, until nothing lags.
 * `onMoved` hears of open threads whose window was replaced while the person looked at older messages (Y2).
 */
export function createSyncLoop(
  core: Core,
  { onMoved }: { onMoved: (threadId: string, seq: number) => void },
): SyncLoop {
  let running: Promise<void> | null = null;
  let gapTimer: ReturnType<typeof setTimeout> | undefined;
  let doubtTimer: ReturnType<typeof setTimeout> | undefined;
  let settling = false;
  let notBefore = 0;
  /** Ends every pause after a failed attempt: the server has been heard of again. */
  let heard = new AbortController();

  const ask = async (asked: SyncInput) => {
    const answer = await core.sync(asked);
    const moved = Object.keys(answer.threads)
      .filter((threadId) => "limited" in answer.threads[threadId]!)
      .map((threadId) => core.state().threads[threadId])
      .filter((slice): slice is ThreadSlice => !!slice?.open && !isTail(slice, viewedRange(slice)))
      .map(({ id, viewSeq }) => ({ id, seq: viewSeq! }));
    core.update((state) => applySync(state, answer, asked));
    for (const { id, seq } of moved) onMoved(id, seq);
  };

  const run = async () => {
    if (notBefore > Date.now()) await wait(notBefore - Date.now(), core.signal);
    for (let failures = 0; !core.signal.aborted; ) {
      const before = core.state();
      if (!needsSync(before)) return;
      try {
        await (before.homeStale ? loadHome(core) : ask(lagging(before)));
        failures = progressed(before, core.state()) ? 0 : failures + 1;
      } catch (thrown) {
        const error = asApiError(thrown);
        if (!isWorthRetrying(error) || failures >= 8) return;
        failures += 1;
        if (error.retryAfterMs) await wait(error.retryAfterMs, core.signal);
      }
      if (failures > 0) await pause(retryDelay(failures));
    }
  };

  const pause = (ms: number) => wait(ms, AbortSignal.any([core.signal, heard.signal]));

  const now = () => {
    heard.abort();
    heard = new AbortController();
    running ??= run().finally(() => {
      running = null;
      markLag(core, core.state().connection.behind > 0);
    });
    return running;
  };

  const settleDoubts = async () => {
    settling = true;
    for (let failures = 0; !core.signal.aborted && failures < 8; ) {
      const doubtful = Object.values(core.state().threads).filter(({ stale, gone }) => stale && !gone);
      if (doubtful.length === 0) break;
      try {
        const isMany = doubtful.length > ENTRIES_ONE_BY_ONE;
        await (isMany ? loadHome(core) : Promise.all(doubtful.map(({ id }) => loadDetails(core, id))));
        // An answer that the stream has overtaken leaves the doubt: ask again, but not at once for ever.
        failures += 1;
        await wait(100 * failures, core.signal);
      } catch (thrown) {
        const { retryAfterMs } = asApiError(thrown);
        failures += 1;
        await pause(retryAfterMs ?? retryDelay(failures));
      }
    }
    settling = false;
  };

  return {
    now,
    holdFor: (ms) => {
      notBefore = Date.now() + ms;
    },
    poll: () => ask(lagging(core.state(), { evenIfLevel: true })),
    watch: (state) => {
      if (!needsSync(state)) markLag(core, false);
      else if (!running && !gapTimer) {
        gapTimer = setTimeout(() => {
          gapTimer = undefined;
          if (!needsSync(core.state()) || state.connection.link === "offline") return;
          markLag(core, true);
          void now();
        }, GAP);
      }
      if (!settling && !doubtTimer && Object.values(state.threads).some(({ stale, gone }) => stale && !gone)) {
        doubtTimer = setTimeout(() => {
          doubtTimer = undefined;
          if (!settling) void settleDoubts();
        }, GAP);
      }
    },
  };
}

const needsSync = (state: ChatState) => state.homeStale || state.connection.behind > 0;

/** The cursors to ask with: what lags (or, polling, everything that fits), the thread on screen first. */
export function lagging(state: ChatState, { evenIfLevel = false } = {}): SyncInput {
  const wanted = Object.values(state.threads)
    .filter((slice) => !slice.gone && (evenIfLevel ? slice.open || slice.entry : isBehind(slice)))
    .sort((a, b) => Number(b.open) - Number(a.open) || lastActivity(b) - lastActivity(a))
    .slice(0, SYNC_THREADS_MAX);
  return { user: state.user.seq, threads: Object.fromEntries(wanted.map(({ id, seq }) => [id, seq])) };
}

const lastActivity = ({ entry }: ThreadSlice) => (entry?.lastMessageAt ? Date.parse(entry.lastMessageAt) : 0);

const progressed = (before: ChatState, after: ChatState) =>
  after.user.seq !== before.user.seq ||
  after.homeStale !== before.homeStale ||
  Object.keys(before.threads).some((id) => after.threads[id]?.seq !== before.threads[id]!.seq);

function markLag(core: Core, lagging: boolean): void {
  if (core.state().connection.lagging === lagging) return;
  core.update((state) => ({ ...state, connection: { ...state.connection, lagging } }));
}

async function loadHome(core: Core): Promise<void> {
  const home = await core.api.query("home", {});
  core.update((state) => applyHome(state, home));
}

/** Fetches one entry again (PROTOCOL R2). A thread that is not there any more will be told by the person's own stream. */
async function loadDetails(core: Core, threadId: string): Promise<void> {
  const askedAt = core.state().user.seq;
  try {
    const details = await core.api.query("thread", { threadId });
    core.update((state) => applyDetails(state, details, askedAt));
  } catch (thrown) {
    const { code } = asApiError(thrown);
    if (code !== "NOT_FOUND" && code !== "THREAD_BANNED" && code !== "THREAD_DELETED") throw thrown;
    core.update((state) => withoutDoubt(state, threadId));
  }
}

function withoutDoubt(state: ChatState, threadId: string): ChatState {
  const slice = state.threads[threadId];
  return slice ? { ...state, threads: { ...state.threads, [threadId]: { ...slice, stale: false } } } : state;
}
