import type { MessagePage } from "../contract/messages.ts";
import { asApiError } from "./api-error.ts";
import { applyDetails, applyGone } from "./apply-facts.ts";
import { changeSlice, markClosed, markOpen } from "./apply-open.ts";
import {
  applyMessage,
  applyPage,
  applyParticipants,
  applyReceipts,
  applyReplies,
  isTooOld,
  type PageAsk,
} from "./apply-page.ts";
import type { Core } from "./core.ts";
import { unreadFrom } from "./counting.ts";
import { findThreadOf } from "./locate.ts";
import { isCovered } from "./ranges.ts";
import type { Target, ThreadSlice } from "./state.ts";
import { isTail, viewedRange } from "./timeline.ts";

/** More unread than this is more than a screen: the page lands on the first unread (EXPERIENCE). */
const SCREEN = 20;
/** Fewer loaded messages than this at the live end are fetched anew before they are shown. */
const ENOUGH = 40;
/** Receipts and typing are for threads of at most this many members (PROTOCOL E1, E3). */
export const SMALL_THREAD = 100;

type PageInput = PageAsk & { around?: number; aroundId?: string; at?: string };

/** What is loaded and shown of each thread's messages. */
export function createHistory(core: Core) {
  let nonce = 0;
  const opening = new Map<string, number>();

  const change = (threadId: string, step: (slice: ThreadSlice) => Partial<ThreadSlice>) =>
    core.update((state) => changeSlice(state, threadId, step));

  const targetAt = (target: Partial<Target>): Target => ({
    messageId: null,
    seq: null,
    ...target,
    nonce: (nonce += 1),
  });

  /** Loads a page into the store. One that something overtook on the way (`isTooOld`) is asked for again. */
  const load = async (threadId: string, input: PageInput): Promise<MessagePage> => {
    for (let tries = 0; ; tries += 1) {
      const page = await core.api.query("messages", { threadId, ...input });
      if (isTooOld(core.state(), threadId, page.head) && tries < 5) continue;
      core.update((state) => applyPage(state, threadId, { page, ask: { before: input.before, after: input.after } }));
      return page;
    }
  };

  const fail = (threadId: string, thrown: unknown, askedAt: number) => {
    const { code } = asApiError(thrown);
    if (code === "NOT_FOUND" || code === "THREAD_DELETED" || code === "THREAD_BANNED" || code === "GONE") {
      core.update((state) => applyGone(state, threadId, askedAt));
      // What it says in its place depends on why.
      change(threadId, ({ gone }) => (gone ? { error: code } : {}));
    } else change(threadId, () => ({ status: "error", error: code }));
  };

  const loadReceipts = async (threadId: string) => {
    const slice = core.state().threads[threadId];
    if (!slice?.entry || slice.entry.thread.memberCount > SMALL_THREAD) return;
    const { receipts } = await core.api.query("receipts", { threadId });
    core.update((state) => applyReceipts(state, threadId, receipts));
  };
  const loadParticipants = async (threadId: string) => {
    const list = await core.api.query("participants", { threadId });
    core.update((state) => applyParticipants(state, threadId, list));
  };
  /** Who is in it and how far they read: the conversation waits for neither, and does without them. */
  const loadPeople = async (threadId: string) => {
    await Promise.allSettled([loadParticipants(threadId), loadReceipts(threadId)]);
  };

  const open = async (threadId: string, where: { aroundId?: string; at?: string; around?: number } = {}) => {
    const turn = (nonce += 1);
    opening.set(threadId, turn);
    const isCurrent = () => opening.get(threadId) === turn && core.state().threads[threadId]?.open;
    const askedAt = core.state().user.seq;
    core.say("looking", { threadId });
    core.update((state) => markOpen(state, threadId));
    try {
      if (!core.state().threads[threadId]!.entry) await loadThread(core, threadId);
      if (!isCurrent()) return;
      await land(threadId, where, isCurrent);
      if (isCurrent()) change(threadId, () => ({ status: "ready", error: null, reopen: false }));
      void loadPeople(threadId);
    } catch (thrown) {
      if (isCurrent()) fail(threadId, thrown, askedAt);
    }
  };

  /** Loads what the person came for and sets where the page scrolls. */
  const land = async (
    threadId: string,
    { aroundId, at, around }: { aroundId?: string; at?: string; around?: number },
    isCurrent: () => boolean | undefined,
  ) => {
    const slice = core.state().threads[threadId]!;
    const { entry } = slice;
    const firstUnreadSeq = entry && entry.unread > 0 ? unreadFrom(entry) : null;
    change(threadId, () => ({ firstUnreadSeq }));
    if (aroundId !== undefined || at !== undefined || around !== undefined) {
      const page = await load(threadId, { aroundId, at, around });
      const place =
        page.messages.find(({ id }) => id === (page.targetId ?? aroundId))?.seq ?? page.messages.at(-1)?.seq;
      if (!isCurrent()) return;
      return change(threadId, () => ({
        viewSeq: place ?? null,
        target: targetAt({ messageId: page.targetId ?? aroundId ?? null, seq: place ?? null }),
      }));
    }
    if (entry && firstUnreadSeq !== null && entry.unread > SCREEN && !isCovered(slice.ranges, firstUnreadSeq)) {
      await load(threadId, { around: firstUnreadSeq });
      if (!isCurrent()) return;
      return change(threadId, () => ({ viewSeq: firstUnreadSeq, target: targetAt({ seq: firstUnreadSeq }) }));
    }
    if (!hasEnough(slice)) await load(threadId, {});
    if (!isCurrent()) return;
    change(threadId, () => ({ viewSeq: null, target: targetAt({ seq: firstUnreadSeq }) }));
  };

  const more = async (threadId: string, side: "older" | "newer") => {
    const slice = core.state().threads[threadId];
    if (!slice || slice.status !== "ready") return;
    const range = viewedRange(slice);
    const flag = side === "older" ? "loadingOlder" : "loadingNewer";
    const isDone = side === "older" ? range.from <= 0 : isTail(slice, range);
    if (isDone || slice[flag]) return;
    change(threadId, () => ({ [flag]: true }));
    try {
      await load(threadId, side === "older" ? { before: range.from } : { after: range.to });
    } finally {
      change(threadId, () => ({ [flag]: false }));
    }
  };

  const jumpToLatest = async (threadId: string) => {
    const slice = core.state().threads[threadId];
    if (!slice) return;
    if (!hasEnough(slice)) await load(threadId, {});
    change(threadId, () => ({ viewSeq: null, target: targetAt({}) }));
  };

  return {
    open,
    loadPeople,
    loadReceipts: (threadId: string): Promise<void> => loadReceipts(threadId).catch(() => undefined),
    close: (threadId: string) => {
      opening.delete(threadId);
      core.update((state) => markClosed(state, threadId));
      if (!Object.values(core.state().threads).some((slice) => slice.open)) core.say("looking", { threadId: null });
    },
    /** Access to an open thread changed, or its window was replaced under the reader (PROTOCOL Y2). */
    reopen: (threadId: string, around?: number) => open(threadId, around === undefined ? {} : { around }),
    loadOlder: (threadId: string) => more(threadId, "older"),
    loadNewer: (threadId: string) => more(threadId, "newer"),
    jumpToLatest,
    /** The same, where the live end is not what is shown. */
    showLatest: async (threadId: string) => {
      const slice = core.state().threads[threadId];
      if (slice?.open && !isTail(slice, viewedRange(slice))) await jumpToLatest(threadId);
    },
    jumpTo: async (messageId: string): Promise<string> => {
      const threadId = findThreadOf(core.state(), messageId)?.id ?? (await loadMessage(core, messageId));
      const slice = core.state().threads[threadId];
      if (!slice?.open) return threadId;
      const seq = slice.messages.get(messageId)?.view.seq;
      if (seq === undefined || !isCovered(slice.ranges, seq)) await load(threadId, { aroundId: messageId });
      change(threadId, ({ messages }) => {
        const place = messages.get(messageId)?.view.seq ?? null;
        return { viewSeq: place, target: targetAt({ messageId, seq: place }) };
      });
      return threadId;
    },
    loadReplies: async (rootId: string): Promise<void> => {
      const threadId = findThreadOf(core.state(), rootId)?.id ?? (await loadMessage(core, rootId));
      for (let after = 0, hasMore = true; hasMore; ) {
        const page = await core.api.query("replies", { messageId: rootId, after, limit: 200 });
        hasMore = page.hasNewer;
        after = page.messages.at(-1)?.seq ?? after;
        core.update((state) => applyReplies(state, threadId, { rootId, page, isLast: !page.hasNewer }));
      }
    },
    /** A thread read without having joined is only as fresh as its last load (PROTOCOL F6). */
    refreshNotLive: async (): Promise<void> => {
      const strangers = Object.values(core.state().threads).filter(({ open, entry, gone }) => open && !entry && !gone);
      await Promise.allSettled(strangers.map(({ id }) => loadThread(core, id)));
    },
  };
}

/** Whether the live end of a thread is loaded far enough up to be shown at once. */
function hasEnough(slice: ThreadSlice): boolean {
  const tail = slice.ranges.at(-1)!;
  return tail.from === 0 || tail.ids.length >= ENOUGH;
}

async function loadThread(core: Core, threadId: string): Promise<void> {
  const askedAt = core.state().user.seq;
  const details = await core.api.query("thread", { threadId });
  core.update((state) => applyDetails(state, details, askedAt));
}

/** Fetches a message of which only the id is known; resolves with its thread's id. */
export async function loadMessage(core: Core, messageId: string): Promise<string> {
  const before = core.state();
  const message = await core.api.query("message", { messageId });
  const asOf = before.threads[message.threadId]?.seq ?? 0;
  core.update((state) => applyMessage(state, message, asOf));
  return message.threadId;
}
