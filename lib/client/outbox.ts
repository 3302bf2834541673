import type { ForwardView } from "../contract/forwards.ts";
import { ApiError, type ApiErrorCode, asApiError, isWorthRetrying } from "./api-error.ts";
import { applySent } from "./apply-page.ts";
import type { Core } from "./core.ts";
import type { LocalDatabase } from "./local-database.ts";
import { newId } from "./new-id.ts";
import type { ChatState, PendingRow } from "./state.ts";
import type { TabChannel, TabNews } from "./tab-channel.ts";
import type { TabLocks } from "./tab-locks.ts";
import type { createUploads } from "./uploads.ts";
import { retryDelay, wait } from "./waiting.ts";

const PREFIX = "outbox:";
/** How long after one measurement the next is told, in ms. */
const MEASURE_EVERY = 5_000;

/** What the outbox does with files. */
type Files = Pick<ReturnType<typeof createUploads>, "join" | "restore" | "resume" | "cancel" | "forget" | "wake">;
type Means = { database: LocalDatabase; locks: TabLocks; channel: TabChannel; uploads: Files };

/**
 * Messages on their way (PROTOCOL S1, S6 to S9). Each is in IndexedDB before any network; each thread's go one at a
 * time in the order they were written, threads beside each other; the tab that pressed Enter sends, and another takes
 * over what a dead tab left.
 */
