// One Postgres cluster in one data folder: initialise, start, adopt what a killed supervisor left running, stop.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync, chownSync, writeFileSync, closeSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { createDataDir, type PostgresHome } from "./postgres-home.ts";

export type RunningCluster = { pid: number; port: number; adopted: boolean };

export type ClusterOptions = {
  home: PostgresHome;
  /** Folder of the password and the server's log. */
  dir: string;
  /** Test clusters trade durability for speed and are made anew when they do not start. */
  disposable: boolean;
  log: (line: string) => void;
};

const user = "postgres";
const startLimitMs = 60_000;
const stopLimitMs = 15_000;
const orphansLimitMs = 10_000;

/** Connection string of a database of the cluster; the password is read from `dir`. */
export function clusterUrl(dir: string, port: number, database: string): string {
  return `postgresql://${user}:${readPassword(dir)}@127.0.0.1:${port}/${database}`;
}

/** Adopts the cluster when it still runs, else starts it, initialising it the first time. */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
  const left = await adoptOrStopLeftOver(options);
  if (left !== null) return left;
  try {
    return await initialiseAndStart(options);
  } catch (error) {
    if (!options.disposable) throw error;
    options.log("the test cluster does not start, making a new one");
    rmSync(options.home.dataDir, { recursive: true, force: true });
    return initialiseAndStart(options);
  }
}

/** Fast shutdown: open transactions roll back, everything committed is on disk. Immediate when that takes too long. */
export async function stopCluster(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT", "SIGKILL"] as const) {
    if (!signalIfAlive(pid, signal)) return;
    if (await diesWithin(pid, stopLimitMs)) return;
  }
}

/** True while a process with this id runs. One that ended and was not yet collected by its parent does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false;
  }
  return !isZombie(pid);
}

/** In a container without an init, nobody collects the children of a killed process: they stay as zombies. */
function isZombie(pid: number): boolean {
  try {
    return /\) Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return false;
  }
}

async function initialiseAndStart(options: ClusterOptions): Promise<RunningCluster> {
  const { home } = options;
  if (!existsSync(join(home.dataDir, "PG_VERSION"))) initialise(options);
  return start(options);
}

async function start(options: ClusterOptions): Promise<RunningCluster> {
  const { home } = options;
  const port = await findFreePort();
  const logFile = openSync(join(options.dir, "postgres.log"), "w");
  const child = spawn(home.binaries.postgres, serverArguments(options, port), {
    ...home.runAs,
    cwd: "/",
    stdio: ["ignore", logFile, logFile],
    env: plainEnvironment(),
  });
  closeSync(logFile);
  let failure: string | null = null;
  child.on("error", (error) => (failure = error.message));
  child.on("exit", (code, signal) => (failure = `it ended with ${signal ?? `code ${code}`}`));

  const deadline = Date.now() + startLimitMs;
  while (!(await answers(clusterUrl(options.dir, port, "postgres")))) {
    if (failure !== null) throw new Error(`Postgres did not start: ${String(failure)}.\n${readLogTail(options.dir)}`);
    if (Date.now() > deadline) throw new Error(`Postgres did not answer within ${startLimitMs / 1000} s.`);
    await sleep(50);
  }
  if (child.pid === undefined) throw new Error("Postgres started without a process id.");
  return { pid: child.pid, port, adopted: false };
}

