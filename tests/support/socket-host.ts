// The realtime side on a real HTTP server, with a database of its own and tokens of the local stand-in for Clerk.
import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { io as connectTo, type ManagerOptions, type Socket, type SocketOptions } from "socket.io-client";
import { v7 as uuidv7 } from "uuid";
import type { Actor } from "../../lib/access/actor.ts";
import { runCommand } from "../../lib/commands/run.ts";
import type { Command } from "../../lib/commands/command.ts";
import { commandTable } from "../../lib/commands/table.ts";
import type { CommandInput, CommandName, CommandOutput } from "../../lib/contract/doors.ts";
import type { Envelope } from "../../lib/contract/errors.ts";
import type { ClientToServer, Ready, ServerEvent, ServerToClient } from "../../lib/contract/events.ts";
import { createPool, createPrisma } from "../../lib/db.ts";
import { parseEnv } from "../../lib/env.ts";
import { createLimits } from "../../lib/limits.ts";
import { createLog } from "../../lib/log.ts";
import { type ProcessSlot, setProcessSlot } from "../../lib/process.ts";
import { connectRedis } from "../../server/boot/redis.ts";
import { clientAddressReader } from "../../server/http/client-address.ts";
import { createHttpServer } from "../../server/http/http-server.ts";
import { createRequestListener, type Interceptor } from "../../server/http/request-listener.ts";
import { guardUpgrades } from "../../server/http/upgrades.ts";
import { createLocalClerk, type LocalClerk } from "../../server/local/clerk/handler.ts";
import { applyLocalClerkEnv } from "../../server/local/clerk/keys.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { createSocketServer, type SocketServer } from "../../server/sockets/server.ts";
import { createTestDatabase } from "./database.ts";
import { until } from "./until.ts";

export type Person = Actor & { clerkId: string; name: string; token: string };
export type ClientSocket = Socket<ServerToClient, ClientToServer>;

/** A connected device that remembers what it was told. */
export type Device = {
  socket: ClientSocket;
  ready: Ready;
  events: ServerEvent[];
  expired: string[];
  /** Sends a command through the socket's door. */
  run<N extends CommandName>(name: N, input: CommandInput<N>): Promise<Envelope<CommandOutput<N>>>;
  /** Any event with any arguments; gives the acknowledgement. */
  emit(name: string, ...args: unknown[]): Promise<Envelope<unknown>>;
  close(): void;
};

export type Node = { sockets: SocketServer; port: number; url: string; close(): Promise<void> };

