// The real built server as a process, with a database of its own and the ceilings of its limits out of the way.
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type LocalClerkKeys, loadLocalClerkKeys } from "../../server/local/clerk/keys.ts";
import { until } from "../support/until.ts";
import { CpuMeter } from "./cpu.ts";

export type Subject = {
  port: number;
  origin: string;
  pid: number;
  databaseUrl: string;
  keys: LocalClerkKeys;
  meter: CpuMeter;
  output(): string;
  stop(): Promise<void>;
};

export type SubjectOptions = {
  databaseUrl: string;
  port: number;
  postmaster: number;
  env?: Record<string, string>;
  /** Flags of node, such as --cpu-prof. */
  flags?: string[];
  /** Another node's folder, whose keys this one shares. */
  dataDir?: string;
};

const root = join(import.meta.dirname, "../..");

export async function startSubject(options: SubjectOptions): Promise<Subject> {
  const program = join(root, "dist/server/index.js");
  if (!existsSync(program)) throw new Error("There is no built server: npm run build");
  const { databaseUrl, port } = options;
  const dataDir = options.dataDir ?? mkdtempSync(join(tmpdir(), "confab-bench-"));
  mkdirSync(join(dataDir, "local-auth"), { recursive: true, mode: 0o700 });
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, [...(options.flags ?? []), program], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      PORT: String(port),
      APP_URL: origin,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      ALLOW_INSECURE_LOCAL_AUTH: "yes-only-on-this-machine",
      SIGN_UP: "open",
      LOG_LEVEL: "warn",
      LIMIT_SCALE: "100000",
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  const stop = async () => {
    await end(child);
    if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await until("the server is ready", () => isReady(origin, child), 120_000);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${output}`, { cause: error });
  }
  const pid = child.pid as number;
  return {
    port,
    origin,
    pid,
    databaseUrl,
    keys: loadLocalClerkKeys(join(dataDir, "local-auth")),
    meter: new CpuMeter({ pids: [pid], postmaster: options.postmaster }),
    output: () => output,
    stop,
  };
}

/** Ends a process that we started: politely, then not. */
export async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once("exit", done));
  child.kill("SIGTERM");
  const late = setTimeout(() => child.kill("SIGKILL"), 20_000);
  await ended;
  clearTimeout(late);
}

async function isReady(origin: string, child: ChildProcess): Promise<boolean> {
  if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}.`);
  try {
    return (await fetch(`${origin}/api/ready`, { signal: AbortSignal.timeout(5_000) })).ok;
  } catch {
    return false;
  }
}
