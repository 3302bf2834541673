// The process beside the embedded Postgres. It outlives a crash of whoever started it just long enough to stop
// Postgres cleanly: every user of the database holds a connection to it, the system closes that connection however
// the user ends (SIGKILL too), and when the last one is gone Postgres stops.
//
// Started by postgres.ts as `node postgres-supervisor.ts <json>`; it speaks lines of JSON on a loopback port whose
// number and token are in <dir>/supervisor.json. Runs under plain Node, without a TypeScript loader.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { clusterUrl, isAlive, startCluster, stopCluster, type RunningCluster } from "./postgres-cluster.ts";
import { preparePostgresHome } from "./postgres-home.ts";

export type SupervisorRecord = { pid: number; port: number; token: string };
export type SupervisorMessage = { log: string } | { ready: true } | { failed: string } | { taken: true };

const { dir, disposable } = JSON.parse(process.argv[2] ?? "{}") as { dir: string; disposable: boolean };
const recordFile = join(dir, "supervisor.json");
/** How long Postgres waits for a first user: whoever started us may have died meanwhile. */
const firstUserLimitMs = 10_000;

const users = new Set<Socket>();
let cluster: RunningCluster | null = null;
let stopping: Promise<void> | null = null;

const token = randomBytes(18).toString("base64url");
const control = createServer(serveUser);

control.listen(0, "127.0.0.1", () => void start());
// Ctrl-C reaches only the foreground group, and we lead a session of our own; these are for `kill`.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop());
process.on("uncaughtException", (error) => {
  tell({ failed: error.message });
  void stop();
});

async function start(): Promise<void> {
  const { port } = control.address() as AddressInfo;
  try {
    const home = preparePostgresHome(dir, say);
    if (!takeRecord({ pid: process.pid, port, token })) {
      tell({ taken: true });
      process.exit(0);
    }
    cluster = await startCluster({ home, dir, disposable, log: say });
  } catch (error) {
    tell({ failed: error instanceof Error ? error.message : String(error) });
    await stop();
    return;
  }
  watchPostgres(cluster.pid);
  tell({ ready: true });
  setTimeout(() => void stopWhenUnused(), firstUserLimitMs);
}

/** The record is the lock: whoever creates it supervises. One whose process is gone is stale. */
function takeRecord(record: SupervisorRecord): boolean {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      writeFileSync(recordFile, JSON.stringify(record), { flag: "wx", mode: 0o600 });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
      if (isAlive(readRecordPid())) return false;
      rmSync(recordFile, { force: true });
    }
  }
  return false;
}

function readRecordPid(): number {
  try {
    return (JSON.parse(readFileSync(recordFile, "utf8")) as SupervisorRecord).pid;
  } catch {
    return -1;
  }
}

function serveUser(socket: Socket): void {
  socket.on("error", () => socket.destroy());
  const lines = createInterface({ input: socket });
  lines.on("error", () => {});
  lines.on("line", (line) => {
    if (!users.has(socket)) {
      const admitted = isToken(line) && cluster !== null && stopping === null;
      if (!admitted || cluster === null) return void socket.end(`${JSON.stringify({ refused: true })}\n`);
      users.add(socket);
      const url = clusterUrl(dir, cluster.port, "postgres");
      return void socket.write(`${JSON.stringify({ url, port: cluster.port, pid: cluster.pid })}\n`);
    }
    if (line === "release") void release(socket);
  });
  socket.on("close", () => {
    if (users.delete(socket)) void stopWhenUnused();
  });
}

/** Answers when the caller's wish is fulfilled: Postgres stopped, or still needed by others. */
async function release(socket: Socket): Promise<void> {
  users.delete(socket);
  await stopWhenUnused(socket);
  if (stopping === null) socket.end(`${JSON.stringify({ released: true })}\n`);
}

async function stopWhenUnused(lastUser?: Socket): Promise<void> {
  if (users.size === 0) await stop(lastUser);
}

function stop(lastUser?: Socket): Promise<void> {
  stopping ??= (async () => {
    if (cluster !== null) await stopCluster(cluster.pid);
    if (readRecordPid() === process.pid) rmSync(recordFile, { force: true });
    if (lastUser !== undefined) await new Promise<void>((done) => lastUser.end('{"stopped":true}\n', () => done()));
    process.exit(0);
  })();
  return stopping;
}

/** An adopted Postgres is not our child, so its end is seen by looking. */
function watchPostgres(pid: number): void {
  const watch = setInterval(() => {
    if (isAlive(pid)) return;
    clearInterval(watch);
    void stop();
  }, 1000);
}

function isToken(line: string): boolean {
  const given = Buffer.from(line);
  const wanted = Buffer.from(token);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

function say(line: string): void {
  tell({ log: line });
}

function tell(message: SupervisorMessage): void {
  if (process.connected && existsSync(dir)) process.send?.(message, () => {});
}
