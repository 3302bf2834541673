// S14: after a restart everybody comes back at once, each with 50 missed messages to fetch.
import { Agent, request } from "node:http";
import type { BenchContext } from "../bench-context.ts";
import { roomsForFloor } from "../floors/start-floor.ts";
import { figureOf } from "../figures.ts";
import { resultOf, type ScenarioResult } from "../result.ts";
import { type Room, RoomLoad } from "../room-load.ts";

const ROOMS = 20;
const MEMBERS = 100;
const MISSED = 50;
const ROUNDS = 3;

export async function reconnect(context: BenchContext): Promise<ScenarioResult> {
  const rooms = await context.rooms({ count: ROOMS, size: MEMBERS });
  const floor = await context.floor("F1");
  const { port, meter, origin } = context.subject;
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const ratios: number[] = [];
  const times: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      const below = new RoomLoad({ rooms: roomsForFloor(rooms), port: floor.port, meter: floor.meter });
      const floorMs = await timed(() => below.connect({ settleMs: 0 }));
      below.close();
      await sendWhileAway(context, rooms);
      const back = new RoomLoad({ rooms, port, meter });
      const ownMs = await timed(async () => {
        await back.connect({ settleMs: 0 });
        await Promise.all(
          rooms.flatMap((room) =>
            room.members.map(({ token }) => catchUp({ origin, agent, room, token, since: round * MISSED })),
          ),
        );
      });
      back.close();
      ratios.push(ownMs / floorMs);
      times.push(ownMs);
    }
  } finally {
    agent.destroy();
  }
  const ratio = figureOf(ratios);
  return resultOf("S14", {
    metric: `${ROOMS * MEMBERS} sockets back, ${MISSED} missed messages each: until all are caught up`,
    value: figureOf(times).median,
    unit: "ms",
    ratio: ratio.median,
    floor: "F1 connect",
    spread: ratio.spread,
    noisy: ratio.spread > 0.35,
  });
}

/** One member of each room sends what the others will have missed. */
async function sendWhileAway(context: BenchContext, rooms: readonly Room[]): Promise<void> {
  const { port, meter } = context.subject;
  const senders = rooms.map(({ threadId, members }) => ({ threadId, members: members.slice(0, 1) }));
  const load = new RoomLoad({ rooms: senders, port, meter });
  await load.connect();
  load.throwIn(rooms.length * MISSED);
  await load.drain();
  context.faults.push(...load.faults());
  load.close();
}

type CatchUp = { origin: string; agent: Agent; room: Room; token: string; since: number };

/** What the client does after `ready` shows that a head is ahead. */
function catchUp({ origin, agent, room, token, since }: CatchUp): Promise<void> {
  const body = JSON.stringify({ user: 0, threads: { [room.threadId]: since } });
  const headers = {
    authorization: `Bearer ${token}`,
    origin,
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}/api/sync`, { method: "POST", agent, headers }, (response) => {
      response
        .resume()
        .on("end", () => (response.statusCode === 200 ? resolve() : reject(new Error(`sync: ${response.statusCode}`))));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

async function timed(work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
