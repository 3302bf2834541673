import { setTimeout as wait } from "node:timers/promises";
import { v7 as uuidv7 } from "uuid";
import type { Meter } from "./meter.ts";
import type { Speaker } from "./speaker.ts";

/** Above this many unanswered messages nothing new is sent: the server is behind, and more would measure the queue. */
const WAITING_MAX = 5_000;
const TICK_MS = 10;
const RETRY_MS = 500;

/** Sends at a steady rate, whether or not the answers keep up, and tries again as the page does (PROTOCOL S6). */
export class Load {
  readonly #speakers: readonly Speaker[];
  readonly #lines: readonly string[];
  readonly #rate: number;
  readonly #meter: Meter;
  readonly #stopping = new AbortController();
  #waiting = 0;
  #count = 0;

  constructor(options: { speakers: readonly Speaker[]; lines: readonly string[]; rate: number; meter: Meter }) {
    this.#speakers = options.speakers;
    this.#lines = options.lines;
    this.#rate = options.rate;
    this.#meter = options.meter;
  }

  /** How many messages have no acknowledgement yet. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Sends until `signal` is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    let due = performance.now();
    while (!signal.aborted) {
      const now = performance.now();
      // After a pause of our own (a sleeping laptop) the past is not made up for.
      if (now - due > 1_000) due = now;
      for (; due <= now && this.#waiting < WAITING_MAX; due += 1_000 / this.#rate) void this.#send();
      await wait(TICK_MS);
    }
  }

  /** Waits for the answers that are still to come, at most `limitMs`, then gives the rest up. */
  async finish(limitMs: number): Promise<void> {
    const deadline = performance.now() + limitMs;
    while (this.#waiting > 0 && performance.now() < deadline) await wait(TICK_MS);
    this.#stopping.abort();
  }

  async #send(): Promise<void> {
    const count = this.#count++;
    const speaker = this.#speakers[count % this.#speakers.length];
    const threadId = speaker?.threadIds[Math.floor(count / this.#speakers.length) % speaker.threadIds.length];
    if (!speaker || threadId === undefined) return;
    const body = this.#lines[count % this.#lines.length] ?? "hello";
    const message = { threadId, clientId: uuidv7(), body };
    this.#meter.sent();
    this.#waiting += 1;
    const startedAt = performance.now();
    while (!this.#stopping.signal.aborted) {
      const answer = await speaker.send(message);
      if (answer?.ok) {
        this.#meter.acknowledged(performance.now() - startedAt);
        this.#waiting -= 1;
        return;
      }
      // The same clientId again: whatever became of the first attempt, there is one message (PROTOCOL S2).
      if (answer === null) this.#meter.lost();
      else this.#meter.refused();
      const pause = answer?.error.retryAfterMs ?? RETRY_MS;
      await wait(pause * (1 + Math.random() / 4), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}
