import { deliveryInput } from "../../lib/contract/events.ts";
import type { LiveSocket } from "./live.ts";

/** As many measurements as are kept. */
const KEPT = 1_000;

/** How long messages take from sending to being confirmed, as browsers of this process measured it. */
export class Delivery {
  readonly #times: number[] = [];
  #next = 0;

  hear(_socket: LiveSocket, raw: unknown): void {
    const input = deliveryInput.safeParse(raw);
    // Nobody waits for an answer, and one bad figure is no loss.
    if (!input.success) return;
    this.#times[this.#next] = input.data.ms;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Milliseconds; null until somebody has measured. */
  figures(): { p50: number; p99: number; count: number } | null {
    if (this.#times.length === 0) return null;
    const sorted = [...this.#times].sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return { p50: at(0.5), p99: at(0.99), count: sorted.length };
  }
}
