import { atMost } from "./effort.ts";
import { type Figure, figureOf, quantile } from "./figures.ts";

const READS_A_BLOCK = 40;
const BLOCKS = 16;
const SPREAD_MAX = 0.35;
const RUNS = 3;

export type TimeRatio = { ratio: Figure; subjectMs: number; floorMs: number; noisy: boolean };

/** Compares the medians of two reads, one at a time, in blocks that alternate; runs again while it is noisy. */
export async function timeRatio(subject: () => Promise<unknown>, floor: () => Promise<unknown>): Promise<TimeRatio> {
  await medianOf(floor);
  await medianOf(subject);
  let best: TimeRatio | undefined;
  for (let run = 0; run < atMost(RUNS); run++) {
    const result = await runBlocks(subject, floor);
    if (!best || result.ratio.spread < best.ratio.spread) best = result;
    if (!result.noisy) break;
  }
  return best as TimeRatio;
}

async function runBlocks(subject: () => Promise<unknown>, floor: () => Promise<unknown>): Promise<TimeRatio> {
  const pairs: { subject: number; floor: number }[] = [];
  for (let block = 0; block < atMost(BLOCKS); block++) {
    const subjectFirst = block % 2 === 0;
    const first = await medianOf(subjectFirst ? subject : floor);
    const second = await medianOf(subjectFirst ? floor : subject);
    pairs.push(subjectFirst ? { subject: first, floor: second } : { subject: second, floor: first });
  }
  const ratio = figureOf(pairs.map((pair) => pair.subject / pair.floor));
  return {
    ratio,
    subjectMs: figureOf(pairs.map((pair) => pair.subject)).median,
    floorMs: figureOf(pairs.map((pair) => pair.floor)).median,
    noisy: ratio.spread > SPREAD_MAX,
  };
}

async function medianOf(read: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let count = 0; count < READS_A_BLOCK; count++) {
    const started = performance.now();
    await read();
    times.push(performance.now() - started);
  }
  return quantile(times, 0.5);
}
