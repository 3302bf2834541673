import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { CpuMeter } from "../cpu.ts";
import type { Room } from "../room-load.ts";
import { end } from "../subject.ts";

export type FloorName = "F1" | "F1b" | "F2" | "F7";

export type Floor = { name: FloorName; port: number; meter: CpuMeter; process: ChildProcess; stop(): Promise<void> };

const PROGRAM: Record<FloorName, string> = {
  F1: "socket-floor.ts",
  F1b: "socket-floor.ts",
  F2: "frame-floor.ts",
  F7: "bytes-floor.ts",
};

/** Starts a floor's server as a process of its own. */
export async function startFloor(name: FloorName, port: number, flags: string[] = []): Promise<Floor> {
  const child = fork(join(import.meta.dirname, PROGRAM[name]), [], {
    execArgv: ["--import", "tsx", ...flags],
    env: { ...process.env, NODE_ENV: "production", FLOOR: name, PORT: String(port) },
  });
  await new Promise((resolve, reject) => {
    child.once("message", resolve);
    child.once("exit", (code) => reject(new Error(`The floor ${name} ended with code ${code}.`)));
  });
  const meter = new CpuMeter({ pids: [child.pid as number] });
  return { name, port, meter, process: child, stop: () => end(child) };
}

/** The rooms as a floor takes them: a token is the thread's id. */
export const roomsForFloor = (rooms: readonly Room[]): Room[] =>
  rooms.map(({ threadId, members }) => ({
    threadId,
    members: members.map(({ userId }) => ({ userId, token: threadId })),
  }));
