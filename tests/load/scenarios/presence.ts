// S13: 1,000 people go and come again within a second while 1,000 others have 200 of them on screen.
import { setTimeout as wait } from "node:timers/promises";
import type { BenchContext } from "../bench-context.ts";
import { closeCrowd, connectCrowd, isEvent } from "../crowd.ts";
import { atMost } from "../effort.ts";
import { quantile } from "../figures.ts";
import type { RawSocket } from "../raw-socket.ts";
import { resultOf, type ScenarioResult } from "../result.ts";

const PEOPLE = 1_000;
/** As many as a page may have on screen. */
const WATCHED = 200;
const ROUNDS = 5;

export async function presenceStorm(context: BenchContext): Promise<ScenarioResult> {
  const { port } = context.subject;
  const [watching, moving] = await context.rooms({ count: 2, size: PEOPLE });
  const tokens = (room: typeof watching) => (room?.members ?? []).map(({ token }) => token);
  const packets = new Map<RawSocket, number>();
  const watchers = await connectCrowd(tokens(watching), {
    port,
    onFrame: (socket, buffer, start) => {
      if (isEvent(buffer, start, "presence")) packets.set(socket, (packets.get(socket) ?? 0) + 1);
    },
  });
  let movers = await connectCrowd(tokens(moving), { port });
  const ids = (moving?.members ?? []).map(({ userId }) => userId);
  for (const [at, socket] of watchers.entries()) {
    const userIds = Array.from({ length: WATCHED }, (_, n) => ids[(at + n * 5) % ids.length]);
    socket.send(`421["presence:watch",{"userIds":${JSON.stringify(userIds)}}]`);
  }
  // What they were told of their own coming is not what is measured.
  await wait(3_000);
  packets.clear();
  const started = performance.now();
  let changes = 0;
  try {
    for (let round = 0; round < atMost(ROUNDS); round++) {
      closeCrowd(movers);
      movers = await connectCrowd(tokens(moving), { port });
      changes += 2 * PEOPLE;
    }
    // The last flush of the storm.
    await wait(1_100);
    const seconds = (performance.now() - started) / 1_000;
    const each = watchers.map((socket) => (packets.get(socket) ?? 0) / seconds);
    if (quantile(each, 0.5) === 0) throw new Error("Nobody was told of anybody.");
    return resultOf("S13", {
      metric: `${PEOPLE} people going and coming, ${PEOPLE} watching ${WATCHED} each: packets a socket and second`,
      value: Math.max(...each),
      unit: "/s",
      ratio: null,
      floor: "",
      note: `median ${quantile(each, 0.5).toFixed(2)}/s; ${Math.round(changes / seconds)} changes a second for ${seconds.toFixed(1)} s`,
    });
  } finally {
    closeCrowd([...watchers, ...movers]);
  }
}
