import { createStore } from "zustand/vanilla";
import type { DoorAddresses } from "../contract/door-addresses.ts";
import type { HomeView } from "../contract/workspace.ts";
import { ApiError } from "./api-error.ts";
import { createApi, type GetToken } from "./api.ts";
import type { ChatStore } from "./chat-context.ts";
import type { Core } from "./core.ts";
import { createDrafts } from "./drafts.ts";
import { createEdits } from "./edits.ts";
import { type Engine, findEngine, setEngine } from "./engine.ts";
import { createHistory } from "./history.ts";
import { hearServer } from "./hear-server.ts";
import { openLocalDatabase } from "./local-database.ts";
import { mendOpenThreads } from "./mend-open-threads.ts";
import { createMessages } from "./messages.ts";
import { createOutbox } from "./outbox.ts";
import { createPeople } from "./people.ts";
import { createPins } from "./pins.ts";
import { createPoller } from "./poller.ts";
import { createPresence } from "./presence.ts";
import { createReactions } from "./reactions.ts";
import { createReading } from "./reading.ts";
import { createSaved } from "./saved.ts";
import { createSocketLink, type SocketLink } from "./socket.ts";
import { type ChatState, initialState } from "./state.ts";
import { createSyncLoop } from "./sync.ts";
import { openTabChannel } from "./tab-channel.ts";
import { createTabLocks } from "./tab-locks.ts";
import { createThreads } from "./threads.ts";
import { createTyping } from "./typing.ts";
import { createUploads } from "./uploads.ts";
import { watchPage } from "./watch-page.ts";

export type ChatOptions = {
  /** What the page was rendered with. */
  home: HomeView;
  doors: DoorAddresses;
  /** A session token of Clerk, renewed as needed; null once the session is over. */
  getToken: GetToken;
  origin: string;
  signOut: () => Promise<void>;
};

export type Chat = {
  store: ChatStore;
  /** Connects. May be called again after `stop`. */
  start: () => void;
  stop: () => void;
};

/** The store of a page and what keeps it equal to the server. Knows nothing of React. */
export function createChat(options: ChatOptions): Chat {
  const store = createStore<ChatState>(() => initialState(options.home));
  let stop: (() => void) | null = null;
  return {
    store,
    start: () => {
      stop ??= run(store, options);
    },
    stop: () => {
      stop?.();
      stop = null;
    },
  };
}

function run(store: ChatStore, { doors, getToken, origin, signOut }: ChatOptions): () => void {
  const over = new AbortController();
  const { signal } = over;
  const core = createCore(store, { origin, doors, getToken, signal, link: () => link });
  const database = openLocalDatabase(core.state().me.id);
  const channel = openTabChannel(core.state().me.id, {
    signal,
    hear: (news) => {
      engine.outbox.hear(news);
      engine.drafts.hear(news);
      engine.uploads.hear(news);
    },
  });
  const engine = createEngine(core, { database, channel, origin, getToken, signOut });
  const sync = createSyncLoop(core, {
    onMoved: (threadId, seq) => void engine.history.reopen(threadId, seq),
  });
  const poller = createPoller(core, { sync, link: () => link, onThrough: () => engine.outbox.wake() });
  const link: SocketLink = createSocketLink(origin, {
    getToken,
    on: hearServer(engine, { sync, poller, getToken, link: () => link }),
  });

  const unsubscribe = store.subscribe((state, before) => {
    sync.watch(state);
    engine.outbox.watch(state, before);
    mendOpenThreads(engine, state, before);
  });
  watchPage(engine, { link, signal });
  setEngine(engine);
  engine.presence.start();
  void engine.edits.start();
  poller.arm();
  void Promise.all([engine.uploads.restore().then(() => engine.outbox.start()), engine.drafts.start()]).then(() => {
    if (!signal.aborted) link.connect();
  });
  return () => {
    over.abort();
    unsubscribe();
    poller.disarm();
    link.close();
    if (findEngine() === engine) setEngine(null);
  };
}

/**
 * A socket that died on the way leaves the outcome open, and repeating any command is harmless (PROTOCOL S3); what is too
 * much for a frame of the socket may be right for a request.
 */
const GOES_ON_OVER_REST: ReadonlySet<string> = new Set(["NETWORK", "UNAUTHENTICATED", "TOO_LARGE"]);

function createCore(
  store: ChatStore,
  {
    origin,
    doors,
    getToken,
    signal,
    link,
  }: Pick<ChatOptions, "origin" | "doors" | "getToken"> & { signal: AbortSignal; link: () => SocketLink },
): Core {
  const api = createApi({ origin, doors, getToken });
  const socketElseRest = async <T>(overSocket: (link: SocketLink) => Promise<T>, overRest: () => Promise<T>) => {
    if (!link().isUp()) return overRest();
    try {
      return await overSocket(link());
    } catch (thrown) {
      if (thrown instanceof ApiError && GOES_ON_OVER_REST.has(thrown.code)) return overRest();
      throw thrown;
    }
  };
  return {
    store,
    state: store.getState,
    update: (step) => store.setState(step, true),
    api,
    command: (name, input) =>
      socketElseRest(
        (socket) => socket.command(name, input),
        () => api.command(name, input),
      ),
    sync: (asked) =>
      socketElseRest(
        (socket) => socket.sync(asked),
        () => api.query("sync", asked),
      ),
    say: (...said) => link().say(...said),
    signal,
  };
}

type Kept = { database: ReturnType<typeof openLocalDatabase>; channel: ReturnType<typeof openTabChannel> };

function createEngine(
  core: Core,
  { database, channel, origin, getToken, signOut }: Kept & Pick<ChatOptions, "origin" | "getToken" | "signOut">,
): Engine {
  const locks = createTabLocks(core.signal);
  const uploads = createUploads(core, { database, locks, channel, origin, getToken });
  return {
    ...core,
    uploads,
    outbox: createOutbox(core, { database, locks, channel, uploads }),
    drafts: createDrafts(core, { database, channel }),
    edits: createEdits(core, { database }),
    history: createHistory(core),
    messages: createMessages(core),
    people: createPeople(core),
    pins: createPins(core),
    presence: createPresence(core),
    reactions: createReactions(core),
    reading: createReading(core),
    saved: createSaved(core),
    threads: createThreads(core),
    typing: createTyping(core),
    signOut,
  };
}
