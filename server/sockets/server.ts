import type { Server as HttpServer } from "node:http";
import type { Redis } from "ioredis";
import { Server } from "socket.io";
import { commandTable } from "../../lib/commands/table.ts";
import { runCommand } from "../../lib/commands/run.ts";
import { type ProcessPool, pgSql } from "../../lib/db.ts";
import type { Env } from "../../lib/env.ts";
import type { Limits } from "../../lib/limits.ts";
import type { Logger } from "../../lib/log.ts";
import type { ProcessFigures, Publisher } from "../../lib/process.ts";
import { type AddressReader, limitKey } from "../http/client-address.ts";
import { AccessChannel } from "./access-channel.ts";
import { admit } from "./admission.ts";
import { authenticateHandshake } from "./authenticate.ts";
import { cutWhenFull } from "./backpressure.ts";
import { type CommandRunner, commandHandlers, openDoors } from "./doors.ts";
import { Delivery } from "./delivery.ts";
import { FanOut } from "./fan-out.ts";
import { Handshakes } from "./handshake.ts";
import { Inflow } from "./inflow.ts";
import { tellHeadsTo } from "./heads.ts";
import { LastSeen } from "./last-seen.ts";
import { LivePeople, type LiveServer, type LiveSocket } from "./live.ts";
import { Presence } from "./presence.ts";
import { createPublisher } from "./publisher.ts";
import { Receipts } from "./receipts.ts";
import { createRelay } from "./relay.ts";
import { RoomKeeper } from "./rooms.ts";
import { endSessions, renewSession } from "./sessions.ts";
import { startRounds } from "./rounds.ts";
import { syncHandler } from "./sync.ts";
import { Typing } from "./typing.ts";
import { writeFramesWhole } from "./whole-frames.ts";

export const SOCKET_PATH = "/socket.io/";
/** A message of the longest body fits with every character escaped; nothing else comes near it. */
const FRAME_MAX_BYTES = 64 * 1024;

export type SocketServerOptions = {
  http: HttpServer;
  env: Pick<Env, "TIME_SCALE" | "LIMIT_SCALE">;
  databaseUrl: string;
  pool: ProcessPool;
  limits: Limits;
  log: Logger;
  redis?: Redis | undefined;
  /** The origins whose pages may connect. */
  origins: readonly string[];
  addressOf: AddressReader;
  bootId: string;
  nodeId: string;
};

export type SocketServer = {
  io: LiveServer;
  publisher: Publisher;
  /** The names of all events that are answered. */
  events: readonly string[];
  figures(): ProcessFigures;
  /** Starts to listen for lost access and to serve; before, every handshake is refused. */
  open(): Promise<void>;
  /** Tells every socket to come again and closes it; refuses new ones. */
  drain(): void;
  close(): Promise<void>;
};