function initialise(options: ClusterOptions): void {
  const { home, dir } = options;
  options.log("creating the database cluster (once)");
  createDataDir(home);
  const password = randomBytes(18).toString("base64url");
  const secrets = mkdtempSync(join(tmpdir(), "confab-initdb-"));
  const passwordFile = join(secrets, "password");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (home.runAs !== undefined)
    for (const path of [secrets, passwordFile]) chownSync(path, home.runAs.uid, home.runAs.gid);
  const result = spawnSync(
    home.binaries.initdb,
    [
      `--pgdata=${home.dataDir}`,
      `--username=${user}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      // The same sorting and upper/lower case on every machine, whatever locales it has.
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      ...(options.disposable ? ["--no-sync"] : []),
    ],
    { ...home.runAs, cwd: "/", encoding: "utf8", env: plainEnvironment() },
  );
  rmSync(secrets, { recursive: true, force: true });
  if (result.status !== 0) {
    rmSync(home.dataDir, { recursive: true, force: true });
    throw new Error(`initdb failed: ${result.error?.message ?? result.stderr}`);
  }
  writeFileSync(join(dir, "password"), password, { mode: 0o600 });
}

function serverArguments({ home, disposable }: ClusterOptions, port: number): string[] {
  const settings = {
    listen_addresses: "127.0.0.1",
    port,
    // Without a socket folder there is nothing to collide with another cluster, nor a path too long for one.
    unix_socket_directories: "",
    max_connections: 200,
    timezone: "UTC",
    log_timezone: "UTC",
    ...(disposable ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  return ["-D", home.dataDir, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

/** A supervisor that was killed leaves its Postgres running: keep it when it answers, stop it when it does not. */
async function adoptOrStopLeftOver(options: ClusterOptions): Promise<RunningCluster | null> {
  const left = readPostmaster(options.home.dataDir);
  if (left === null) return null;
  if (!isAlive(left.pid) || !runsFrom(left.pid, options.home.dataDir)) {
    // The id may be a zombie's by now, or after a power cut a stranger's: Postgres would take either for its server.
    // Its own guard against workers of a killed server goes with the file, so we wait for those ourselves.
    await waitForOrphans(left.sharedMemory);
    rmSync(join(options.home.dataDir, "postmaster.pid"), { force: true });
    return null;
  }
  const known = existsSync(join(options.dir, "password"));
  if (known && (await answers(clusterUrl(options.dir, left.port, "postgres")))) {
    options.log(`adopting the Postgres that an earlier run left (process ${left.pid})`);
    return { pid: left.pid, port: left.port, adopted: true };
  }
  options.log(`stopping the Postgres that an earlier run left (process ${left.pid})`);
  await stopCluster(left.pid);
  return null;
}

/** The workers of a killed server end within moments of it; until then they are attached to its shared memory. */
async function waitForOrphans(sharedMemory: number): Promise<void> {
  const deadline = Date.now() + orphansLimitMs;
  while (countAttached(sharedMemory) > 0) {
    if (Date.now() > deadline)
      throw new Error("Processes of a killed Postgres still hold the database; end them first.");
    await sleep(50);
  }
}

/** /proc/sysvipc/shm has a line for each segment: its id in the second column, how many are attached in the seventh. */
function countAttached(sharedMemory: number): number {
  if (!existsSync("/proc/sysvipc/shm")) return 0;
  const rows = readFileSync("/proc/sysvipc/shm", "utf8")
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  return Number(rows.find((row) => row[1] === String(sharedMemory))?.[6] ?? 0);
}

/** postmaster.pid: process id on the first line, port on the fourth, key and id of the shared memory on the seventh. */
function readPostmaster(dataDir: string): { pid: number; port: number; sharedMemory: number } | null {
  const file = join(dataDir, "postmaster.pid");
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, "utf8").split("\n");
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  const sharedMemory = Number(lines[6]?.trim().split(/\s+/)[1]);
  return Number.isInteger(pid) && pid > 1 ? { pid, port, sharedMemory } : null;
}

/** Process ids are reused: only a process whose command line names our data folder is ours. */
function runsFrom(pid: number, dataDir: string): boolean {
  const { stdout } = spawnSync("ps", ["-o", "args=", "-ww", "-p", String(pid)], { encoding: "utf8" });
  if (typeof stdout === "string" && stdout !== "") return stdout.includes(dataDir);
  const commandLine = `/proc/${pid}/cmdline`;
  return existsSync(commandLine) && readFileSync(commandLine, "utf8").includes(dataDir);
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

async function diesWithin(pid: number, limitMs: number): Promise<boolean> {
  const deadline = Date.now() + limitMs;
  while (isAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(20);
  }
  return true;
}

function signalIfAlive(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** Nothing of the caller's settings (PG*, LC_*, NODE_OPTIONS) reaches Postgres. */
function plainEnvironment(): NodeJS.ProcessEnv {
  return { NODE_ENV: process.env.NODE_ENV, PATH: process.env.PATH, LC_ALL: "C", TZ: "UTC" };
}

function readPassword(dir: string): string {
  return readFileSync(join(dir, "password"), "utf8");
}

function readLogTail(dir: string): string {
  return readFileSync(join(dir, "postgres.log"), "utf8").split("\n").slice(-12).join("\n");
}

function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
