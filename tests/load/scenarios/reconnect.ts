// S14: everybody comes back at once, and each has missed 50 messages.
import type { BenchContext } from "../bench-context.ts";
import { fillHistory } from "../cast.ts";
import { closeCrowd, connectCrowd, isEvent } from "../crowd.ts";
import { atMost } from "../effort.ts";
import { figureOf } from "../figures.ts";
import { roomsForFloor } from "../floors/start-floor.ts";
import type { FrameListener } from "../raw-socket.ts";
import { quartiles, resultOf, type ScenarioResult } from "../result.ts";

const ROOMS = 20;
const A_ROOM = 100;
const MISSED = 50;
const BEFORE = 500;
const ROUNDS = 5;
/** The number of the question that each socket asks. */
const SYNC = 7;

type Person = { threadId: string; token: string };

export async function reconnectStorm(context: BenchContext): Promise<ScenarioResult> {
  const { port, databaseUrl } = context.subject;
  const rooms = await context.rooms({ count: ROOMS, size: A_ROOM });
  for (const room of rooms) await fillHistory(databaseUrl, room, BEFORE + MISSED);
  const floor = await context.floor("F1");
  const people = rooms.flatMap(({ threadId, members }) => members.map(({ token }) => ({ threadId, token })));
  const floorTokens = roomsForFloor(rooms).flatMap(({ members }) => members.map(({ token }) => token));
  const rounds: { ours: number; connected: number; floors: number }[] = [];
  for (let round = 0; round <= atMost(ROUNDS); round++) {
    const floors = await timeUntilAll(floorTokens, floor.port, (_, buffer, start) => isEvent(buffer, start, "ready"));
    const ours = await timeToCaughtUp(people, port);
    // The first is the warm-up.
    if (round > 0) rounds.push({ ...ours, floors });
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

/** Each does what the page does: when `ready` shows that it lags it asks, again where the server says so (PROTOCOL S6). */
async function timeToCaughtUp(people: readonly Person[], port: number): Promise<{ ours: number; connected: number }> {
  const started = performance.now();
  const tokens = people.map(({ token }) => token);
  let connected = 0;
  const ours = await timeUntilAll(tokens, port, (socket, buffer, start, end) => {
    const { threadId } = people[socket.index]!;
    const ask = () => socket.send(`42${SYNC}["sync",{"user":0,"threads":{"${threadId}":${BEFORE}}}]`);
    if (isEvent(buffer, start, "ready")) {
      connected = performance.now() - started;
      ask();
    }
    if (buffer.toString("latin1", start, start + 3) !== `43${SYNC}`) return false;
    const answer = buffer.toString("utf8", start + 3, end);
    if (isWhole(answer)) return true;
    setTimeout(ask, againAfter(answer));
    return false;
  });
  return { ours, connected };
}

const isWhole = (answer: string) => answer.split('"kind":"message"').length - 1 >= MISSED;

function againAfter(answer: string): number {
  const [{ error }] = JSON.parse(answer) as [{ error?: { code: string; retryAfterMs?: number } }];
  if (error?.code === "UNAVAILABLE" || error?.code === "RATE_LIMITED") return error.retryAfterMs ?? 500;
  throw new Error(`Sync: ${answer.slice(0, 200)}`);
}

/** All come at once; ms until `isThrough` has said so once of each. */
async function timeUntilAll(
  tokens: readonly string[],
  port: number,
  isThrough: (...frame: Parameters<FrameListener>) => boolean,
): Promise<number> {
  const started = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let left = tokens.length;
  const onFrame: FrameListener = (...frame) => {
    try {
      if (isThrough(...frame) && --left === 0) resolve();
    } catch (error) {
      reject(error);
    }
  };
  const sockets = await connectCrowd(tokens, { port, atOnce: tokens.length, onFrame });
  await promise;
  const ms = performance.now() - started;
  closeCrowd(sockets);
  return ms;
}