/** The realtime side of the process: connections, rooms, doors, and the publisher that the runner uses. */
export function createSocketServer(options: SocketServerOptions): SocketServer {
  const { http, env, pool, limits, log, nodeId, bootId } = options;
  const timeScale = env.TIME_SCALE;
  const sql = pgSql(pool);
  let draining = false;

  const io: LiveServer = new Server({
    path: SOCKET_PATH,
    transports: ["websocket"],
    serveClient: false,
    allowUpgrades: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: FRAME_MAX_BYTES,
    pingInterval: 25_000 / timeScale,
    pingTimeout: 20_000 / Math.min(timeScale, 4),
    connectTimeout: 10_000,
    // Other upgrades have their own guard (server/http/upgrades.ts).
    destroyUpgrade: false,
    allowRequest: (request, decide) => handshakes.judge(request, decide),
  });
  const relay = options.redis ? createRelay(io, options.redis) : null;
  writeFramesWhole(io);
  const people = new LivePeople();
  const fanOut = new FanOut({ io, relay });
  const rooms = new RoomKeeper({ sql, people, bootId });
  const receipts = new Receipts({ sql, fanOut });
  const presence = new Presence({ sql, people, fanOut, nodeId, timeScale });
  const typing = new Typing({ sql, fanOut, timeScale });
  const delivery = new Delivery();
  const lastSeen = new LastSeen({ sql, people });
  const access = new AccessChannel({
    databaseUrl: options.databaseUrl,
    nodeId,
    pool,
    log,
    async apply({ users, sessions }) {
      endSessions(people, new Set(sessions), "SESSION_REVOKED");
      await rooms.refresh(users).catch((error: unknown) => {
        // Their rooms are not known to be right: they come again and are asked anew.
        for (const userId of users) for (const socket of [...people.socketsOf(userId)]) sendAway(socket);
        throw error;
      });
    },
    onLost() {
      io.local.disconnectSockets(true);
      pool.renew().catch((err: unknown) => log.warn({ err }, "the database's connections could not be renewed"));
    },
  });
  const handshakes = new Handshakes({
    origins: options.origins,
    addressOf: (request) => limitKey(options.addressOf(request)),
    limits,
    limitScale: env.LIMIT_SCALE,
    open: () => !draining && access.listening,
  });

  const handlers = commandHandlers(runner(limits));
  handlers.set("sync", syncHandler(limits));
  handlers.set("auth:renew", renewSession);
  handlers.set("typing", (socket, raw) => typing.hear(socket, raw));
  handlers.set("presence:set", (socket, raw) => presence.set(socket, raw));
  handlers.set("presence:watch", (socket, raw) => presence.watch(socket, raw));
  handlers.set("heads:ask", (socket) => tellHeadsTo(socket, sql));
  handlers.set("delivery", (socket, raw) => delivery.hear(socket, raw));
  handlers.set("looking", (socket, raw) => receipts.look(socket, raw));
  const doors = { handlers, limits, log };

  const inflow = new Inflow({ limitScale: env.LIMIT_SCALE, log });
  io.use((socket, next) => {
    const address = options.addressOf(socket.request);
    admit(socket, {
      people,
      inflow,
      limitScale: env.LIMIT_SCALE,
      identify: (token, device) => authenticateHandshake(sql, { token, device, address }),
    }).then(
      () => next(),
      (error: Error) => next(error),
    );
  });

  io.on("connection", (socket) => {
    cutWhenFull(socket, log);
    inflow.admitted(socket);
    const forgetAddress = handshakes.count(limitKey(options.addressOf(socket.request)));
    openDoors(socket, doors);
    socket.on("disconnect", () => {
      forgetAddress();
      people.remove(socket);
      presence.forget(socket);
      presence.touch(socket.data.actor.userId);
      lastSeen.left(socket);
    });
    rooms.admit(socket).catch((err: unknown) => {
      log.error({ err }, "sockets: a socket could not be let in");
      sendAway(socket);
    });
    presence.touch(socket.data.actor.userId);
  });
  io.attach(http);
  inflow.guard(io);

  const rounds = startRounds({ io, people, sql, log, presence, receipts, lastSeen, timeScale });
  const publisher = createPublisher({ sql, log, fanOut, access, receipts, presence });

  return {
    io,
    publisher,
    events: [...handlers.keys()],
    figures: () => ({
      sockets: [...people.sockets()].length,
      peopleOnline: people.userIds().length,
      redis: options.redis ? (options.redis.status === "ready" ? "up" : "down") : "none",
      delivery: delivery.figures(),
    }),
    open: () => access.open(),
    drain() {
      draining = true;
      for (const socket of [...people.sockets()]) sendAway(socket);
    },
    async close() {
      draining = true;
      rounds.stop();
      presence.leave();
      await lastSeen.write().catch(() => undefined);
      await access.close();
      io.local.disconnectSockets(true);
      relay?.close();
      void io.of("/").adapter.close();
      io.engine.close();
    },
  };
}

/** The client connects again and compares heads. */
function sendAway(socket: LiveSocket): void {
  socket.emit("resync");
  socket.disconnect(true);
}

/** Person limit, then the command (ARCHITECTURE, order on the server). */
function runner(limits: Limits): CommandRunner {
  return async (name, { actor, raw, requestId }) => {
    const command = commandTable[name];
    const limited = limits.enforce(command.limit, actor.userId);
    if (limited instanceof Promise) await limited;
    return runCommand(command as Parameters<typeof runCommand>[0], { actor, raw, requestId });
  };
}