export type SocketHost = {
  slot: ProcessSlot;
  databaseUrl: string;
  origin: string;
  node: Node;
  clerk: LocalClerk;
  addNode(): Promise<Node>;
  person(name: string): Promise<Person>;
  /** A token of the person's session that ends in `seconds`. */
  tokenFor(person: Person, options?: { seconds?: number; sessionId?: string }): string;
  connect(person: Person, options?: ConnectOptions): Promise<Device>;
  /** The code with which a handshake is refused. */
  refusal(options: ConnectOptions): Promise<string>;
  run<N extends CommandName>(actor: Actor, name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  thread(owner: Person, members?: Person[], kind?: "PUBLIC" | "PRIVATE"): Promise<string>;
  /** Doors that stand before the pages; empty until a test opens some. */
  doors: Interceptor[];
  close(): Promise<void>;
};

export type ConnectOptions = { token?: unknown; origin?: string | null; node?: Node; auth?: object };

/** `timeScale` shortens pings, rounds and grace periods; `redisUrl` joins nodes. */
export async function openSocketHost({
  timeScale = 10,
  redisUrl,
  limitScale = 100,
  env: variables = {},
}: {
  timeScale?: number;
  redisUrl?: string;
  limitScale?: number;
  /** Variables on top of what the host needs. */
  env?: Record<string, string>;
} = {}): Promise<SocketHost> {
  const database = await createTestDatabase();
  const dir = mkdtempSync(join(tmpdir(), "confab-sockets-"));
  const pool = createPool({ url: database.url, max: 8 });
  pool.on("error", () => undefined);
  const prisma = createPrisma(pool);
  const log = createLog({ level: process.env.TEST_LOG ?? "fatal", pretty: true });
  const nodes: Node[] = [];
  const redises: Redis[] = [];
  const devices = new Set<ClientSocket>();
  const doors: Interceptor[] = [];

  // The origin is known once the first node listens; the others serve the same one, as behind one balancer.
  let origin = "";
  const startNode = async (): Promise<Node> => {
    const addressOf = clientAddressReader([]);
    const limits = createLimits({ env: { LIMIT_SCALE: limitScale }, log });
    const hosts = new Set<string>();
    const handle = async (_: unknown, response: { end(text: string): void }) => response.end("page");
    const http = createHttpServer(
      createRequestListener(() => ({ limits, log, addressOf, hosts, https: false, intercept: doors, handle })),
    );
    guardUpgrades(http, { development: false, hosts: () => hosts });
    await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
    const { port } = http.address() as AddressInfo;
    const url = `http://localhost:${port}`;
    hosts.add(`localhost:${port}`);
    origin ||= url;
    const redis = redisUrl ? connectRedis(redisUrl, log) : undefined;
    if (redis) redises.push(redis);
    const sockets = createSocketServer({
      http,
      env: { TIME_SCALE: timeScale, LIMIT_SCALE: limitScale },
      databaseUrl: database.url,
      pool,
      limits,
      log,
      redis,
      origins: [origin],
      addressOf,
      bootId: "boot",
      nodeId: randomBytes(6).toString("hex"),
    });
    await sockets.open();
    const node: Node = {
      sockets,
      port,
      url,
      async close() {
        nodes.splice(nodes.indexOf(node), 1);
        await sockets.close();
        http.closeAllConnections();
        await new Promise((resolve) => http.close(resolve));
      },
    };
    nodes.push(node);
    return node;
  };

  const node = await startNode();
  const clerk = createLocalClerk({ dir: join(dir, "local-auth"), origin, log: () => undefined });
  process.env.APP_URL = origin;
  applyLocalClerkEnv(clerk.keys, origin, process.env);
  const env = parseEnv({ NODE_ENV: "test", APP_URL: origin, DATABASE_URL: database.url, ...variables });
  const slot: ProcessSlot = {
    env,
    log,
    pool,
    prisma,
    limits: createLimits({ env: { LIMIT_SCALE: limitScale }, log }),
    publisher: node.sockets.publisher,
    queues: new Map(),
    bootId: "boot",
    nodeId: "slot",
  };
  setProcessSlot(slot);
  await prisma.workspace.upsert({ where: { id: 1 }, create: { id: 1, name: "Harbour Lab" }, update: {} });

  const tokenFor: SocketHost["tokenFor"] = (person, { seconds = 60, sessionId = person.sessionId } = {}) => {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      azp: origin,
      exp: now + seconds,
      fva: [0, -1],
      iat: now - 1,
      iss: clerk.keys.issuer,
      nbf: now - 10,
    };
    const jti = randomBytes(8).toString("hex");
    return signToken(clerk.keys, { ...claims, jti, sid: sessionId, sts: "active", sub: person.clerkId, v: 2 });
  };

  const socketTo = ({
    token,
    origin: from = origin,
    node: to = node,
    auth = { token },
  }: ConnectOptions): ClientSocket => {
    const options: Partial<ManagerOptions & SocketOptions> = {
      transports: ["websocket"],
      reconnection: false,
      forceNew: true,
      auth,
      ...(from === null ? {} : { extraHeaders: { origin: from } }),
    };
    const socket: ClientSocket = connectTo(to.url, options);
    devices.add(socket);
    return socket;
  };

  const run: SocketHost["run"] = (actor, name, input) =>
    runCommand(commandTable[name] as unknown as Command<typeof name>, {
      actor: { userId: actor.userId, sessionId: actor.sessionId },
      raw: input,
    });

  return {
    slot,
    databaseUrl: database.url,
    origin,
    node,
    clerk,
    addNode: startNode,
    tokenFor,
    run,
    doors,
    async person(name) {
      const userId = uuidv7();
      const clerkId = `user_${userId.replaceAll("-", "")}`;
      const username = `${name.toLowerCase()}_${userId.slice(-6)}`;
      await prisma.user.create({ data: { id: userId, clerkId, displayName: name, username } });
      const person: Person = { userId, clerkId, name, sessionId: `sess_${userId}`, token: "" };
      return { ...person, token: tokenFor(person) };
    },
    async connect(person, options = {}) {
      const socket = socketTo({ token: person.token, ...options });
      const device = { socket, events: [], expired: [] } as unknown as Device;
      socket.on("events", (events) => device.events.push(...events));
      socket.on("expired", ({ code }) => device.expired.push(code));
      device.ready = await new Promise<Ready>((resolve, reject) => {
        socket.once("ready", resolve);
        socket.once("connect_error", reject);
      });
      device.emit = (name, ...args) =>
        (
          socket.timeout(5_000) as unknown as {
            emitWithAck(name: string, ...args: unknown[]): Promise<Envelope<unknown>>;
          }
        ).emitWithAck(name, ...args);
      device.run = (name, input) => device.emit(name, input) as ReturnType<Device["run"]> as never;
      device.close = () => socket.close();
      return device;
    },
    refusal(options) {
      const socket = socketTo(options);
      return new Promise((resolve, reject) => {
        socket.once("connect_error", (error: Error & { data?: { code?: string } }) =>
          resolve(error.data?.code ?? error.message),
        );
        socket.once("ready", () => reject(new Error("The handshake was accepted.")));
      });
    },
    async thread(owner, members = [], kind = "PRIVATE") {
      const id = uuidv7();
      await run(owner, "thread:create", {
        id,
        kind,
        name: "launch-week",
        memberIds: members.map(({ userId }) => userId),
      });
      return id;
    },
    async close() {
      for (const socket of devices) socket.close();
      for (const each of [...nodes]) await each.close();
      clerk.close();
      for (const redis of redises) redis.disconnect();
      await prisma.$disconnect();
      await pool.end();
      await database.drop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Sends a message; fails unless it was acknowledged as sent. */
export async function say(device: Device, threadId: string, body: string): Promise<CommandOutput<"message:send">> {
  const answer = await device.run("message:send", { threadId, clientId: uuidv7(), body });
  if (!answer.ok) throw new Error(`${answer.error.code}: ${answer.error.message}`);
  return answer.data;
}

/** The bodies of the messages a device was told of, in order. */
export function bodiesOf(device: Device, threadId: string): string[] {
  return device.events.flatMap(({ change }) =>
    change?.kind === "message" && change.message.threadId === threadId && change.message.kind === "PERSON"
      ? [change.message.body ?? ""]
      : [],
  );
}

/** Waits until a device has been told this message. */
export function untilTold(device: Device, threadId: string, body: string): Promise<unknown> {
  return until(`a device is told "${body}"`, () => bodiesOf(device, threadId).includes(body));
}
