import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type Device, openSocketHost, say, type SocketHost } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

// One person floods through twenty connections from a process of their own. Slices with and without the flood take turns, so
// that whatever else the machine does falls on both; a series is judged by the medians of its slices.

const FLOODERS = 20;
const ROUNDS = 5;
const SENDS_A_SLICE = 12;
/** Below this nobody notices, and a busy machine's own jitter is larger than what is measured; in ms. */
const FLOOR_MS = 30;

let host: SocketHost;
let flooder: ChildProcess;
let printed = "";

beforeAll(async () => {
  host = await openSocketHost({ limitScale: 1, timeScale: 1 });
  const cy = await host.person("Cy");
  const tokens = Array.from({ length: FLOODERS }, () => host.tokenFor(cy, { seconds: 3_600 }));
  const program = join(import.meta.dirname, "../support/flooder.ts");
  flooder = spawn(process.execPath, [program, String(host.node.port), host.origin, ...tokens], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  flooder.stdout?.setEncoding("utf8").on("data", (text: string) => (printed += text));
  await until("it floods", () => floodedSoFar().frames > 0);
  flooder.kill("SIGSTOP");
});
afterAll(async () => {
  flooder.kill("SIGKILL");
  await host.close();
});

const floodedSoFar = () =>
  JSON.parse(printed.trim().split("\n").at(-1) || '{"frames":0,"connections":0}') as {
    frames: number;
    connections: number;
  };

const median = (values: number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** The median time until a send is acknowledged, in ms. */
async function slice(device: Device, threadId: string): Promise<number> {
  const times: number[] = [];
  for (let n = 0; n < SENDS_A_SLICE; n++) {
    const started = performance.now();
    // One that was given up waiting for counts with all that it took.
    await say(device, threadId, `n ${n}`).catch(() => undefined);
    times.push(performance.now() - started);
    await sleep(10);
  }
  return median(times);
}

async function series(): Promise<{ calm: number; flooded: number }> {
  const calm: number[] = [];
  const flooded: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    // A person of their own each round: nobody comes near a limit of theirs.
    const ada = await host.person("Ada");
    const threadId = await host.thread(ada);
    const device = await host.connect(ada);
    await say(device, threadId, "warm");
    calm.push(await slice(device, threadId));
    flooder.kill("SIGCONT");
    await sleep(150);
    flooded.push(await slice(device, threadId));
    flooder.kill("SIGSTOP");
    await sleep(150);
    device.close();
  }
  return { calm: median(calm), flooded: median(flooded) };
}

it("F4: a flood by one person at most doubles another's latency, and is cut again and again", {
  timeout: 120_000,
}, async () => {
  const tried: { calm: number; flooded: number }[] = [];
  const isFair = ({ calm, flooded }: { calm: number; flooded: number }) => flooded <= Math.max(2 * calm, FLOOR_MS);
  // Another series where the machine itself was in the way: a server that lets itself be flooded fails every one.
  do tried.push(await series());
  while (!tried.some(isFair) && tried.length < 3);
  expect(tried.some(isFair), JSON.stringify(tried)).toBe(true);
  flooder.kill("SIGCONT");
  const { frames, connections } = await until("enough was sent", () => {
    const sent = floodedSoFar();
    return sent.frames > 20_000 && sent;
  });
  expect(frames / connections, "frames a connection").toBeGreaterThan(200);
  expect(connections).toBeGreaterThan(FLOODERS);
});
