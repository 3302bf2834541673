import { UPLOADS_PATH } from "../contract/attachment-paths.ts";
import type { Envelope } from "../contract/errors.ts";
import { ApiError, isWorthRetrying, networkError } from "./api-error.ts";
import type { GetToken } from "./api.ts";
import type { Core } from "./core.ts";
import type { LocalDatabase } from "./local-database.ts";
import { newId } from "./new-id.ts";
import type { ChatState, UploadRow } from "./state.ts";
import type { TabChannel, TabNews } from "./tab-channel.ts";
import type { TabLocks } from "./tab-locks.ts";
import { retryDelay, wait } from "./waiting.ts";

const PREFIX = "upload:";
/** Bytes of one request: what a slow line sends well within a minute. */
const CHUNK = 4 * 1024 * 1024;
/** How often progress is shown, in ms. */
const SHOWN_EVERY = 150;

type Kept = { row: UploadRow; file: Blob };
type Means = {
  database: LocalDatabase;
  locks: TabLocks;
  channel: TabChannel;
  origin: string;
  getToken: GetToken;
};

/**
 * Files on their way (PROTOCOL S1): each is in IndexedDB before any network, goes up in pieces, and goes on after a lost
 * connection or a closed tab where it was. It belongs to a composer until its message takes it along.
 */
