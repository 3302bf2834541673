// A screen: the page's real engine (lib/client) in Node, against the built server, through a network of its own. What it
// shows is noted in the history, and at the end compared with everything else.
import "fake-indexeddb/auto";
import { setTimeout as sleep } from "node:timers/promises";
import { type Engine, findEngine } from "../../lib/client/engine.ts";
import { type Chat, createChat } from "../../lib/client/start.ts";
import type { ChatState, ThreadSlice } from "../../lib/client/state.ts";
import { doorAddresses as doors } from "../../lib/contract/door-addresses.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import type { HistoryLine, ShownMessage } from "./history.ts";
import type { Link, Person, World } from "./world.ts";

export type Screen = {
  name: string;
  person: Person;
  engine: Engine;
  state(): ChatState;
  open(threadId: string): Promise<void>;
  /** Queues a message as Enter does. */
  send(threadId: string, body: string): Promise<string>;
  /** Whether it believes that it has everything and nothing is on its way. */
  isLevel(): boolean;
  /** Waits until it has what the database has; gives after how many ms, or null when it did not in time. */
  settle(threadIds: string[], limitMs?: number): Promise<number | null>;
  /** Loads the threads to their beginning and notes what it shows. */
  finish(threadIds: string[]): Promise<void>;
  close(): void;
};

export type ScreenOptions = {
  person: Person;
  name?: string;
  link: Link;
  history: HistoryLine[];
  tokenSeconds?: number;
};

/** More pages than any thread of a run has. */
const PAGES_MAX = 2_000;

export async function openScreen(world: World, options: ScreenOptions): Promise<Screen> {
  const { person, name = person.name, link, history, tokenSeconds } = options;
  const home = await world.call<HomeView>(person, "GET", "/api/home");
  const getToken = () => Promise.resolve(world.token(person, tokenSeconds));
  const chat: Chat = createChat({ doors, home, getToken, origin: link.url, signOut: () => Promise.resolve() });
  const state = () => chat.store.getState();
  chat.store.subscribe((now, before) => noteChanges({ now, before, name, person, history }));
  chat.start();
  const engine = findEngine();
  if (!engine) throw new Error("The engine did not start.");

  const isLevel = () => {
    const { connection, threads, homeStale, outbox, user } = state();
    const isSure = Object.values(threads).every(({ stale, reopen, gone }) => gone || (!stale && !reopen));
    const isSent = Object.values(outbox).every((row) => row.state === "failed");
    return (
      connection.link === "up" && connection.behind === 0 && user.seen === user.seq && isSure && !homeStale && isSent
    );
  };
  const hasAll = async (threadIds: string[]): Promise<boolean> => {
    if (!isLevel()) return false;
    const rows = await world.sql<{ id: string; head: number; mine: boolean }>(
      `SELECT t.id, t.head, EXISTS (SELECT 1 FROM "ThreadParticipant" p
          WHERE p."threadId" = t.id AND p."userId" = $2 AND p.status = 'ACTIVE') AS mine
         FROM "Thread" t WHERE t.id = ANY ($1::uuid[])
       UNION ALL SELECT u.id, u.head, false FROM "User" u WHERE u.id = $2`,
      [threadIds, person.userId],
    );
    return rows.every(({ id, head, mine }) => {
      if (id === person.userId) return state().user.seq === head;
      const slice = state().threads[id];
      return mine ? slice?.seq === head && !slice.gone : !slice?.entry;
    });
  };

  return {
    name,
    person,
    engine,
    state,
    open: (threadId) => engine.history.open(threadId),
    send: (threadId, body) => engine.outbox.send({ threadId, body }),
    isLevel,
    async settle(threadIds, limitMs = 30_000) {
      const begun = performance.now();
      while (performance.now() - begun < limitMs) {
        if (await hasAll(threadIds).catch(() => false)) return Math.round(performance.now() - begun);
        await sleep(50);
      }
      return null;
    },
    async finish(threadIds) {
      for (const threadId of threadIds) {
        const slice = () => state().threads[threadId];
        if (slice()?.open)
          for (let pages = 0; pages < PAGES_MAX && slice()!.ranges.at(-1)!.from > 0 && !slice()!.gone; pages += 1)
            await engine.history.loadOlder(threadId);
        history.push({ type: "final", screen: name, userId: person.userId, threadId, ...shownIn(slice()) });
      }
    },
    close: () => chat.stop(),
  };
}

