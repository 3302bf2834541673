// A worker that writes through the real doors, with real keys and the retries of PROTOCOL S6, and notes what it asked
// and what it was told. It is not the page's code: what it believes comes from answers alone.
import { io, type Socket } from "socket.io-client";
import { setTimeout as sleep } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { HistoryLine } from "./history.ts";
import type { Link, Person, World } from "./world.ts";

type Answer = { ok: true; data: never } | { ok: false; error: { code: string; retryAfterMs?: number } };
type Door = { name: string; input: Record<string, unknown>; method: string; path: string };
export type Acknowledged = { messageId: string; clientId: string; seq: number; threadId: string };

type WireMessage = { id: string; threadId: string; clientId: string; editCount: number; deletedAt: string | null };
type WireEvent = { change?: { kind: string; message: WireMessage } };

const shownOnWire = ({ name, userId }: Person, message: WireMessage): HistoryLine => {
  const { id, threadId, clientId, editCount, deletedAt } = message;
  const isDeleted = deletedAt !== null;
  return { type: "shown", screen: `${name}'s wire`, userId, threadId, id, clientId, editCount, isDeleted };
};

/** PROTOCOL S6: worth asking again. */
const AGAIN = new Set(["NETWORK", "TIME_OUT", "UNAVAILABLE", "INTERNAL", "RATE_LIMITED", "UNAUTHENTICATED"]);

export type Writer = {
  person: Person;
  acknowledged: Acknowledged[];
  /** Sends until it is answered for good; gives the key. */
  send(threadId: string, options?: { body?: string; clientId?: string; door?: "socket" | "rest" }): Promise<string>;
  /** Sends under a key that another thread may be given too; gives `ok`, or the code of the refusal. */
  claim(threadId: string, clientId: string): Promise<string>;
  edit(messageId: string, body: string): Promise<void>;
  remove(messageId: string): Promise<void>;
  read(threadId: string, upToSeq: number): Promise<void>;
  /** Waits until the socket is up. */
  connected(): Promise<void>;
  close(): void;
};

export function openWriter(
  world: World,
  { person, link, history }: { person: Person; link: Link; history: HistoryLine[] },
): Writer {
  const note = (line: HistoryLine) => void history.push(line);
  const acknowledged: Acknowledged[] = [];
  const socket: Socket = io(link.url, {
    transports: ["websocket"],
    forceNew: true,
    reconnectionDelay: 100,
    reconnectionDelayMax: 500,
    timeout: 3_000,
    auth: (give) => give({ token: world.token(person) }),
  });
  let isReady = false;
  let closed = false;
  socket.on("ready", () => (isReady = true));
  socket.on("events", (events: WireEvent[]) => {
    for (const { change } of events) if (change?.kind === "message") note(shownOnWire(person, change.message));
  });
  socket.on("disconnect", (reason) => {
    isReady = false;
    // Closed by the server: socket.io does not come back by itself.
    if (reason === "io server disconnect" && !closed) setTimeout(() => !closed && socket.connect(), 100);
  });
  socket.on("connect_error", () => {
    if (!socket.active && !closed) setTimeout(() => !closed && socket.connect(), 200);
  });

  const bySocket = async ({ name, input }: Door): Promise<Answer> => {
    try {
      return (await socket.timeout(4_000).emitWithAck(name, input)) as Answer;
    } catch {
      return { ok: false, error: { code: socket.connected ? "TIME_OUT" : "NETWORK" } };
    }
  };
  const byRest = async ({ method, path, input }: Door): Promise<Answer> => {
    const headers = { authorization: `Bearer ${world.token(person)}`, "content-type": "application/json" };
    try {
      const signal = AbortSignal.timeout(4_000);
      const answer = await fetch(link.url + path, { method, headers, signal, body: JSON.stringify(input) });
      return (await answer.json()) as Answer;
    } catch {
      return { ok: false, error: { code: "NETWORK" } };
    }
  };

  /** Asks until there is an answer for good; `onUnknown` hears of each attempt whose end nobody knows. */
  const insist = async (door: Door, onUnknown: (code: string) => void, by?: "socket" | "rest"): Promise<Answer> => {
    for (let tries = 0; ; tries += 1) {
      const answer = await ((by ?? (isReady ? "socket" : "rest")) === "socket" && socket.connected
        ? bySocket(door)
        : byRest(door));
      if (answer.ok || !AGAIN.has(answer.error.code) || closed) return answer;
      onUnknown(answer.error.code);
      await sleep(
        Math.max(answer.error.retryAfterMs ?? 0, Math.min(1_000, 50 * 2 ** tries)) * (0.5 + Math.random() / 2),
      );
    }
  };

  return {
    person,
    acknowledged,
    async send(threadId, { clientId = uuidv7(), body = `${person.name} ${clientId}`, door } = {}) {
      note({ type: "send", clientId, threadId, authorId: person.userId, body });
      const path = `/api/threads/${threadId}/messages`;
      const send = { name: "message:send", method: "POST", path, input: { threadId, clientId, body } };
      const answer = await insist(send, (why) => note({ type: "unknown", clientId, why }), door);
      if (!answer.ok) {
        const { code } = answer.error;
        note(AGAIN.has(code) ? { type: "unknown", clientId, why: code } : { type: "refused", clientId, code });
        return clientId;
      }
      const { message, replayed } = answer.data as { message: { id: string; seq: number }; replayed: boolean };
      note({ type: "sent", clientId, messageId: message.id, seq: message.seq, replayed });
      acknowledged.push({ messageId: message.id, clientId, seq: message.seq, threadId });
      return clientId;
    },
    async claim(threadId, clientId) {
      const body = `claimed ${clientId}`;
      const path = `/api/threads/${threadId}/messages`;
      const send = { name: "message:send", method: "POST", path, input: { threadId, clientId, body } };
      const answer = await insist(send, () => undefined);
      if (!answer.ok) return answer.error.code;
      const { message, replayed } = answer.data as { message: { id: string; seq: number }; replayed: boolean };
      note({ type: "send", clientId, threadId, authorId: person.userId, body });
      note({ type: "sent", clientId, messageId: message.id, seq: message.seq, replayed });
      return "ok";
    },
    async edit(messageId, body) {
      note({ type: "edit", messageId, body });
      const door = {
        name: "message:edit",
        method: "PUT",
        path: `/api/messages/${messageId}`,
        input: { messageId, body },
      };
      const answer = await insist(door, () => undefined);
      if (answer.ok) note({ type: "edited", messageId, editCount: (answer.data as { editCount: number }).editCount });
    },
    async remove(messageId) {
      note({ type: "delete", messageId });
      const door = {
        name: "message:delete",
        method: "DELETE",
        path: `/api/messages/${messageId}`,
        input: { messageId },
      };
      const answer = await insist(door, () => undefined);
      if (answer.ok) note({ type: "deleted", messageId });
    },
    async read(threadId, upToSeq) {
      const door = {
        name: "thread:read",
        method: "PUT",
        path: `/api/threads/${threadId}/read`,
        input: { threadId, upToSeq },
      };
      await insist(door, () => undefined);
    },
    async connected() {
      while (!isReady) await sleep(20);
    },
    close() {
      closed = true;
      socket.close();
    },
  };
}