export function createOutbox(core: Core, { database, locks, channel, uploads }: Means) {
  const tabId = newId();
  const userId = core.state().me.id;
  const workers = new Map<string, Promise<void>>();
  const watchedTabs = new Set<string>([tabId]);
  let alarm = new AbortController();

  const keep = async (row: PendingRow) => {
    core.update((state) => ({ ...state, outbox: { ...state.outbox, [row.clientId]: row } }));
    await database.put(PREFIX + row.clientId, row);
    // It may have arrived while it was being stored: then `watch` has forgotten it already, and so it shall stay.
    if (core.state().outbox[row.clientId]) channel.tell({ kind: "put", row });
    else await database.remove(PREFIX + row.clientId);
  };
  const forget = (clientId: string) =>
    core.update((state) => {
      const { [clientId]: _gone, ...outbox } = state.outbox;
      return { ...state, outbox };
    });

  let measuredAt = 0;

  /** The thread's oldest message that this tab has to send, and whose files have arrived: a film holds up no words. */
  const nextOf = (threadId: string) =>
    Object.values(core.state().outbox)
      .filter((row) => row.threadId === threadId && row.tabId === tabId && row.state !== "failed")
      .filter((row) => filesOf(core.state(), row).every(({ state }) => state === "done"))
      .sort(byAge)[0];

  const attempt = async (row: PendingRow): Promise<number> => {
    const tried: PendingRow = { ...row, state: "sending", attempts: row.attempts + 1 };
    await keep(tried);
    const isStillMine = core.state().outbox[row.clientId]?.tabId === tabId;
    if (!isStillMine) return 0;
    try {
      const { clientId, threadId, body, replyToId, attachmentIds = [], forward } = row;
      const files = attachmentIds.length > 0 ? { attachmentIds: [...attachmentIds] } : {};
      const source = forward ? { forwardId: forward.messageId } : {};
      const input = { clientId, threadId, body, replyToId, ...files, ...source };
      const { message } = await core.command("message:send", input);
      core.update((state) => applySent(state, message));
      if (tried.attempts === 1) measure(Date.now() - Date.parse(row.createdAt));
      return 0;
    } catch (thrown) {
      // The event can be here before the reply is lost: then it was sent (PROTOCOL S8).
      if (!core.state().outbox[row.clientId]) return 0;
      const error = asApiError(thrown);
      if (!isWorthRetrying(error)) {
        await keep({ ...tried, state: "failed", error: { code: error.code, message: error.message } });
        return 0;
      }
      await keep({ ...tried, state: "queued" });
      return Math.max(error.retryAfterMs ?? 0, retryDelay(tried.attempts));
    }
  };

  /** Now and then: the admin page shows how long sending takes. */
  const measure = (ms: number) => {
    if (ms < 0 || ms > 60_000 || Date.now() - measuredAt < MEASURE_EVERY) return;
    measuredAt = Date.now();
    core.say("delivery", { ms });
  };

  const work = async (threadId: string) => {
    for (let row = nextOf(threadId); row && !core.signal.aborted; row = nextOf(threadId)) {
      const current = row;
      const delay = await locks.run(`confab:${userId}:send:${threadId}`, () => attempt(current));
      if (delay > 0) await wait(delay, AbortSignal.any([alarm.signal, core.signal]));
    }
  };

  const kick = (threadId: string) => {
    if (workers.has(threadId) || core.signal.aborted) return;
    // A lock that is not granted means that the page is closing, and the row stays for the next one; or that the
    // browser is out of order, and then it is asked again, but not in a circle.
    const worker = work(threadId).catch(() => wait(1_000, core.signal));
    workers.set(threadId, worker);
    void worker.finally(() => {
      workers.delete(threadId);
      if (nextOf(threadId)) kick(threadId);
    });
  };

  const adopt = async (deadTabId: string) => {
    for (const row of (await database.all<PendingRow>(PREFIX)).sort(byAge)) {
      if (row.tabId !== deadTabId) continue;
      await uploads.restore(row.attachmentIds ?? []);
      await keep({ ...row, tabId, state: row.state === "sending" ? "queued" : row.state });
      kick(row.threadId);
    }
  };
  const watchTab = (other: string) => {
    if (watchedTabs.has(other)) return;
    watchedTabs.add(other);
    locks.whenFree(tabLock(userId, other), () => adopt(other));
  };

  const find = (clientId: string): PendingRow => {
    const row = core.state().outbox[clientId];
    if (!row) throw refusal("NOT_FOUND", "This message is no longer waiting.");
    return row;
  };

  return {
    /** Takes over what this device still keeps; nothing is sent before. */
    start: async (): Promise<void> => {
      locks.hold(tabLock(userId, tabId));
      const rows = await database.all<PendingRow>(PREFIX);
      if (core.signal.aborted) return;
      core.update((state) => ({
        ...state,
        outbox: { ...Object.fromEntries(rows.map((row) => [row.clientId, row])), ...state.outbox },
      }));
      for (const row of rows) watchTab(row.tabId);
    },
    /** Queues a message; resolves with its clientId once it is stored. */
    send: async (message: OutgoingMessage): Promise<string> => {
      const clientId = newId();
      const { attachmentIds = [] } = message;
      await uploads.join(attachmentIds, clientId);
      await keep({
        clientId,
        threadId: message.threadId,
        body: message.body,
        replyToId: message.replyToId ?? null,
        attachmentIds,
        forward: message.forward ?? null,
        createdAt: new Date().toISOString(),
        state: "queued",
        attempts: 0,
        error: null,
        tabId,
      });
      kick(message.threadId);
      return clientId;
    },
    retry: async (clientId: string): Promise<void> => {
      const row = find(clientId);
      for (const { id, state } of filesOf(core.state(), row)) if (state === "failed") uploads.resume(id);
      if (row.state === "failed") await keep({ ...row, state: "queued", attempts: 0, error: null, tabId });
      kick(row.threadId);
      wake();
    },
    /**
     * Queues another text in its place. Only a message that was refused, or never left, can be another one: of any
     * other nobody knows whether it arrived.
     */
    edit: async (clientId: string, body: string): Promise<void> => {
      const row = find(clientId);
      if (row.state !== "failed" && row.attempts > 0) throw refusal("CONFLICT", "This message is on its way.");
      const again = { ...row, clientId: newId(), body, state: "queued" as const, attempts: 0, error: null, tabId };
      await uploads.join(row.attachmentIds ?? [], again.clientId);
      forget(clientId);
      await keep(again);
      kick(row.threadId);
    },
    discard: async (clientId: string): Promise<void> => {
      const { attachmentIds = [] } = find(clientId);
      forget(clientId);
      await Promise.all(attachmentIds.map(uploads.cancel));
    },
    /** The connection is back: nothing waits any longer. */
    wake,
    /** What left the state, however it did, leaves this device and the other tabs. */
    watch: (state: ChatState, before: ChatState): void => {
      if (state.uploads !== before.uploads) filesMoved(state, before);
      if (state.outbox === before.outbox) return;
      for (const clientId of Object.keys(before.outbox)) {
        if (state.outbox[clientId]) continue;
        void database.remove(PREFIX + clientId);
        // Those that went along with it; an edit has given them to its copy before.
        uploads.forget(
          filesOf(state, before.outbox[clientId]!).flatMap((file) => (file.clientId === clientId ? [file.id] : [])),
        );
        channel.tell({ kind: "drop", clientId });
      }
    },
    hear: (news: TabNews): void => {
      if (news.kind === "put") {
        core.update((state) => ({ ...state, outbox: { ...state.outbox, [news.row.clientId]: news.row } }));
        watchTab(news.row.tabId);
      } else if (news.kind === "drop" && core.state().outbox[news.clientId]) forget(news.clientId);
    },
  };

  /** The last file of a message has arrived, or one of them never will. */
  function filesMoved(state: ChatState, before: ChatState): void {
    for (const row of Object.values(state.outbox)) {
      if (row.tabId !== tabId || row.state === "failed") continue;
      const moved = filesOf(state, row).filter((file) => before.uploads[file.id]?.state !== file.state);
      const error = moved.find((file) => file.state === "failed")?.error;
      if (error) void keep({ ...row, state: "failed", error });
      else if (moved.some((file) => file.state === "done")) kick(row.threadId);
    }
  }

  function wake(): void {
    uploads.wake();
    alarm.abort();
    alarm = new AbortController();
  }
}

export type OutgoingMessage = {
  threadId: string;
  body: string;
  replyToId?: string | null;
  /** Files of the composer, uploaded or still on their way. */
  attachmentIds?: readonly string[];
  /** A message that is passed on (`snapshotOf`). */
  forward?: ForwardView | null;
};

/** The files of a message that are still on this device. */
const filesOf = ({ uploads }: ChatState, { attachmentIds = [] }: PendingRow) =>
  attachmentIds.flatMap((id) => uploads[id] ?? []);

/** Ids are UUIDv7, so they sort by when Enter was pressed. */
const byAge = (a: PendingRow, b: PendingRow) => (a.clientId < b.clientId ? -1 : 1);

const tabLock = (userId: string, tabId: string) => `confab:${userId}:tab:${tabId}`;

const refusal = (code: ApiErrorCode, message: string) => new ApiError({ code, message });
