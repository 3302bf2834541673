import { createStore } from "zustand/vanilla";
import type { Ready } from "../contract/events.ts";
import type { HomeView } from "../contract/workspace.ts";
import { ApiError } from "./api-error.ts";
import { createApi, type GetToken } from "./api.ts";
import { applyEvents, applyHeads, applyReady } from "./apply-event.ts";
import { applyPerson, applyPresence } from "./apply-facts.ts";
import { applyReceipts } from "./apply-page.ts";
import type { ChatStore } from "./chat-context.ts";
import type { Core } from "./core.ts";
import { createDrafts } from "./drafts.ts";
import { type Engine, findEngine, setEngine } from "./engine.ts";
import { createHistory } from "./history.ts";
import { openLocalDatabase } from "./local-database.ts";
import { createMessages } from "./messages.ts";
import { createOutbox } from "./outbox.ts";
import { createPeople } from "./people.ts";
import { createPresence } from "./presence.ts";
import { createReading } from "./reading.ts";
import { createSocketLink, SILENCE, type SocketLink } from "./socket.ts";
import { type ChatState, type Connection, initialState } from "./state.ts";
import { createSyncLoop, type SyncLoop } from "./sync.ts";
import { openTabChannel } from "./tab-channel.ts";
import { createTabLocks } from "./tab-locks.ts";
import { createThreads } from "./threads.ts";
import { createTyping } from "./typing.ts";
import { randomShare, wait } from "./waiting.ts";

/** After this long without a socket REST takes over, every 15 s (PROTOCOL C1); in ms. */
const POLL_AFTER = 8_000;
const POLL_EVERY = 15_000;
/** Over this long clients spread their syncs after a restart of the server, in ms (PROTOCOL Y4). */
const SPREAD = 2_000;

export type ChatOptions = {
  /** What the page was rendered with. */
  home: HomeView;
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
  /** Which functions of the session to ask from now on. */
  setSession: (session: Session) => void;
};

type Session = Pick<ChatOptions, "getToken" | "signOut">;

/** The store of a page and what keeps it equal to the server. Knows nothing of React. */
export function createChat(options: ChatOptions): Chat {
  const store = createStore<ChatState>(() => initialState(options.home));
  let session: Session = options;
  const lasting: ChatOptions = {
    ...options,
    getToken: (how) => session.getToken(how),
    signOut: () => session.signOut(),
  };
  let stop: (() => void) | null = null;
  return {
    store,
    setSession: (next) => {
      session = next;
    },
    start: () => {
      stop ??= run(store, lasting);
    },
    stop: () => {
      stop?.();
      stop = null;
    },
  };
}

/** Creates and connects at once. */
export function startChat(options: ChatOptions): Chat {
  const chat = createChat(options);
  chat.start();
  return chat;
}

