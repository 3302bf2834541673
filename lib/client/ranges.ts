import type { Range } from "./state.ts";

type SeqOf = (id: string) => number;

/** The ids of two stretches together, each once, by seq. */
function unite(a: readonly string[], b: readonly string[], seqOf: SeqOf): readonly string[] {
  if (a.length === 0) return b;
  if (b.length === 0) return a;
  if (seqOf(a.at(-1)!) < seqOf(b[0]!)) return [...a, ...b];
  if (seqOf(b.at(-1)!) < seqOf(a[0]!)) return [...b, ...a];
  return [...new Set([...a, ...b])].sort((x, y) => seqOf(x) - seqOf(y));
}

const touch = (a: Range, b: Range) => a.from <= b.to + 1 && b.from <= a.to + 1;

/** The ranges with one more of which every message is known; those it meets become one with it. */
export function addRange(ranges: readonly Range[], added: Range, seqOf: SeqOf): readonly Range[] {
  let joined = added;
  const apart: Range[] = [];
  for (const range of ranges) {
    if (!touch(range, joined)) {
      apart.push(range);
      continue;
    }
    joined = {
      from: Math.min(range.from, joined.from),
      to: Math.max(range.to, joined.to),
      ids: unite(range.ids, joined.ids, seqOf),
    };
  }
  return [...apart, joined].sort((a, b) => a.from - b.from);
}

/** The range that live changes extend: the one that ends at `seq` or reaches beyond it. */
export const liveRange = (ranges: readonly Range[], seq: number): Range =>
  ranges.find(({ from, to }) => from <= seq + 1 && to >= seq) ?? { from: seq + 1, to: seq, ids: [] };

/** Whether every message at this seq would be loaded. */
export const isCovered = (ranges: readonly Range[], seq: number): boolean =>
  ranges.some(({ from, to }) => from <= seq && seq <= to);
