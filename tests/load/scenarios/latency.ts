// S7 and S9: how long it takes under a steady rate, by the clock of whoever meant to send, beside the floor.
import type { BenchContext } from "../bench-context.ts";
import { atMost } from "../effort.ts";
import { figureOf, quantile } from "../figures.ts";
import { resultOf, type ScenarioResult } from "../result.ts";
import type { Latencies } from "../room-load.ts";

type Steady = { size: number; rate: number; rounds: number; roundMs: number };

/** The floor's and the subject's latencies of rounds that alternate; rounds the generator spoilt are left out. */
async function steady(context: BenchContext, { size, rate, rounds, roundMs }: Steady) {
  return context.withRooms({ count: 1, size }, async ({ subject, floor }) => {
    const kept: { subject: Latencies; floor: Latencies }[] = [];
    await subject.pace(1_500, rate);
    await floor.pace(1_500, rate);
    for (let round = 0; round < atMost(rounds); round++) {
      const subjectFirst = round % 2 === 0;
      const first = await (subjectFirst ? subject : floor).pace(roundMs, rate);
      const second = await (subjectFirst ? floor : subject).pace(roundMs, rate);
      if (Math.max(first.generator, second.generator) > 0.85) continue;
      const [ours, floors] = subjectFirst ? [first, second] : [second, first];
      kept.push({ subject: ours.latencies, floor: floors.latencies });
    }
    return { kept, noisy: kept.length < rounds / 2 };
  });
}

const p99 = (values: readonly number[]) => quantile(values, 0.99);

export async function ackLatency(context: BenchContext): Promise<ScenarioResult> {
  const { kept, noisy } = await steady(context, { size: 100, rate: 200, rounds: 10, roundMs: 1_500 });
  const added = figureOf(kept.map(({ subject, floor }) => p99(subject.acks) - p99(floor.acks)));
  const floorMs = figureOf(kept.map(({ floor }) => p99(floor.acks))).median;
  return resultOf("S7", {
    metric: "one room × 100, 200 a second: ack p99 more than the floor's",
    value: added.median,
    unit: "ms",
    ratio: null,
    floor: "F1",
    noisy,
    note: `F1's p99 ${floorMs.toFixed(1)} ms; quartiles ${added.low.toFixed(1)}–${added.high.toFixed(1)} ms`,
  });
}

export async function largeRoomLatency(context: BenchContext): Promise<ScenarioResult> {
  const { kept, noisy } = await steady(context, { size: 1_000, rate: 20, rounds: 8, roundMs: 3_000 });
  const ratio = figureOf(kept.map(({ subject, floor }) => p99(subject.lasts) / p99(floor.lasts)));
  const floorMs = figureOf(kept.map(({ floor }) => p99(floor.lasts))).median;
  return resultOf("S9", {
    metric: "one room × 1,000, 20 a second: last member's p99",
    value: figureOf(kept.map(({ subject }) => p99(subject.lasts))).median,
    unit: "ms",
    ratio: ratio.median,
    floor: "F1",
    spread: ratio.spread,
    noisy: noisy || ratio.spread > 0.35,
    note: `F1 ${floorMs.toFixed(1)} ms; quartiles ${ratio.low.toFixed(2)}–${ratio.high.toFixed(2)}`,
  });
}
