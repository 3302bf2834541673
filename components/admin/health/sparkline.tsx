const [WIDTH, HEIGHT] = [200, 30];

/** A small line of how a figure went; the figure itself stands beside it as text. */
export function Sparkline({ points }: { points: readonly number[] }) {
  const shown = points.length < 2 ? [points[0] ?? 0, points[0] ?? 0] : points;
  const top = Math.max(1, ...shown);
  const line = shown
    .map(
      (value, index) =>
        `${((index / (shown.length - 1)) * WIDTH).toFixed(1)} ${(HEIGHT - 2 - (value / top) * (HEIGHT - 5)).toFixed(1)}`,
    )
    .join(" ");
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      className="mt-1 h-[30px] w-full text-accent"
    >
      <path d={`M${line} ${WIDTH} ${HEIGHT} 0 ${HEIGHT}Z`} className="fill-accent-soft" />
      <path d={`M${line}`} fill="none" stroke="currentColor" strokeWidth="1.6" vectorEffect="non-scaling-stroke" />
    </svg>
  );
}
