// The whole installation of a run: built server processes behind a balancer, Postgres and Redis, with a proxy of ours on
// every link, and people whose tokens are signed with the stand-in's key.
import { randomBytes } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { loadLocalClerkKeys } from "../../server/local/clerk/keys.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { findFreePort, startTestRedis, type TestRedis } from "../support/redis.ts";
import { startTcpProxy, type TcpProxy } from "../support/tcp-proxy.ts";
import { type AppNode, createAppNode } from "./app-node.ts";
import { trueNow } from "./shift-clock.ts";
import type { OwnPostgres } from "./own-postgres.ts";

export type Person = { userId: string; name: string; clerkId: string; sessionId: string };

/** Somebody's way to the server: a proxy, and the origin under which their page sees it. */
export type Link = TcpProxy & { url: string };

export type World = {
  /** The name under which every page knows the server. */
  origin: string;
  nodes: AppNode[];
  /** Each node's own link to Postgres, and to Redis where there is one. */
  databaseLinks: TcpProxy[];
  redisLinks: TcpProxy[];
  redis: TestRedis | null;
  postgres: OwnPostgres;
  /** Connection string past every proxy, for the checker. */
  databaseUrl(): string;
  /** A network of one's own to all nodes in turn, or to those given. */
  link(...nodes: AppNode[]): Promise<Link>;
  person(name: string): Promise<Person>;
  /** A session token, good for a minute unless told. */
  token(person: Person, seconds?: number): string;
  /** Who issues sessions is so many milliseconds off. */
  setSessionClock(ms: number): void;
  /** Signs what Clerk would tell the server. */
  webhookSecret: string;
  /** A request past every proxy, to the first node; throws what is refused. */
  call<T>(person: Person, method: string, path: string, body?: unknown): Promise<T>;
  thread(owner: Person, members: Person[]): Promise<string>;
  sql<T>(text: string, values?: unknown[]): Promise<T[]>;
  /** Points the database links at Postgres where it is now. */
  aimAtPostgres(): void;
  close(): Promise<void>;
};

export type WorldOptions = {
  postgres: OwnPostgres;
  /** Two or more run over Redis. */
  nodeCount: number;
  /** Divides the intervals of sockets. */
  timeScale: number;
  /** The server's bundle, from the checkout. */
  program?: string | undefined;
  /** SQL for the new database: to take a safety away. */
  spoil?: string | undefined;
};

const BUILT = "dist/server/index.js";

