// The built server as an attacker meets it: raw requests, and the keys to forge every kind of token with.
import { randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { vi } from "vitest";
import { type LocalClerkKeys, loadLocalClerkKeys } from "../../server/local/clerk/keys.ts";
import { signToken } from "../../server/local/clerk/tokens.ts";
import { type AppServer, startAppServer } from "../support/app-server.ts";

export type Reply = { status: number; headers: http.IncomingHttpHeaders; text: string };
export type Attack = { method?: string; path: string; headers?: Record<string, string>; body?: string };

export type AttackedServer = {
  server: AppServer;
  /** Where it keeps its files and keys; another process of the same workspace shares it. */
  dataDir: string;
  keys: LocalClerkKeys;
  pool: pg.Pool;
  /** Claims of a good token of somebody of the cast, such as "cy". */
  claims(name: string, change?: object): Record<string, unknown>;
  token(name: string, change?: object): string;
  userId(name: string): string;
  /** One request, its path and headers as they are. */
  send(attack: Attack): Promise<Reply>;
  /** As the page itself asks. */
  as(name: string, attack: Attack): Promise<Reply>;
  /** A thread of this person's with a message of theirs in it. */
  thread(name: string, kind: "PUBLIC" | "PRIVATE", title: string): Promise<{ threadId: string; messageId: string }>;
  close(): Promise<void>;
};

/** The paths of the routes that the build serves; `routes.test.ts` holds them against the contract. */
export function servedPaths(): Set<string> {
  const file = join(import.meta.dirname, "../../.next/server/app-paths-manifest.json");
  const routes = Object.keys(JSON.parse(readFileSync(file, "utf8")) as object).filter((path) =>
    path.endsWith("/route"),
  );
  return new Set(routes.map((path) => path.replace(/\/route$/, "")));
}

// Hundreds of requests a test, on a machine that may do other things as well.
vi.setConfig({ testTimeout: 180_000 });

/** Asks for each, a few at a time. */
export async function eachOf<T>(all: Iterable<T>, ask: (one: T) => Promise<void>): Promise<void> {
  const left = [...all];
  const askers = Array.from({ length: 6 }, async () => {
    for (let one = left.shift(); one !== undefined; one = left.shift()) await ask(one);
  });
  await Promise.all(askers);
}

const seconds = () => Math.floor(Date.now() / 1000);

/** `env`: on top of the server's own. */
export async function startAttackedServer(env: Record<string, string> = {}): Promise<AttackedServer> {
  const dataDir = mkdtempSync(join(tmpdir(), "confab-attacked-"));
  chmodSync(dataDir, 0o755);
  const server = await startAppServer({ seed: true, env: { DATA_DIR: dataDir, LIMIT_SCALE: "10000", ...env } });
  const keys = loadLocalClerkKeys(join(dataDir, "local-auth"));
  const pool = new pg.Pool({ connectionString: server.databaseUrl, max: 4 });
  const { rows } = await pool.query<{ id: string; name: string }>(
    `SELECT id, replace("clerkId", 'user_local_', '') AS name FROM "User" WHERE "clerkId" LIKE 'user_local_%'`,
  );
  const ids = new Map(rows.map(({ id, name }) => [name, id]));

  const claims: AttackedServer["claims"] = (name, change = {}) => ({
    azp: server.url,
    exp: seconds() + 60,
    fva: [0, -1],
    iat: seconds() - 1,
    iss: keys.issuer,
    jti: randomUUID(),
    nbf: seconds() - 10,
    sid: `sess_attack_${name}`,
    sts: "active",
    sub: `user_local_${name}`,
    v: 2,
    ...change,
  });
  const token: AttackedServer["token"] = (name, change) => signToken(keys, claims(name, change));
  const send: AttackedServer["send"] = (attack) => rawRequest(server.port, attack);
  const as: AttackedServer["as"] = (name, { headers = {}, ...attack }) => {
    const json: Record<string, string> = attack.body === undefined ? {} : { "content-type": "application/json" };
    const page = { authorization: `Bearer ${token(name)}`, origin: server.url, "sec-fetch-site": "same-origin" };
    return send({ ...attack, headers: { ...json, ...page, ...headers } });
  };

  return {
    server,
    dataDir,
    keys,
    pool,
    claims,
    token,
    send,
    as,
    userId: (name) => ids.get(name) as string,
    async thread(name, kind, title) {
      const threadId = uuidv7();
      const post = async (path: string, body: object) => {
        const reply = await as(name, { method: "POST", path, body: JSON.stringify(body) });
        if (reply.status !== 201) throw new Error(`${path}: ${reply.status} ${reply.text}`);
        return (JSON.parse(reply.text) as { data: { message?: { id: string } } }).data;
      };
      await post("/api/threads", { id: threadId, kind, name: title });
      const sent = await post(`/api/threads/${threadId}/messages`, { clientId: uuidv7(), body: `${title} says` });
      return { threadId, messageId: sent.message?.id as string };
    },
    async close() {
      await pool.end();
      await server.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** A connection of its own each time; a server that closes without an answer gives status 0. */
function rawRequest(port: number, { method = "GET", path, headers = {}, body }: Attack): Promise<Reply> {
  return new Promise((resolve) => {
    const closed = () => resolve({ status: 0, headers: {}, text: "" });
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = http.request(
      { host: "localhost", port, method, path, agent: false, headers: { ...length, ...headers } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk));
        response.on("error", closed);
        response.on("end", () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on("upgrade", (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: "" });
    });
    request.on("error", closed);
    request.end(body);
  });
}
