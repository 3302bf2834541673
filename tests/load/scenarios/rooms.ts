// S1 to S5: what a message costs from the sender's frame to the last member's, against servers that only broadcast.
import type { BenchContext } from "../bench-context.ts";
import type { FloorName } from "../floors/start-floor.ts";
import { compare } from "../paired.ts";
import { cpuResult, type ScenarioResult } from "../result.ts";
import type { ScenarioId } from "../targets.ts";

type Flood = { id: ScenarioId; count: number; size: number; inFlight: number; floor?: FloorName; sliceMs?: number };

async function flood(context: BenchContext, { id, count, size, inFlight, floor = "F1", sliceMs = 400 }: Flood) {
  const where = count === 1 ? `one room × ${size}` : `${count} rooms × ${size}`;
  return context.withRooms({ count, size, floor }, async ({ subject, floor: below }) => {
    const compared = await compare(
      { slice: (ms) => subject.flood(ms, inFlight) },
      { slice: (ms) => below.flood(ms, inFlight) },
      { sliceMs, pairs: context.quick ? 16 : 20 },
    );
    return cpuResult(id, { metric: `${where}, ${inFlight} in flight: CPU a message`, floor }, compared);
  });
}

export const manyRooms = (context: BenchContext): Promise<ScenarioResult> =>
  flood(context, { id: "S1", count: 100, size: 10, inFlight: 32 });

export const oneRoom = (context: BenchContext): Promise<ScenarioResult> =>
  flood(context, { id: "S2", count: 1, size: 100, inFlight: 8 });

export const busyRoom = (context: BenchContext): Promise<ScenarioResult> =>
  flood(context, { id: "S3", count: 1, size: 100, inFlight: 32 });

export const largeRoom = (context: BenchContext): Promise<ScenarioResult> =>
  flood(context, { id: "S4", count: 1, size: 1_000, inFlight: 8, sliceMs: 500 });

/** Against floors that batch as we do, and that leave Socket.IO out: how much of the rest is ours. */
export const oneRoomPerTick = (context: BenchContext): Promise<ScenarioResult> =>
  flood(context, { id: "S2-F1b", count: 1, size: 100, inFlight: 8, floor: "F1b" });
export const oneRoomFrames = (context: BenchContext): Promise<ScenarioResult> =>
  flood(context, { id: "S2-F2", count: 1, size: 100, inFlight: 8, floor: "F2" });

/** No batch to hide in: one message at a time, 20 a second. */
export async function loneMessages(context: BenchContext): Promise<ScenarioResult> {
  return context.withRooms({ count: 1, size: 100 }, async ({ subject, floor }) => {
    for (const load of [subject, floor]) await load.warmUp();
    const compared = await compare(
      { slice: (ms) => subject.pace(ms, 20) },
      { slice: (ms) => floor.pace(ms, 20) },
      { sliceMs: 1_000, pairs: 24 },
    );
    return cpuResult(
      "S5",
      { metric: "one room × 100, 20 a second, one in flight: CPU a message", floor: "F1" },
      compared,
    );
  });
}
