import { asApiError, isWorthRetrying } from "./api-error.ts";
import { applyEntryAnswer, applyRead, applyUnread } from "./apply-facts.ts";
import type { Core } from "./core.ts";
import { unreadFrom } from "./counting.ts";
import { retryDelay, wait } from "./waiting.ts";

/** Advances are merged for this long, in ms (PROTOCOL R3). */
const MERGE = 1_000;
/** How many threads "mark all read" marks at the same time. */
const AT_ONCE = 4;

/** Read markers (PROTOCOL R1, R3): they advance only while the page is visible and focused. */
export function createReading(core: Core) {
  const seenUpTo = new Map<string, number>();
  const due = new Map<string, number>();
  /** Threads marked unread while open: seeing them again does not count until they are left. */
  const held = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const tell = async (threadId: string, upToSeq: number): Promise<void> => {
    const askedAt = core.state().user.seq;
    const entry = await core.command("thread:read", { threadId, upToSeq });
    core.update((state) => applyEntryAnswer(state, entry, askedAt));
  };

  /** A marker only moves forward, so telling the latest one again and again until it is taken is harmless. */
  const flush = async () => {
    timer = undefined;
    const batch = [...due];
    due.clear();
    await Promise.all(
      batch.map(async ([threadId, upToSeq]) => {
        for (let failures = 1; !core.signal.aborted; failures += 1) {
          try {
            return await tell(threadId, upToSeq);
          } catch (thrown) {
            const error = asApiError(thrown);
            const isOvertaken = (due.get(threadId) ?? 0) >= upToSeq || held.has(threadId);
            if (!isWorthRetrying(error) || isOvertaken) return;
            await wait(Math.max(error.retryAfterMs ?? 0, retryDelay(failures)), core.signal);
          }
        }
      }),
    );
  };

  const advance = (threadId: string, upToSeq: number) => {
    const entry = core.state().threads[threadId]?.entry;
    if (!entry || held.has(threadId)) return;
    const isNews = entry.markedUnreadSeq === null ? upToSeq > entry.lastReadSeq : upToSeq >= entry.lastReadSeq;
    if (!isNews) return;
    core.update((state) => applyRead(state, threadId, upToSeq));
    due.set(threadId, Math.max(due.get(threadId) ?? 0, upToSeq));
    timer ??= setTimeout(() => void flush(), MERGE);
  };

  const markRead = async (threadId: string): Promise<void> => {
    const entry = core.state().threads[threadId]?.entry;
    if (!entry) return;
    held.delete(threadId);
    const upToSeq = Math.max(entry.lastMessageSeq, entry.lastReadSeq);
    core.update((state) => applyRead(state, threadId, upToSeq));
    due.delete(threadId);
    await tell(threadId, upToSeq);
  };

  const markUnreadFrom = async (threadId: string, fromSeq: number | null): Promise<void> => {
    const askedAt = core.state().user.seq;
    if (fromSeq !== null) held.add(threadId);
    seenUpTo.delete(threadId);
    due.delete(threadId);
    core.update((state) => applyUnread(state, threadId, fromSeq));
    const entry = await core.command("thread:unread", { threadId, fromSeq });
    core.update((state) => applyEntryAnswer(state, entry, askedAt));
  };

  return {
    /** The thread is on screen down to this seq. */
    reportVisible: (threadId: string, upToSeq: number): void => {
      seenUpTo.set(threadId, Math.max(seenUpTo.get(threadId) ?? 0, upToSeq));
      if (isLookedAt()) advance(threadId, seenUpTo.get(threadId)!);
    },
    /** The page has the person's eyes again: what stood on screen meanwhile is read now. */
    onLookedAt: (): void => {
      if (!isLookedAt()) return;
      for (const [threadId, upToSeq] of seenUpTo) {
        if (core.state().threads[threadId]?.open) advance(threadId, upToSeq);
      }
    },
    left: (threadId: string): void => {
      held.delete(threadId);
      seenUpTo.delete(threadId);
    },
    markUnreadFrom,
    markThreadRead: markRead,
    /** Marks everything read and returns what takes it back: each thread is unread from where it was. */
    markAllRead: async (): Promise<() => Promise<void>> => {
      const unread = Object.values(core.state().threads).flatMap(({ id, entry }) =>
        entry && (entry.unread > 0 || entry.markedUnreadSeq !== null) ? [{ id, from: unreadFrom(entry) }] : [],
      );
      await eachOf(unread, ({ id }) => markRead(id));
      return () => eachOf(unread, ({ id, from }) => markUnreadFrom(id, from));
    },
    /** The page is going away: what is due is told now. */
    flushNow: (): void => {
      clearTimeout(timer);
      if (due.size > 0) void flush();
    },
  };
}

/** Visible is not enough: a window behind another one is visible to the browser (EXPERIENCE). */
const isLookedAt = (): boolean =>
  typeof document === "undefined" || (document.visibilityState === "visible" && document.hasFocus());

async function eachOf<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
}