export async function openWorld({
  postgres,
  nodeCount,
  timeScale,
  program = BUILT,
  spoil,
}: WorldOptions): Promise<World> {
  const database = `faults_${randomBytes(5).toString("hex")}`;
  await postgres.createDatabase(database);
  const dataDir = mkdtempSync(join(tmpdir(), "confab-faults-data-"));
  chmodSync(dataDir, 0o755);
  const keys = loadLocalClerkKeys(join(dataDir, "local-auth"));
  const redis = nodeCount > 1 ? await startTestRedis() : null;
  const links: TcpProxy[] = [];
  // Nobody listens there: each page comes through a proxy of its own, which says this name.
  const origin = `http://localhost:${await findFreePort()}`;

  const nodes: AppNode[] = [];
  const databaseLinks: TcpProxy[] = [];
  const redisLinks: TcpProxy[] = [];
  for (let n = 0; n < nodeCount; n += 1) {
    const databaseLink = await startTcpProxy({ targets: [postgres.port()] });
    databaseLinks.push(databaseLink);
    const redisLink = redis && (await startTcpProxy({ targets: [redis.port] }));
    if (redisLink) redisLinks.push(redisLink);
    const env = {
      APP_URL: origin,
      DATABASE_URL: postgres.url(database, databaseLink.port),
      DATA_DIR: dataDir,
      ALLOW_INSECURE_LOCAL_AUTH: "yes-only-on-this-machine",
      SIGN_UP: "open",
      LOG_LEVEL: "warn",
      TIME_SCALE: String(timeScale),
      LIMIT_SCALE: "1000",
      ...(redisLink ? { REDIS_URL: `redis://127.0.0.1:${redisLink.port}` } : {}),
    };
    nodes.push(createAppNode({ port: await findFreePort(), env, program }));
  }

  const databaseUrl = () => postgres.url(database);
  const sql: World["sql"] = async (text, values = []) => {
    const client = new pg.Client({ connectionString: databaseUrl() });
    await client.connect();
    try {
      return (await client.query(text, values)).rows;
    } finally {
      await client.end();
    }
  };
  let sessionClock = 0;
  const token: World["token"] = (person, seconds = 60) => {
    const now = Math.floor((trueNow() + sessionClock) / 1000);
    const session = { sid: person.sessionId, sts: "active", sub: person.clerkId, v: 2, jti: uuidv7() };
    const times = { iat: now - 1, nbf: now - 10, exp: now + seconds, fva: [0, -1] };
    return signToken(keys, { azp: origin, iss: keys.issuer, ...session, ...times });
  };
  const link: World["link"] = async (...to) => {
    const targets = (to.length > 0 ? to : nodes).map(({ port }) => port);
    const proxy = await startTcpProxy({ targets, rewrite: (piece) => asFromPage(piece, origin) });
    links.push(proxy);
    return Object.assign(proxy, { url: `http://localhost:${proxy.port}` });
  };

  await sql(`INSERT INTO "Workspace" (id, name) VALUES (1, 'Harbour Lab') ON CONFLICT DO NOTHING`);
  if (spoil) await sql(spoil);
  // One after the other: they share the stand-in's file of accounts, which the first fills.
  for (const node of nodes) await node.start();
  const direct = await link(nodes[0]!);

  const call: World["call"] = async (person, method, path, body) => {
    const headers = { authorization: `Bearer ${token(person)}`, "content-type": "application/json" };
    const answer = await fetch(direct.url + path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const envelope = (await answer.json()) as { ok: boolean; data?: unknown };
    if (!envelope.ok) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(envelope)}`);
    return envelope.data as never;
  };

  return {
    origin,
    nodes,
    databaseLinks,
    redisLinks,
    redis,
    postgres,
    databaseUrl,
    link,
    token,
    setSessionClock: (ms) => {
      sessionClock = ms;
    },
    webhookSecret: keys.webhookSecret,
    call,
    sql,
    async person(name) {
      const userId = uuidv7();
      const clerkId = `user_${userId.replaceAll("-", "")}`;
      const username = `${name.toLowerCase()}_${userId.slice(-8)}`;
      await sql(
        `INSERT INTO "User" (id, "clerkId", "displayName", username, "updatedAt") VALUES ($1, $2, $3, $4, now())`,
        [userId, clerkId, name, username],
      );
      return { userId, name, clerkId, sessionId: `sess_${userId.replaceAll("-", "")}` };
    },
    async thread(owner, members) {
      const id = uuidv7();
      const memberIds = members.map(({ userId }) => userId);
      await call(owner, "POST", "/api/threads", { id, kind: "PRIVATE", name: `run-${id.slice(-8)}`, memberIds });
      return id;
    },
    aimAtPostgres: () => databaseLinks.forEach((databaseLink) => databaseLink.aim(postgres.port())),
    async close() {
      await Promise.all(nodes.map((node) => node.kill()));
      await Promise.all([...links, ...databaseLinks, ...redisLinks].map((proxy) => proxy.close()));
      await redis?.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Node says neither where a page comes from nor that it was opened under the server's own name. */
function asFromPage(piece: Buffer, origin: string): Buffer {
  if (!/^(GET|POST|PUT|PATCH|DELETE) \/[^\r]* HTTP\/1\.1\r\n/.test(piece.toString("latin1", 0, 2_000))) return piece;
  const text = piece.toString("latin1").replace(/\r\nhost: [^\r]*/i, `\r\nHost: ${new URL(origin).host}`);
  const named = /^GET .*\r\nupgrade: websocket\r\n/is.test(text);
  return Buffer.from(named ? text.replace("\r\n", `\r\nOrigin: ${origin}\r\n`) : text, "latin1");
}
