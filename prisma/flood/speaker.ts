import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { io, type Socket } from "socket.io-client";
import type { CommandOutput } from "../../lib/contract/doors.ts";
import type { Envelope, ErrorBody } from "../../lib/contract/errors.ts";
import type { ClientToServer, ServerToClient } from "../../lib/contract/events.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import type { LocalClerkKeys } from "../../server/local/clerk/keys.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";

const TOKEN_SECONDS = 60;
const RENEW_MS = 30_000;
const ACK_LIMIT_MS = 10_000;
const CONNECT_LIMIT_MS = 10_000;

/** A person of the seeded workspace with an open socket, as their page would have it. */
export type Speaker = {
  name: string;
  /** The threads they may write in. */
  threadIds: string[];
  isConnected(): boolean;
  /** One attempt; null where no answer came in time or the socket closed. */
  send(message: {
    threadId: string;
    clientId: string;
    body: string;
  }): Promise<Envelope<CommandOutput<"message:send">> | null>;
  close(): void;
};

/**
 * Connects a person through the server's real socket door, with a session token of the local stand-in, and keeps the
 * session alive. `onEvents` hears of every change that is delivered. Throws a sentence for a person.
 */
export async function connectSpeaker({
  url,
  keys,
  clerkId,
  name,
  onEvents,
}: {
  url: string;
  keys: LocalClerkKeys;
  clerkId: string;
  name: string;
  onEvents(count: number): void;
}): Promise<Speaker> {
  const sessionId = `sess_flood_${randomBytes(8).toString("hex")}`;
  const token = () => tokenFor(keys, { url, clerkId, sessionId });
  const home = await readHome(url, token());
  const socket: Socket<ServerToClient, ClientToServer> = io(url, {
    transports: ["websocket"],
    forceNew: true,
    auth: (give) => give({ token: token() }),
    extraHeaders: { origin: url },
  });
  socket.on("events", (events) => onEvents(events.length));
  // Like the page: after the server sent us away we come back by ourselves.
  socket.on("resync", () => void socket.disconnect().connect());
  await untilReady(socket, name);
  const renewing = setInterval(() => socket.emit("auth:renew", { token: token() }, () => undefined), RENEW_MS);

  return {
    name,
    threadIds: home.entries.filter(({ thread }) => isOpen(thread)).map(({ threadId }) => threadId),
    isConnected: () => socket.connected,
    send: (message) =>
      (socket.timeout(ACK_LIMIT_MS).emitWithAck("message:send", message) as ReturnType<Speaker["send"]>).catch(
        () => null,
      ),
    close() {
      clearInterval(renewing);
      socket.disconnect();
    },
  };
}

const isOpen = ({ kind, state, announcement }: HomeView["entries"][number]["thread"]): boolean =>
  kind === "PUBLIC" && state === "OPEN" && !announcement;

function tokenFor(
  keys: LocalClerkKeys,
  { url, clerkId, sessionId }: { url: string; clerkId: string; sessionId: string },
): string {
  const now = Math.floor(Date.now() / 1000);
  const times = { iat: now, nbf: now - 10, exp: now + TOKEN_SECONDS };
  const who = { sub: clerkId, sid: sessionId, sts: "active", fva: [0, -1] };
  const jti = randomBytes(10).toString("hex");
  return signToken(keys, { azp: url, iss: keys.issuer, jti, v: 2, ...times, ...who });
}

/** What the page reads first; a development server may still be compiling the route. */
async function readHome(url: string, token: string): Promise<HomeView> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/api/home`, { headers, signal: AbortSignal.timeout(60_000) }).catch(() => null);
  if (!response) throw new Error(`Nothing answers at ${url}. Start it with npm run dev, or name it with --url.`);
  const answer = (await response.json().catch(() => null)) as Envelope<HomeView> | null;
  if (answer?.ok) return answer.data;
  const why = answer ? `${answer.error.code}: ${answer.error.message}` : `status ${response.status}`;
  throw new Error(`${url} does not take the local sessions of this checkout (${why}).`);
}

async function untilReady(socket: Socket<ServerToClient, ClientToServer>, name: string): Promise<void> {
  const controller = new AbortController();
  const refused = new Promise<never>((_, reject) => {
    socket.on("connect_error", (error: Error & { data?: ErrorBody }) => {
      if (error.data) reject(new Error(`${name} cannot connect: ${error.data.code}, ${error.data.message}`));
    });
  });
  const late = wait(CONNECT_LIMIT_MS, undefined, { signal: controller.signal }).then(() => {
    throw new Error(`${name}'s socket did not become ready within ${CONNECT_LIMIT_MS / 1000} s.`);
  });
  late.catch(() => undefined);
  const ready = new Promise<void>((resolve) => void socket.once("ready", () => resolve()));
  try {
    await Promise.race([ready, refused, late]);
  } catch (error) {
    socket.disconnect();
    throw error;
  } finally {
    controller.abort();
  }
}
