// A Postgres for a machine that has none: started under a supervisor process, shared by everything that runs from
// the same folder (the server, `npm run seed`, a second terminal), stopped when the last of them is gone.
import { fork } from "node:child_process";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { isAlive } from "./postgres-cluster.ts";
import type { SupervisorMessage, SupervisorRecord } from "./postgres-supervisor.ts";

export type LocalPostgres = {
  /** Connection string of the application's database, which exists. */
  url: string;
  /** Connection string of the database `postgres`, for creating and dropping others. */
  adminUrl: string;
  port: number;
  /** Process id of the Postgres server. */
  pid: number;
  /** Lets go of the server; resolves when it has stopped, or at once while others still use it. */
  stop(): Promise<void>;
};

export type LocalPostgresOptions = {
  /** Folder of the cluster, for example `.data/postgres`; created when missing. */
  dir: string;
  /** Receives progress, one line each. */
  log?: (line: string) => void;
  /** For tests: faster, not durable, made anew when it does not start. */
  disposable?: boolean;
};

const startLimitMs = 120_000;
const applicationDatabase = "confab";

/** Starts the embedded Postgres of a folder, or joins it when it runs. Throws with a sentence for a person. */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const dir = resolve(options.dir);
  mkdirSync(dir, { recursive: true, mode: 0o711 });
  const deadline = Date.now() + startLimitMs;
  while (Date.now() < deadline) {
    const joined = await joinSupervisor(dir);
    if (joined !== null) {
      await createDatabaseOnce(joined.adminUrl, applicationDatabase);
      return joined;
    }
    // Without a supervisor we start one; of two that start at once, one finds the folder taken and we join the other.
    if (!supervisorLives(dir)) await startSupervisor(dir, options);
    else await sleep(100);
  }
  throw new Error(`The embedded Postgres in ${dir} did not become ready; see ${join(dir, "postgres.log")}.`);
}

async function joinSupervisor(dir: string): Promise<LocalPostgres | null> {
  const record = readRecord(dir);
  if (record === null) return null;
  const socket = await openSocket(record.port);
  if (socket === null) return null;
  const replies = createInterface({ input: socket })[Symbol.asyncIterator]();
  socket.write(`${record.token}\n`);
  const first = await replies.next().catch(() => null);
  const reply = parseReply(first?.value);
  if (reply?.url === undefined || reply.port === undefined || reply.pid === undefined) {
    socket.destroy();
    return null;
  }
  // The connection says that we live; it must not be what keeps us alive.
  socket.unref();
  let released: Promise<void> | null = null;
  return {
    url: replaceDatabase(reply.url, applicationDatabase),
    adminUrl: reply.url,
    port: reply.port,
    pid: reply.pid,
    stop: () => {
      released ??= new Promise((done) => {
        if (socket.destroyed) return done();
        socket.ref();
        socket.once("close", () => done());
        socket.resume();
        socket.write("release\n");
      });
      return released;
    },
  };
}

function startSupervisor(dir: string, options: LocalPostgresOptions): Promise<void> {
  // The supervisor runs from its source under plain Node, also beside a bundled server, and knows nothing of loaders.
  const file = join(findCheckout(), "server/local/postgres-supervisor.ts");
  const { NODE_OPTIONS: _loaders, ...env } = process.env;
  const child = fork(file, [JSON.stringify({ dir, disposable: options.disposable ?? false })], {
    detached: true,
    cwd: "/",
    execArgv: ["--no-warnings"],
    env,
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  return new Promise((done, failed) => {
    const settle = (act: () => void) => {
      if (child.connected) child.disconnect();
      child.unref();
      act();
    };
    child.on("message", (message: SupervisorMessage) => {
      if ("log" in message) options.log?.(message.log);
      else if ("failed" in message) settle(() => failed(new Error(message.failed)));
      else settle(done);
    });
    child.once("error", (error) => settle(() => failed(error)));
    child.once("exit", (code) => settle(() => failed(new Error(`The Postgres supervisor ended with code ${code}.`))));
  });
}

async function createDatabaseOnce(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const found = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`);
  } catch (error) {
    // Two programs that start at once both create it; one of them is told that it exists.
    if (!["42P04", "23505"].includes((error as { code?: string }).code ?? "")) throw error;
  } finally {
    await client.end();
  }
}

function replaceDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function supervisorLives(dir: string): boolean {
  const record = readRecord(dir);
  return record !== null && isAlive(record.pid);
}

function readRecord(dir: string): SupervisorRecord | null {
  const file = join(dir, "supervisor.json");
  try {
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as SupervisorRecord) : null;
  } catch {
    // Half written by a supervisor that is just starting.
    return null;
  }
}

function openSocket(port: number): Promise<Socket | null> {
  return new Promise((done) => {
    const socket = connect({ port, host: "127.0.0.1" }, () => done(socket));
    socket.once("error", () => done(null));
  });
}

function parseReply(line: string | undefined): { url?: string; port?: number; pid?: number } | null {
  if (line === undefined) return null;
  return JSON.parse(line) as { url?: string; port?: number; pid?: number };
}

function findCheckout(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "package.json")) || !existsSync(join(folder, "server/local"))) {
    if (dirname(folder) === folder)
      throw new Error("The embedded Postgres runs only from a checkout. Set DATABASE_URL.");
    folder = dirname(folder);
  }
  return folder;
}