/** What the live end of a thread shows, pending rows left out. */
function shownIn(slice: ThreadSlice | undefined) {
  if (!slice || slice.gone || !slice.entry) return { isGone: true, from: 0, messages: [], unread: 0, mentions: 0 };
  const tail = slice.ranges.at(-1)!;
  const messages = [...tail.ids, ...slice.floating].map((id) => shownOf(slice.messages.get(id)!.view));
  return { isGone: false, from: tail.from, messages, unread: slice.entry.unread, mentions: slice.entry.mentions };
}

function shownOf({ id, clientId, authorId, seq, body, editCount, deletedAt, kind }: MessageView): ShownMessage {
  const isDeleted = deletedAt !== null;
  // What Confab notes itself has no words.
  return {
    id,
    clientId,
    authorId,
    seq,
    editCount,
    isDeleted,
    body: kind === "SYSTEM" && !isDeleted ? (body ?? "") : body,
  };
}

type Changes = { now: ChatState; before: ChatState; name: string; person: Person; history: HistoryLine[] };

function noteChanges({ now, before, name, person, history }: Changes): void {
  if (now.threads !== before.threads)
    for (const slice of Object.values(now.threads)) {
      const known = before.threads[slice.id]?.messages;
      if (slice.messages === known) continue;
      for (const { view } of slice.messages.values()) {
        const last = known?.get(view.id)?.view;
        if (last === view || (last?.editCount === view.editCount && last.deletedAt === view.deletedAt)) continue;
        const { id, clientId, editCount, isDeleted } = shownOf(view);
        history.push({
          type: "shown",
          screen: name,
          userId: person.userId,
          threadId: slice.id,
          id,
          clientId,
          editCount,
          isDeleted,
        });
      }
    }
  if (now.outbox !== before.outbox) noteOutbox({ now, before, name, person, history });
}

/** The keys of a history that were asked for and acknowledged, for screens that share them. */
const keysOf = new WeakMap<HistoryLine[], { asked: Set<string>; sent: Set<string>; read: number }>();

function readKeys(history: HistoryLine[]) {
  const keys = keysOf.get(history) ?? { asked: new Set(), sent: new Set(), read: 0 };
  keysOf.set(history, keys);
  for (; keys.read < history.length; keys.read += 1) {
    const line = history[keys.read]!;
    if (line.type === "send") keys.asked.add(line.clientId);
    else if (line.type === "sent") keys.sent.add(line.clientId);
  }
  return keys;
}

/** A row that appears was sent; one that leaves was taken, and stands among the messages. Tabs share their rows. */
function noteOutbox({ now, before, person, history }: Changes): void {
  for (const { clientId, threadId, body, state, error } of Object.values(now.outbox)) {
    if (state === "failed" && before.outbox[clientId]?.state !== "failed")
      history.push({ type: "refused", clientId, code: error?.code ?? "" });
    if (!before.outbox[clientId] && !readKeys(history).asked.has(clientId))
      history.push({ type: "send", clientId, threadId, authorId: person.userId, body });
  }
  for (const { clientId, threadId } of Object.values(before.outbox)) {
    if (now.outbox[clientId] || readKeys(history).sent.has(clientId)) continue;
    const found = now.threads[threadId]?.messages.values().find(({ view }) => view.clientId === clientId);
    if (found) history.push({ type: "sent", clientId, messageId: found.view.id, seq: found.view.seq, replayed: false });
  }
}
