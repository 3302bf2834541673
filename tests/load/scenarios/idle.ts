// S10: what a connected, signed-in person who does nothing costs in memory.
import type { BenchContext } from "../bench-context.ts";
import { portOf } from "../bench-context.ts";
import { makeRooms, signIn } from "../cast.ts";
import { closeCrowd, connectCrowd } from "../crowd.ts";
import { roomsForFloor, startFloor } from "../floors/start-floor.ts";
import { heapOf } from "../heap-of.ts";
import { resultOf, type ScenarioResult } from "../result.ts";
import { startSubject } from "../subject.ts";

const PEOPLE = 5_000;
const A_ROOM = 100;
/** The first connections of a process fill its caches and compile its code. */
const WARM_UP = 200;

export async function idleConnections(context: BenchContext): Promise<ScenarioResult> {
  const databaseUrl = await context.postgres.create();
  const rooms = await makeRooms(databaseUrl, { count: PEOPLE / A_ROOM, size: A_ROOM });
  const inspect = (port: number) => [`--inspect=127.0.0.1:${port}`];
  const subject = await startSubject({
    databaseUrl,
    port: portOf("idleSubject"),
    postmaster: context.postgres.pid,
    flags: inspect(portOf("inspectSubject")),
  });
  const floor = await startFloor("F1", portOf("idleFloor"), inspect(portOf("inspectFloor")));
  try {
    const tokens = tokensOf(signIn(rooms, subject.keys, subject.origin));
    const ours = await heapEach(tokens, { port: subject.port, inspectPort: portOf("inspectSubject") });
    const floorTokens = tokensOf(roomsForFloor(rooms));
    const floors = await heapEach(floorTokens, { port: floor.port, inspectPort: portOf("inspectFloor") });
    return resultOf("S10", {
      metric: `${PEOPLE} idle signed-in connections: heap each`,
      value: ours / 1_024,
      unit: "KB",
      ratio: ours / floors,
      floor: "F1",
      note: `F1 ${(floors / 1_024).toFixed(1)} KB; rooms of ${A_ROOM}; after a collection`,
    });
  } finally {
    await floor.stop();
    await subject.stop();
  }
}

async function heapEach(
  tokens: readonly string[],
  { port, inspectPort }: { port: number; inspectPort: number },
): Promise<number> {
  closeCrowd(await connectCrowd(tokens.slice(0, WARM_UP), { port }));
  const before = await heapOf(inspectPort);
  let ready = 0;
  const sockets = await connectCrowd(tokens, { port, onFrame: () => (ready += 1) });
  while (ready < tokens.length) await new Promise((resolve) => setTimeout(resolve, 50));
  const after = await heapOf(inspectPort);
  const open = sockets.filter(({ closed }) => !closed).length;
  closeCrowd(sockets);
  if (open < tokens.length) throw new Error(`Only ${open} of ${tokens.length} connections stayed open.`);
  return (after - before) / tokens.length;
}

const tokensOf = (rooms: { members: { token: string }[] }[]): string[] =>
  rooms.flatMap(({ members }) => members.map(({ token }) => token));
