/** A figure over many slices: its median, and the quartiles as a share of it. */
export type Figure = {
  median: number;
  low: number;
  high: number;
  /** (high − low) ÷ median. */
  spread: number;
};

/** The value below which the share `p` (0 to 1) of the values lies. */
export function quantile(values: readonly number[], p: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  const place = (sorted.length - 1) * p;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export function figureOf(values: readonly number[]): Figure {
  const [low, median, high] = [quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75)];
  return { median, low, high, spread: median === 0 ? 0 : (high - low) / Math.abs(median) };
}
