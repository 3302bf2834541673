import type { Ready } from "../contract/events.ts";
import type { GetToken } from "./api.ts";
import { applyEvents, applyHeads, applyReady } from "./apply-event.ts";
import { applyPerson, applyPresence } from "./apply-facts.ts";
import { applyReceipts } from "./apply-page.ts";
import { concernsMe } from "./concerns.ts";
import type { Engine } from "./engine.ts";
import { isOffline, setLink } from "./link-state.ts";
import { retryOpenThreads } from "./mend-open-threads.ts";
import type { Poller } from "./poller.ts";
import type { ServerWords, SocketLink } from "./socket.ts";
import { type ChatState, type Connection, emojiByName, groupsById } from "./state.ts";
import type { SyncLoop } from "./sync.ts";
import { randomShare } from "./waiting.ts";

/** Over this long clients spread their syncs after a restart of the server, in ms (PROTOCOL Y4). */
const SPREAD = 2_000;

type Wiring = { sync: SyncLoop; poller: Poller; getToken: GetToken; link: () => SocketLink };

/** What stands in the bell is asked for again. */
const ringBell = (state: ChatState): ChatState => ({ ...state, bell: state.bell + 1 });

/** What each word of the server does. */
export function hearServer(engine: Engine, { sync, poller, getToken, link }: Wiring): ServerWords {
  let boot: string | null = null;
  const onReady = async (ready: Ready) => {
    const isRestart = boot !== null && boot !== ready.boot;
    const isReturn = boot !== null;
    boot = ready.boot;
    poller.disarm();
    setLink(engine, "up");
    if (isRestart) sync.holdFor(SPREAD * randomShare());
    engine.update((state) => applyReady(state, ready));
    engine.presence.onReady();
    const open = Object.values(engine.state().threads).filter((slice) => slice.open);
    for (const { id } of open) engine.say("looking", { threadId: id });
    engine.outbox.wake();
    await sync.now();
    retryOpenThreads(engine, { isReturn });
    if (!isReturn) return;
    engine.update(ringBell);
    await engine.people.refresh();
    // Not in the log (PROTOCOL E4, E5): what was said meanwhile is asked for; a connection that is lost again asks again.
    const list = await engine.api.query("customEmoji", {}).catch(() => null);
    if (list) engine.update((state) => ({ ...state, emoji: emojiByName(list.emoji) }));
    const known = await engine.api.query("groups", {}).catch(() => null);
    if (known) engine.update((state) => ({ ...state, groups: groupsById(known.groups) }));
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
    events: (events) => {
      const ring = concernsMe(engine.state(), events);
      engine.update((state) => applyEvents(state, events));
      if (ring) engine.update(ringBell);
    },
    heads: (heads) => engine.update((state) => applyHeads(state, heads)),
    typing: (who) => engine.typing.heard(who),
    presence: (people) => engine.update((state) => applyPresence(state, people)),
    receipts: ({ threadId, receipts }) => engine.update((state) => applyReceipts(state, threadId, receipts)),
    emoji: ({ emoji }) => engine.update((state) => ({ ...state, emoji: emojiByName(emoji) })),
    groups: ({ groups }) => engine.update((state) => ({ ...state, groups: groupsById(groups) })),
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
