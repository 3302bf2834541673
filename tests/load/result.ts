import type { Comparison } from "./paired.ts";
import type { Figure } from "./figures.ts";
import { TARGETS, type ScenarioId } from "./targets.ts";

/**
 * `noisy` is never a pass, and no failure either, and so is `void`: the load generator was the bottleneck in every slice.
 * `info` has nothing to be measured against.
 */
export type Verdict = "goal" | "must" | "missed" | "noisy" | "void" | "info";

/** One line of the table. */
export type ScenarioResult = {
  id: ScenarioId;
  metric: string;
  /** Null where it is void. */
  value: number | null;
  unit: string;
  /** What `must` and `goal` are about. */
  ratio: number | null;
  /** What the ratio is taken against. */
  floor: string;
  must: number | null;
  goal: number | null;
  /** (upper quartile − lower quartile) ÷ median of the ratio. */
  spread: number | null;
  verdict: Verdict;
  higherIsBetter?: true;
  /** Whatever helps to read the figure. */
  note?: string;
};

type Given = {
  metric: string;
  value: number;
  unit: string;
  floor: string;
  ratio: number | null;
  spread?: number | null;
  noisy?: boolean;
  note?: string;
};

/** A line, judged by what PERFORMANCE wants of the scenario. */
export function resultOf(id: ScenarioId, given: Given): ScenarioResult {
  const { must, goal, higherIsBetter } = TARGETS[id];
  const { noisy = false, spread = null, note, ...rest } = given;
  const judged = given.ratio ?? given.value;
  if (Number.isNaN(judged))
    return {
      id,
      ...rest,
      value: null,
      ratio: null,
      must,
      goal,
      spread: null,
      verdict: "void",
      ...(note === undefined ? {} : { note }),
    };
  const meets = (target: number | null) =>
    target === null ? null : higherIsBetter ? judged >= target : judged <= target;
  const reached: Verdict = meets(goal) ? "goal" : meets(must) === false ? "missed" : meets(must) ? "must" : "info";
  return {
    id,
    ...rest,
    must,
    goal,
    spread,
    verdict: noisy ? "noisy" : reached,
    ...(higherIsBetter ? { higherIsBetter } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

/** CPU per operation against the floor. */
export function cpuResult(id: ScenarioId, { metric, floor }: { metric: string; floor: string }, compared: Comparison) {
  const { cpu, noisy, subjectUs, floorUs, pairs, voided, subjectRate, floorRate } = compared;
  const void_ = voided > 0 ? `, ${voided} void` : "";
  if (pairs === 0)
    return resultOf(id, {
      metric,
      value: Number.NaN,
      unit: "µs",
      ratio: Number.NaN,
      floor,
      note: `${voided} pairs, all void`,
    });
  return resultOf(id, {
    metric,
    value: subjectUs,
    unit: "µs",
    ratio: cpu.median,
    floor,
    spread: cpu.spread,
    noisy,
    note: `${floor} ${floorUs.toFixed(0)} µs; quartiles ${quartiles(cpu)}; ${subjectRate.toFixed(0)}/s against ${floorRate.toFixed(0)}/s; ${pairs} pairs${void_}`,
  });
}

export const quartiles = ({ low, high }: Figure): string => `${low.toFixed(2)}–${high.toFixed(2)}`;
