// Boots the real server as a process of its own, with a fresh database and data folder, for tests through its doors.
import { type ChildProcess, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createTestDatabase } from "./database.ts";
import { findFreePort } from "./redis.ts";
import { until } from "./until.ts";

export type AppServer = {
  /** Origin such as http://localhost:4123. */
  url: string;
  port: number;
  databaseUrl: string;
  /** All that the server has printed so far. */
  output(): string;
  process: ChildProcess;
  /** Asks the server to drain and end, and gives its exit code; the database and folder are removed with it. */
  stop(): Promise<number | null>;
};

export type AppServerOptions = {
  /** `built` starts dist/server (npm run build first), `dev` starts server/index.ts. Default: built. */
  mode?: "built" | "dev";
  /** Environment on top of the tests' own; undefined removes a variable. */
  env?: Record<string, string | undefined>;
  /** A database to use instead of a fresh one; it is left alone at the end. */
  databaseUrl?: string;
  /** Fill the database with the seed first. */
  seed?: boolean;
  port?: number;
};

const root = join(import.meta.dirname, "../..");
const readyLimitMs = 120_000;

/** Starts the server and waits until it says that it is ready. */
export async function startAppServer(options: AppServerOptions = {}): Promise<AppServer> {
  const { mode = "built" } = options;
  const program = mode === "built" ? ["dist/server/index.js"] : ["--import", "tsx", "server/index.ts"];
  if (mode === "built" && !existsSync(join(root, "dist/server/index.js"))) {
    throw new Error("There is no built server: npm run build");
  }
  const database = options.databaseUrl === undefined ? await createTestDatabase() : null;
  const databaseUrl = options.databaseUrl ?? database?.url ?? "";
  const dataDir = mkdtempSync(join(tmpdir(), "confab-data-"));
  chmodSync(dataDir, 0o755);
  const port = options.port ?? (await findFreePort());
  const url = `http://localhost:${port}`;
  const env = cleanEnvironment({
    NODE_ENV: mode === "built" ? "production" : "development",
    PORT: String(port),
    APP_URL: url,
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    ALLOW_INSECURE_LOCAL_AUTH: "yes-only-on-this-machine",
    SIGN_UP: "open",
    LOG_LEVEL: "warn",
    ...options.env,
  });
  if (options.seed === true) await runScript("prisma/seed.ts", env);

  const child = spawn(process.execPath, [...program], { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const ended = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));

  async function stop(): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) child.kill("SIGTERM");
    const code = await ended;
    await database?.drop();
    rmSync(dataDir, { recursive: true, force: true });
    return code;
  }

  try {
    await until("the server is ready", () => isReady(url, child), readyLimitMs);
  } catch (error) {
    child.kill("SIGKILL");
    await stop();
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${output}`);
  }
  return { url, port, databaseUrl, output: () => output, process: child, stop };
}

/** Runs a script of the project (such as prisma/seed.ts) to its end. */
export async function runScript(file: string, env: NodeJS.ProcessEnv, args: string[] = []): Promise<string> {
  const child = spawn(process.execPath, ["--import", "tsx", file, ...args], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const code = await new Promise((done) => child.once("exit", done));
  if (code !== 0) throw new Error(`${file} ended with ${String(code)}:\n${output}`);
  return output;
}

async function isReady(url: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
  try {
    return (await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}

/** Only what the machine needs and the test says: a developer's own keys must not reach a test. */
function cleanEnvironment(given: Record<string, string | undefined>): NodeJS.ProcessEnv {
  const machine = Object.fromEntries(["PATH", "HOME", "TMPDIR", "LANG"].map((name) => [name, process.env[name]]));
  const quiet = { NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" };
  const all = Object.entries({ ...machine, ...quiet, ...given }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all) as NodeJS.ProcessEnv;
}