export function createUploads(core: Core, { database, locks, channel, origin, getToken }: Means) {
  const running = new Map<string, { stop: () => void }>();
  const files = new Map<string, Blob>();
  let alarm = new AbortController();

  const change = (id: string, changes: Partial<UploadRow>) =>
    core.update((state) => {
      const row = state.uploads[id];
      return row ? { ...state, uploads: { ...state.uploads, [id]: { ...row, ...changes } } } : state;
    });
  const rowOf = (id: string): UploadRow | undefined => core.state().uploads[id];
  const keep = async (id: string) => {
    const row = rowOf(id);
    const file = files.get(id);
    if (row && file) await database.put(PREFIX + id, { row: { ...row, preview: null }, file } satisfies Kept);
  };

  const begin = (id: string) =>
    void locks
      .run(`confab:${core.state().me.id}:upload:${id}`, () => untilSettled(id))
      // The page is closing: the next one goes on.
      .catch(() => undefined);

  const untilSettled = async (id: string): Promise<void> => {
    for (let tries = 1; !core.signal.aborted; tries++) {
      const row = rowOf(id);
      if (!row || row.state === "paused" || row.state === "done" || row.state === "failed") return;
      const error = await attempt(row);
      // Stopped, and not come to an end: by the person, or with the page.
      if (core.signal.aborted || !rowOf(id) || rowOf(id)?.state === "paused") return;
      if (!error) {
        change(id, { state: "done", sent: row.size });
        return keep(id);
      }
      if (error.code === "CONFLICT" && !rowOf(id)?.begun) {
        // The id is ours, so whoever used it was us, and the answer was lost: the server says how far it came.
        change(id, { state: "waiting", begun: true });
        await keep(id);
        continue;
      }
      if (!isWorthRetrying(error)) {
        change(id, { state: "failed", error: { code: error.code, message: error.message } });
        return keep(id);
      }
      change(id, { state: "waiting" });
      await wait(Math.max(error.retryAfterMs ?? 0, retryDelay(tries)), AbortSignal.any([alarm.signal, core.signal]));
    }
  };

  /** One go, as far as it comes. Gives what stopped it, or null. */
  const attempt = async ({ id, threadId, name }: UploadRow): Promise<ApiError | null> => {
    const { Upload } = await import("tus-js-client");
    const file = files.get(id);
    if (!file) return new ApiError({ code: "NOT_FOUND", message: "The file is no longer on this device." });
    // Reading the code above took its time.
    if (rowOf(id)?.state !== "waiting") return null;
    change(id, { state: "uploading", error: null });
    let shownAt = 0;
    return new Promise((resolve) => {
      const upload = new Upload(file, {
        endpoint: origin + UPLOADS_PATH,
        // The id is ours, so the address is known before the server has answered: it is asked how far it came.
        ...(rowOf(id)?.begun ? { uploadUrl: `${origin}${UPLOADS_PATH}/${id}` } : {}),
        metadata: { attachmentId: id, threadId, filename: name },
        chunkSize: CHUNK,
        retryDelays: null,
        storeFingerprintForResuming: false,
        onBeforeRequest: async (request) => {
          const token = await getToken();
          if (token) request.setHeader("Authorization", `Bearer ${token}`);
        },
        onUploadUrlAvailable: () => {
          change(id, { begun: true });
          void keep(id);
        },
        onProgress: (sent) => {
          if (performance.now() - shownAt < SHOWN_EVERY) return;
          shownAt = performance.now();
          change(id, { sent });
        },
        onSuccess: () => settle(null),
        onError: (thrown) => settle(errorOf(thrown)),
      });
      const settle = (error: ApiError | null) => {
        running.delete(id);
        core.signal.removeEventListener("abort", stop);
        resolve(error);
      };
      const stop = () => {
        void upload.abort();
        settle(null);
      };
      running.set(id, { stop });
      core.signal.addEventListener("abort", stop);
      upload.start();
    });
  };

  /** Out of this page; the device may keep it for another tab. */
  const drop = (id: string) => {
    running.get(id)?.stop();
    files.delete(id);
    const preview = rowOf(id)?.preview;
    if (preview) URL.revokeObjectURL(preview);
    core.update((state) => {
      const { [id]: _gone, ...uploads } = state.uploads;
      return { ...state, uploads };
    });
  };

  const forget = (id: string) => {
    drop(id);
    void database.remove(PREFIX + id);
    channel.tell({ kind: "uploadsTaken", ids: [id] });
  };

  return {
    /** Goes on with what this device still keeps: all of it, or with what a dead tab has left. */
    restore: async (ids?: readonly string[]): Promise<void> => {
      for (const { row, file } of await database.all<Kept>(PREFIX)) {
        if (core.signal.aborted) return;
        if (files.has(row.id) || (ids && !ids.includes(row.id))) continue;
        files.set(row.id, file);
        const restored: UploadRow = {
          ...row,
          preview: previewOf(file),
          state: row.state === "uploading" ? "waiting" : row.state,
        };
        core.update((state) => ({ ...state, uploads: { ...state.uploads, [row.id]: restored } }));
        begin(row.id);
      }
    },
    /** Takes files into a composer and begins to upload them. */
    add: async (place: { threadId: string; draftKey: string }, added: readonly File[]): Promise<void> => {
      const rows = added.map((file): UploadRow => {
        const id = newId();
        files.set(id, file);
        const known = { id, ...place, name: file.name || "file", size: file.size, type: file.type };
        const refusal = file.size === 0 ? { code: "INVALID" as const, message: "This file is empty." } : null;
        const state = refusal ? "failed" : "waiting";
        return { ...known, clientId: null, state, begun: false, sent: 0, error: refusal, preview: previewOf(file) };
      });
      const byId = Object.fromEntries(rows.map((row) => [row.id, row]));
      core.update((state) => ({ ...state, uploads: { ...state.uploads, ...byId } }));
      await Promise.all(rows.map(({ id }) => keep(id)));
      for (const { id, state } of rows) if (state === "waiting") begin(id);
    },
    pause: (id: string): void => {
      change(id, { state: "paused" });
      running.get(id)?.stop();
    },
    /** Goes on with one that was paused, or failed. */
    resume: (id: string): void => {
      if (rowOf(id)?.size === 0) return;
      change(id, { state: "waiting", error: null });
      begin(id);
    },
    /** Takes a file back, on the server too. */
    cancel: async (id: string): Promise<void> => {
      const begun = rowOf(id)?.begun;
      forget(id);
      if (!begun) return;
      const token = await getToken();
      const headers = { "tus-resumable": "1.0.0", ...(token ? { authorization: `Bearer ${token}` } : {}) };
      // What cannot be told now is swept by the server.
      await fetch(`${origin}${UPLOADS_PATH}/${id}`, { method: "DELETE", headers }).catch(() => undefined);
    },
    /** These go with this message from now on. */
    join: async (ids: readonly string[], clientId: string): Promise<void> => {
      for (const id of ids) change(id, { clientId });
      await Promise.all(ids.map(keep));
      if (ids.length > 0) channel.tell({ kind: "uploadsTaken", ids });
    },
    hear: (news: TabNews): void => {
      if (news.kind === "uploadsTaken") news.ids.forEach(drop);
    },
    /** They have arrived, in their message. */
    forget: (ids: readonly string[]): void => ids.forEach(forget),
    /** The connection is back. */
    wake: (): void => {
      alarm.abort();
      alarm = new AbortController();
    },
  };
}

/** The files that wait in a composer, in the order in which they were added. */
export const uploadsIn = (state: Pick<ChatState, "uploads">, draftKey: string): UploadRow[] =>
  Object.values(state.uploads)
    .filter((row) => row.draftKey === draftKey && row.clientId === null)
    .sort((a, b) => (a.id < b.id ? -1 : 1));

function previewOf(file: Blob): string | null {
  return /^image\/(png|jpeg|gif|webp|avif)$/.test(file.type) ? URL.createObjectURL(file) : null;
}

/** What tus could not do, in the words of our server where it said some. */
function errorOf(thrown: unknown): ApiError {
  const { originalResponse } = thrown as { originalResponse?: { getBody(): string; getStatus(): number } | null };
  if (!originalResponse) return networkError();
  try {
    const envelope = JSON.parse(originalResponse.getBody()) as Envelope<never>;
    if (!envelope.ok) return new ApiError(envelope.error);
  } catch {
    // Somebody in between answered.
  }
  const status = originalResponse.getStatus();
  if (status === 409 || status === 423 || status >= 500)
    return new ApiError({ code: "UNAVAILABLE", message: `The server answered ${status}.` });
  return new ApiError({ code: "INVALID", message: `The server answered ${status}.` });
}