function run(store: ChatStore, { getToken, origin, signOut }: ChatOptions): () => void {
  const over = new AbortController();
  const { signal } = over;
  const core = createCore(store, { origin, getToken, signal, link: () => link });
  const database = openLocalDatabase(core.state().me.id);
  const channel = openTabChannel(core.state().me.id, {
    signal,
    hear: (news) => {
      engine.outbox.hear(news);
      engine.drafts.hear(news);
    },
  });
  const engine = createEngine(core, { database, channel, signOut });
  const sync = createSyncLoop(core, {
    onMoved: (threadId, seq) => void engine.history.reopen(threadId, seq),
  });
  const poller = createPoller(core, { sync, engine, link: () => link });
  const link: SocketLink = createSocketLink(origin, {
    getToken,
    on: handlers(engine, { sync, poller, getToken, link: () => link }),
  });

  const unsubscribe = store.subscribe((state, before) => {
    sync.watch(state);
    engine.outbox.watch(state, before);
    reopenChanged(engine, state, before);
  });
  watchPage(engine, { sync, link, signal });
  setEngine(engine);
  engine.presence.start();
  poller.arm();
  void Promise.all([engine.outbox.start(), engine.drafts.start()]).then(() => {
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

function createCore(
  store: ChatStore,
  {
    origin,
    getToken,
    signal,
    link,
  }: { origin: string; getToken: GetToken; signal: AbortSignal; link: () => SocketLink },
): Core {
  const api = createApi({ origin, getToken });
  return {
    store,
    state: store.getState,
    update: (step) => store.setState(step, true),
    api,
    command: async (name, input) => {
      if (!link().isUp()) return api.command(name, input);
      try {
        return await link().command(name, input);
      } catch (thrown) {
        // A socket that died on the way leaves the outcome open, and repeating any command is harmless (PROTOCOL S3).
        const goesOn = thrown instanceof ApiError && (thrown.code === "NETWORK" || thrown.code === "UNAUTHENTICATED");
        if (!goesOn) throw thrown;
        return api.command(name, input);
      }
    },
    say: (...said) => link().say(...said),
    signal,
  };
}

type Kept = { database: ReturnType<typeof openLocalDatabase>; channel: ReturnType<typeof openTabChannel> };

function createEngine(core: Core, { database, channel, signOut }: Kept & Pick<ChatOptions, "signOut">): Engine {
  const locks = createTabLocks(core.signal);
  return {
    ...core,
    outbox: createOutbox(core, { database, locks, channel }),
    drafts: createDrafts(core, { database, channel }),
    history: createHistory(core),
    messages: createMessages(core),
    people: createPeople(core),
    presence: createPresence(core),
    reading: createReading(core),
    threads: createThreads(core),
    typing: createTyping(core),
    signOut,
  };
}

type Wiring = { sync: SyncLoop; poller: Poller; getToken: GetToken; link: () => SocketLink };

/** What each word of the server does. */
function handlers(
  engine: Engine,
  { sync, poller, getToken, link }: Wiring,
): Parameters<typeof createSocketLink>[1]["on"] {
  let boot: string | null = null;
  const onReady = async (ready: Ready) => {
    const isRestart = boot !== null && boot !== ready.boot;
    const isReturn = boot !== null;
    boot = ready.boot;
    poller.disarm();
    setLink(engine, "up");
    engine.update((state) => applyReady(state, ready));
    engine.presence.onReady();
    const open = Object.values(engine.state().threads).filter((slice) => slice.open);
    for (const { id } of open) engine.say("looking", { threadId: id });
    engine.outbox.wake();
    if (isRestart) await wait(SPREAD * randomShare(), engine.signal);
    await sync.now();
    if (isReturn)
      await Promise.all([engine.people.refresh(), ...open.map(({ id }) => engine.history.loadReceipts(id))]);
  };
  const endSession = (code: NonNullable<Connection["expired"]>) => {
    engine.update((state) => ({ ...state, connection: { ...state.connection, expired: code, link: "offline" } }));
    poller.disarm();
    link().close();
  };
  /** A token can run out while a laptop sleeps and its session lives on: only without a new one is it over. */
  const endUnlessRenewed = () =>
    void getToken({ skipCache: true }).then(
      (token) => (token ? undefined : endSession("SESSION_EXPIRED")),
      () => undefined,
    );
  return {
    ready: (ready) => void onReady(ready),
    events: (events) => engine.update((state) => applyEvents(state, events)),
    heads: (heads) => engine.update((state) => applyHeads(state, heads)),
    typing: (who) => engine.typing.heard(who),
    presence: (people) => engine.update((state) => applyPresence(state, people)),
    receipts: ({ threadId, receipts }) => engine.update((state) => applyReceipts(state, threadId, receipts)),
    person: (person) => engine.update((state) => applyPerson(state, person)),
    expired: ({ code }) => (code === "SESSION_EXPIRED" ? endUnlessRenewed() : endSession(code)),
    refused: (code) => {
      if (code === "ACCOUNT_SUSPENDED") endSession(code);
      if (code === "UNAUTHENTICATED") endUnlessRenewed();
    },
    resync: () => undefined,
    down: () => {
      if (engine.state().connection.expired) return;
      if (engine.state().connection.link !== "polling") setLink(engine, isOffline() ? "offline" : "connecting");
      poller.arm();
    },
  };
}

type Poller = { arm: () => void; disarm: () => void };

/** REST and a sync every 15 s while no WebSocket can be opened (PROTOCOL C1). */
function createPoller(
  core: Core,
  { sync, engine, link }: { sync: SyncLoop; engine: Engine; link: () => SocketLink },
): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const poll = async () => {
    timer = undefined;
    if (link().isUp() || core.signal.aborted) return;
    try {
      await sync.poll();
      if (!link().isUp()) setLink(engine, "polling");
      engine.outbox.wake();
    } catch {
      if (!link().isUp()) setLink(engine, "offline");
    }
    arm(POLL_EVERY);
  };
  const arm = (after = POLL_AFTER) => {
    if (core.signal.aborted || link().isUp()) return;
    timer ??= setTimeout(() => void poll(), after);
  };
  return {
    arm: () => arm(),
    disarm: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}

const isOffline = () => typeof navigator !== "undefined" && navigator.onLine === false;

function setLink(engine: Engine, link: Connection["link"]): void {
  if (engine.state().connection.link === link) return;
  engine.update((state) => ({ ...state, connection: { ...state.connection, link } }));
}

/** Threads on screen to which access changed are opened afresh. */
function reopenChanged(engine: Engine, state: ChatState, before: ChatState): void {
  if (state.threads === before.threads) return;
  for (const slice of Object.values(state.threads)) {
    if (slice.reopen && slice.open && !before.threads[slice.id]?.reopen) void engine.history.reopen(slice.id);
  }
}

/** PROTOCOL G3: becoming visible, coming online, and silence compare heads. */
function watchPage(
  engine: Engine,
  { sync, link, signal }: { sync: SyncLoop; link: SocketLink; signal: AbortSignal },
): void {
  const silentFor = () => Date.now() - link.heardAt();
  const compare = () => {
    if (engine.state().connection.expired) return;
    if (!link.isUp()) link.connect();
    else if (silentFor() > SILENCE / 2) link.reconnect();
    else void sync.poll().catch(() => undefined);
  };
  const silence = setInterval(() => {
    if (link.isUp() && silentFor() > SILENCE) link.reconnect();
  }, 5_000);
  signal.addEventListener("abort", () => clearInterval(silence));
  if (typeof window === "undefined") return;
  const onLook = () => {
    engine.reading.onLookedAt();
    void engine.history.refreshNotLive();
  };
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState !== "visible") return;
      compare();
      onLook();
    },
    { signal },
  );
  window.addEventListener("focus", onLook, { signal });
  window.addEventListener(
    "online",
    () => {
      if (engine.state().connection.expired) return;
      link.reconnect();
      engine.outbox.wake();
    },
    { signal },
  );
  window.addEventListener("offline", () => setLink(engine, "offline"), { signal });
  window.addEventListener(
    "pagehide",
    () => {
      engine.drafts.flushNow();
      engine.reading.flushNow();
    },
    { signal },
  );
}
