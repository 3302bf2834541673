/** Latencies of one span of time, in milliseconds. */
type Span = { latencies: number[]; sent: number; refused: number; lost: number; delivered: number };

const emptySpan = (): Span => ({ latencies: [], sent: 0, refused: 0, lost: 0, delivered: 0 });

/** Counts what is sent and acknowledged, by second and in all. */
export class Meter {
  #second = emptySpan();
  #whole = emptySpan();
  #startedAt = performance.now();

  /** Whatever was counted while people connected is no part of it. */
  start(): void {
    this.#startedAt = performance.now();
    this.#second = emptySpan();
    this.#whole = emptySpan();
  }

  sent(): void {
    this.#both((span) => (span.sent += 1));
  }

  acknowledged(latencyMs: number): void {
    this.#both((span) => span.latencies.push(latencyMs));
  }

  /** An attempt that the server asked to repeat later. */
  refused(): void {
    this.#both((span) => (span.refused += 1));
  }

  /** An attempt without an answer. */
  lost(): void {
    this.#both((span) => (span.lost += 1));
  }

  delivered(events: number): void {
    this.#both((span) => (span.delivered += events));
  }

  /** The line of the second that has passed; the next second begins. */
  endSecond(waiting: number): string {
    const span = this.#second;
    this.#second = emptySpan();
    return `${new Date().toISOString().slice(11, 19)}  ${describe(span)}  ${waiting} waiting`;
  }

  summary(waiting: number): string {
    const seconds = (performance.now() - this.#startedAt) / 1000;
    const { sent, latencies } = this.#whole;
    const rate = (latencies.length / seconds).toFixed(1);
    return (
      `${sent} messages in ${seconds.toFixed(1)} s, ${latencies.length} acknowledged (${rate}/s), ` +
      `${waiting} without an answer\n${describe(this.#whole)}`
    );
  }

  #both(change: (span: Span) => unknown): void {
    change(this.#second);
    change(this.#whole);
  }
}

function describe({ latencies, refused, lost, delivered }: Span): string {
  const sorted = latencies.toSorted((a, b) => a - b);
  const at = (part: number) => {
    const value = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
    return value === undefined ? "-" : `${value.toFixed(1)} ms`;
  };
  return (
    `${sorted.length} acknowledged  p50 ${at(0.5)}  p95 ${at(0.95)}  p99 ${at(0.99)}  max ${at(1)}  ` +
    `${refused} put off  ${lost} lost  ${delivered} changes delivered`
  );
}
