import { io, type Socket } from "socket.io-client";
import type { CommandInput, CommandName, CommandOutput, QueryInput, QueryOutput } from "../contract/doors.ts";
import type { ErrorCode } from "../contract/error-status.ts";
import type { Envelope, ErrorBody } from "../contract/errors.ts";
import type { ClientToServer, PresenceView, ServerToClient } from "../contract/events.ts";
import { ApiError, networkError, timeOutError } from "./api-error.ts";
import type { GetToken } from "./api.ts";
import type { Say } from "./core.ts";
import { retryDelay, wait } from "./waiting.ts";

/** How often the session's token is renewed over the open socket, in ms (PROTOCOL C6); tokens live 60 s. */
const RENEW_EVERY = 30_000;
/** How long a command may take, in ms. */
const ACK_TIME_OUT = 10_000;
/** After this long without a word from the server heads are compared (PROTOCOL G3); its own come every 25 s. */
export const SILENCE = 60_000;

/** What answers each word of the server. */
export type ServerWords = {
  [K in keyof ServerToClient]: ServerToClient[K];
} & {
  /** The socket closed or could not be opened; it goes on trying. */
  down: () => void;
  /** The server did not admit this session. */
  refused: (code: ErrorCode) => void;
};

/** What is handed on as it comes. One that is missing here would be said to nobody: so the list is made of all there are. */
const HEARD = Object.keys({
  events: true,
  heads: true,
  typing: true,
  presence: true,
  receipts: true,
  person: true,
  emoji: true,
  groups: true,
  expired: true,
} satisfies Record<Handed, true>) as Handed[];
type Handed = Exclude<keyof ServerToClient, "ready" | "resync">;

export type SocketLink = {
  connect: () => void;
  close: () => void;
  /** Whether commands can go through it: connected, and told where the streams are. */
  isUp: () => boolean;
  say: Say;
  command: <N extends CommandName>(name: N, input: CommandInput<N>) => Promise<CommandOutput<N>>;
  sync: (input: QueryInput<"sync">) => Promise<QueryOutput<"sync">>;
  /** Closes and opens again, which brings fresh heads (PROTOCOL G3). */
  reconnect: () => void;
  /** When the server last said anything, in ms since 1970. */
  heardAt: () => number;
};

/** The WebSocket to `origin` (PROTOCOL C1): opens, authenticates with a fresh token, renews it, and comes back by itself. */
export function createSocketLink(
  origin: string,
  { getToken, on }: { getToken: GetToken; on: ServerWords },
): SocketLink {
  const socket: Socket<ServerToClient, ClientToServer> = io(origin, {
    transports: ["websocket"],
    autoConnect: false,
    reconnectionDelay: 500,
    reconnectionDelayMax: 5_000,
    timeout: 10_000,
    auth: (give) => {
      void freshToken(getToken).then((token) => give({ token }));
    },
  });
  let isReady = false;
  let heardAt = 0;
  let refusals = 0;
  let renewing: ReturnType<typeof setInterval> | undefined;
  let retrying: ReturnType<typeof setTimeout> | undefined;

  socket.onAny(() => (heardAt = Date.now()));
  socket.on("connect", () => {
    heardAt = Date.now();
    clearInterval(renewing);
    renewing = setInterval(() => void renew(socket, getToken), RENEW_EVERY);
  });
  socket.on("ready", (ready) => {
    isReady = true;
    refusals = 0;
    on.ready(ready);
  });
  for (const name of HEARD) {
    // One handler per event of the contract; the pair is typed by ServerWords, which TypeScript cannot follow in a loop.
    socket.on(name, on[name]);
  }
  socket.on("resync", () => {
    on.resync();
    socket.disconnect().connect();
  });
  const onDown = () => {
    isReady = false;
    clearInterval(renewing);
    on.down();
    // socket.io comes back by itself after a lost connection, but not after the server closed or refused it.
    if (socket.active) return;
    refusals += 1;
    clearTimeout(retrying);
    retrying = setTimeout(() => socket.connect(), retryDelay(refusals));
  };
  socket.on("disconnect", (reason) => {
    if (reason !== "io client disconnect") return onDown();
    isReady = false;
    clearInterval(renewing);
  });
  socket.on("connect_error", (error: Error & { data?: ErrorBody }) => {
    onDown();
    if (error.data?.code) on.refused(error.data.code);
  });

  // The answer says what the watched people are now; what changes later comes as an event of its own.
  const onWatched = (answer: Envelope<unknown>) => {
    if (answer.ok) on.presence(answer.data as PresenceView[]);
  };

  const stop = () => {
    clearTimeout(retrying);
    clearInterval(renewing);
    socket.disconnect();
  };
  return {
    connect: () => void socket.connect(),
    close: stop,
    isUp: () => socket.connected && isReady,
    say: (...said) => {
      if (!socket.connected) return;
      // Typing is worthless late, a measurement worth no wait; the others say how things stand, and wait for the socket.
      if (said[0] === "typing") socket.volatile.emit(...said);
      else if (said[0] === "delivery") socket.volatile.emit(...said);
      else if (said[0] === "presence:watch") socket.emit("presence:watch", said[1], onWatched);
      else if (said[0] === "looking") socket.emit(...said);
      else if (said[0] === "heads:ask") socket.emit(...said);
      else socket.emit(...said);
    },
    command: (name, input) => ask(socket, name, input),
    sync: (input) => ask(socket, "sync", input),
    reconnect: () => {
      stop();
      socket.connect();
    },
    heardAt: () => heardAt,
  };
}

/** One question and its acknowledgement. A socket that dies on the way is a network error; the outcome is unknown. */
async function ask<Output>(
  socket: Socket<ServerToClient, ClientToServer>,
  name: CommandName | "sync",
  input: unknown,
): Promise<Output> {
  const answer = await new Promise<Envelope<Output>>((resolve, reject) => {
    const settle = (done: () => void) => {
      clearTimeout(timer);
      socket.off("disconnect", onDisconnect);
      done();
    };
    const onDisconnect = () => settle(() => reject(networkError()));
    const timer = setTimeout(() => settle(() => reject(timeOutError())), ACK_TIME_OUT);
    socket.on("disconnect", onDisconnect);
    // The callers' types pair names with inputs and answers.
    const emit = socket.emit.bind(socket) as (
      name: string,
      input: unknown,
      ack: (envelope: Envelope<Output>) => void,
    ) => void;
    emit(name, input, (envelope) => settle(() => resolve(envelope)));
  });
  if (!answer.ok) throw new ApiError(answer.error);
  return answer.data;
}

/** PROTOCOL C6: a token that cannot be had now is asked for again in 30 s; the server ends what has run out. */
async function renew(socket: Socket<ServerToClient, ClientToServer>, getToken: GetToken): Promise<void> {
  const token = await freshToken(getToken);
  if (token && socket.connected) socket.emit("auth:renew", { token }, () => undefined);
}

/** Null where there is no session, or nothing came within 10 s: a socket without a token is refused, and tried again. */
const freshToken = (getToken: GetToken): Promise<string | null> =>
  Promise.race([getToken().catch(() => null), wait(10_000).then(() => null)]);
