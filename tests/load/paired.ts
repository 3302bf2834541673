// The comparison that survives a noisy machine: subject and floor are both alive, and short slices alternate.
import { atMost } from "./effort.ts";
import { type Figure, figureOf } from "./figures.ts";

/** What one slice of load cost. */
export type Slice = {
  operations: number;
  /** CPU time of the server and its Postgres, in microseconds. */
  cpuUs: number;
  wallUs: number;
  /** The share of one core that the load generator used. */
  generator: number;
};

export type Side = { slice(ms: number): Promise<Slice> };

export type Comparison = {
  /** CPU per operation, subject ÷ floor. */
  cpu: Figure;
  /** Operations a second, subject ÷ floor. */
  rate: Figure;
  /** CPU microseconds per operation. */
  subjectUs: number;
  floorUs: number;
  subjectRate: number;
  floorRate: number;
  pairs: number;
  /** Pairs thrown away because the generator was the bottleneck; where none is left, every figure is NaN. */
  voided: number;
  /** The spread stayed too wide, or too few pairs were left. */
  noisy: boolean;
};

export type PairOptions = { pairs?: number; sliceMs?: number; warmUpMs?: number; judge?: "cpu" | "rate" };

const GENERATOR_MAX = 0.85;
const SPREAD_MAX = 0.35;
const RUNS = 3;
/** So many pairs must be left, as a share of those run. */
const PAIRS_LEFT = 0.5;

/** Alternates slices of both sides and compares them pair by pair. Runs again, three times in all, while it is noisy. */
export async function compare(subject: Side, floor: Side, options: PairOptions = {}): Promise<Comparison> {
  const { warmUpMs = 1_500, judge = "cpu" } = options;
  await subject.slice(warmUpMs);
  await floor.slice(warmUpMs);
  let best: Comparison | undefined;
  for (let run = 0; run < atMost(RUNS); run++) {
    const result = await comparePairs(subject, floor, options);
    if (!result.noisy) return result;
    if (!best || (result[judge].spread || Infinity) < (best[judge].spread || Infinity)) best = result;
  }
  return best as Comparison;
}

async function comparePairs(
  subject: Side,
  floor: Side,
  { pairs = 16, sliceMs = 400, judge = "cpu" }: PairOptions,
): Promise<Comparison> {
  const kept: { subject: Slice; floor: Slice }[] = [];
  for (let pair = 0; pair < atMost(pairs); pair++) {
    const subjectFirst = pair % 2 === 0;
    const first = await (subjectFirst ? subject : floor).slice(sliceMs);
    const second = await (subjectFirst ? floor : subject).slice(sliceMs);
    const both = subjectFirst ? { subject: first, floor: second } : { subject: second, floor: first };
    if (isValid(both.subject) && isValid(both.floor)) kept.push(both);
  }
  const usOf = ({ cpuUs, operations }: Slice) => cpuUs / operations;
  const rateOf = ({ operations, wallUs }: Slice) => (operations / wallUs) * 1e6;
  const cpu = figureOf(kept.map((both) => usOf(both.subject) / usOf(both.floor)));
  const rate = figureOf(kept.map((both) => rateOf(both.subject) / rateOf(both.floor)));
  const judged = judge === "cpu" ? cpu : rate;
  return {
    cpu,
    rate,
    subjectUs: figureOf(kept.map((both) => usOf(both.subject))).median,
    floorUs: figureOf(kept.map((both) => usOf(both.floor))).median,
    subjectRate: figureOf(kept.map((both) => rateOf(both.subject))).median,
    floorRate: figureOf(kept.map((both) => rateOf(both.floor))).median,
    pairs: kept.length,
    voided: pairs - kept.length,
    noisy: kept.length < pairs * PAIRS_LEFT || !(judged.spread <= SPREAD_MAX),
  };
}

const isValid = ({ operations, generator }: Slice) => operations > 0 && generator <= GENERATOR_MAX;
