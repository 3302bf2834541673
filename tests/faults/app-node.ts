// One process of the built server that can be killed and started again on the same port, with the same data.
import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { until } from "../support/until.ts";
import { onEarlyEnd } from "./left-behind.ts";

export type AppNode = {
  readonly port: number;
  /** What it printed, over all its lives. */
  output(): string;
  /** kill -9. Resolves once it is gone. */
  kill(): Promise<void>;
  /** Starts it, with more in its environment if given, and waits until it says that it is ready; gives how many ms. */
  start(more?: Record<string, string>): Promise<number>;
  signal(signal: NodeJS.Signals): void;
  /** Resident memory of the process, in MiB. */
  memory(): number;
  /** Asks it to end and gives its exit code. */
  stop(): Promise<number | null>;
};

const root = join(import.meta.dirname, "../..");
const START_WITHIN_MS = 90_000;

export function createAppNode({
  port,
  env,
  program,
}: {
  port: number;
  env: Record<string, string>;
  /** The bundle, from the checkout. */
  program: string;
}): AppNode {
  let child: ChildProcess | null = null;
  let ended: Promise<number | null> = Promise.resolve(null);
  let output = "";
  onEarlyEnd(() => child?.kill("SIGKILL"));

  const isReady = async () => {
    if (child?.exitCode !== null) throw new Error(`The server ended with code ${child?.exitCode}:\n${output}`);
    const answer = await fetch(`http://localhost:${port}/api/ready`, { signal: AbortSignal.timeout(2_000) }).catch(
      () => null,
    );
    return answer?.ok === true;
  };
  const end = (signal: NodeJS.Signals): Promise<number | null> => {
    if (child?.exitCode === null && child.signalCode === null) child.kill(signal);
    return ended;
  };

  const launch = (more: Record<string, string>): void => {
    const { PATH, HOME, TMPDIR, LANG } = process.env;
    const machine = { PATH, HOME, TMPDIR, LANG, NEXT_TELEMETRY_DISABLED: "1", CHECKPOINT_DISABLE: "1" };
    const started = spawn(process.execPath, [program], {
      cwd: root,
      env: { ...machine, NODE_ENV: "production", PORT: String(port), ...env, ...more },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => (output += text));
    ended = new Promise((done) => started.once("exit", (code) => done(code)));
  };

  return {
    port,
    output: () => output,
    async start(more = {}) {
      const begun = performance.now();
      // As a supervisor does: a process that finds no database, and ends, is started again.
      for (;;) {
        launch(more);
        try {
          await until("the server is ready", isReady, START_WITHIN_MS);
          return Math.round(performance.now() - begun);
        } catch (error) {
          if (child?.exitCode === null || performance.now() - begun > START_WITHIN_MS) throw error;
          await sleep(500);
        }
      }
    },
    kill: async () => void (await end("SIGKILL")),
    stop: () => end("SIGTERM"),
    signal: (signal) => void child?.kill(signal),
    memory: () => residentMiB(child?.pid),
  };
}

function residentMiB(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024;
}
