// S14: everybody comes back at once, and each has missed 50 messages.
import { Agent, request } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import type { BenchContext } from "../bench-context.ts";
import { closeCrowd, connectCrowd, isEvent } from "../crowd.ts";
import { atMost } from "../effort.ts";
import { figureOf } from "../figures.ts";
import { roomsForFloor } from "../floors/start-floor.ts";
import { quartiles, resultOf, type ScenarioResult } from "../result.ts";
import { fillHistory } from "../cast.ts";

const ROOMS = 20;
const A_ROOM = 100;
const MISSED = 50;
const BEFORE = 500;
const ROUNDS = 5;
/** Requests of the sync under way at a time: pages have a connection each, this process only so many. */
const SYNCS_AT_ONCE = 200;

export async function reconnectStorm(context: BenchContext): Promise<ScenarioResult> {
  const { port, databaseUrl, origin } = context.subject;
  const rooms = await context.rooms({ count: ROOMS, size: A_ROOM });
  for (const room of rooms) await fillHistory(databaseUrl, room, BEFORE + MISSED);
  const floor = await context.floor("F1");
  const people = rooms.flatMap(({ threadId, members }) => members.map(({ token }) => ({ threadId, token })));
  const floorTokens = roomsForFloor(rooms).flatMap(({ members }) => members.map(({ token }) => token));
  const agent = new Agent({ keepAlive: true, maxSockets: SYNCS_AT_ONCE });
  const rounds: { ours: number; connected: number; floors: number }[] = [];
  try {
    for (let round = 0; round <= atMost(ROUNDS); round++) {
      const floors = await timeToReady(floorTokens, floor.port);
      const ours = await timeToCaughtUp(people, { port, origin, agent });
      // The first is the warm-up.
      if (round > 0) rounds.push({ ...ours, floors });
    }
  } finally {
    agent.destroy();
  }
  const ratio = figureOf(rounds.map(({ ours, floors }) => ours / floors));
  const medianOf = (key: "ours" | "connected" | "floors") => figureOf(rounds.map((round) => round[key])).median;
  return resultOf("S14", {
    metric: `${people.length} sockets reconnect, ${MISSED} missed each: until all are caught up`,
    value: medianOf("ours"),
    unit: "ms",
    ratio: ratio.median,
    floor: "F1",
    spread: ratio.spread,
    noisy: ratio.spread > 0.35,
    note: `let in after ${medianOf("connected").toFixed(0)} ms, F1 ${medianOf("floors").toFixed(0)} ms; quartiles ${quartiles(ratio)}`,
  });
}

async function timeToReady(tokens: readonly string[], port: number): Promise<number> {
  const started = performance.now();
  const { sockets, ready } = await comeBack(tokens, port, () => undefined);
  await ready;
  const ms = performance.now() - started;
  closeCrowd(sockets);
  return ms;
}

type Server = { port: number; origin: string; agent: Agent };

async function timeToCaughtUp(people: readonly { threadId: string; token: string }[], { port, origin, agent }: Server) {
  const started = performance.now();
  const synced: Promise<void>[] = [];
  const { sockets, ready } = await comeBack(
    people.map(({ token }) => token),
    port,
    (index) => {
      const { token, threadId } = people[index] as { threadId: string; token: string };
      synced.push(catchUp({ origin, agent, token, threadId }));
    },
  );
  await ready;
  const connected = performance.now() - started;
  await Promise.all(synced);
  const ours = performance.now() - started;
  closeCrowd(sockets);
  return { ours, connected };
}

/** All at once; `onReady` hears of each that is let in and knows what its threads are at. */
async function comeBack(tokens: readonly string[], port: number, onReady: (index: number) => void) {
  let left = tokens.length;
  let allReady = () => undefined as void;
  const ready = new Promise<void>((resolve) => (allReady = resolve));
  const sockets = await connectCrowd(tokens, {
    port,
    atOnce: tokens.length,
    onFrame: ({ index }, buffer, start) => {
      if (!isEvent(buffer, start, "ready")) return;
      onReady(index);
      if (--left === 0) allReady();
    },
  });
  return { sockets, ready };
}

type SyncRequest = { origin: string; agent: Agent; token: string; threadId: string };

/** What the page asks when `ready` shows that it lags, again where the server says so (PROTOCOL S6). */
async function catchUp(asked: SyncRequest): Promise<void> {
  for (;;) {
    const { status, text } = await sync(asked);
    if (status !== 503 && status !== 429) return expectAll(status, text);
    const { error } = JSON.parse(text) as { error: { retryAfterMs?: number } };
    await wait(error.retryAfterMs ?? 500);
  }
}

/** All that was missed must be in the answer. */
function expectAll(status: number, text: string): void {
  const given = text.split('"kind":"message"').length - 1;
  if (status !== 200 || given < MISSED) throw new Error(`Sync: ${status}, ${given} messages: ${text.slice(0, 200)}`);
}

function sync({ origin, agent, token, threadId }: SyncRequest): Promise<{ status: number; text: string }> {
  const body = JSON.stringify({ user: 0, threads: { [threadId]: BEFORE } });
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
    origin,
  };
  return new Promise((resolve, reject) => {
    request(`${origin}/api/sync`, { agent, method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (piece: string) => (text += piece));
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
    })
      .on("error", reject)
      .end(body);
  });
}
