/** What became of one item of a flush: done, refused, or to be taken again by the next flush. */
export type BatchOutcome<Result> = { done: Result } | { error: unknown } | "later";

type Waiting<Item, Result> = {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

type Options<Item, Result> = {
  max: number;
  /** What an item needs for itself alone, such as its thread. Items of one key keep their order. */
  keyOf(item: Item): string;
  /** `patient`: all are of one key that somebody held a moment ago, and nothing else waits: it may wait for it. */
  flush(items: Item[], patient: boolean): Promise<BatchOutcome<Result>[]>;
  /** Whether an error concerns every item alike, so that trying each alone would only take longer. */
  failsAll(error: unknown): boolean;
};

/** How long to wait where nothing could be done but to ask again for what others hold. */
const PROBE_PAUSE_MS = 5;

/**
 * Group commit (PERFORMANCE 1): while one flush is in flight, items queue; the next flush takes them all, `max` at most.
 * There is no timer: the commit is the window, and a lone item waits for nothing.
 * A flush that throws as a whole is retried one by one, so that one bad item fails alone.
 * Of a key that is held by somebody else only the first item goes into a flush, to ask whether it is free by now: the
 * others wait behind it, in order, and take no room from the rest. Where nothing else waits, all of them go into a patient
 * flush: two processes that write to one thread take turns, each with a whole batch.
 */
export class BatchQueue<Item, Result> {
  readonly #options: Options<Item, Result>;
  readonly #held = new Set<string>();
  #waiting: Waiting<Item, Result>[] = [];
  #running: Promise<void> | undefined;

  constructor(options: Options<Item, Result>) {
    this.#options = options;
  }

  /** Resolves when the item's flush has committed. Rejects with what refused it. */
  push(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** How many items wait for a flush. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#running) await this.#running;
  }

  async #run(): Promise<void> {
    // Whatever else arrives in this turn of the event loop belongs to the same flush.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const patient = this.#isOneHeldKey();
      const batch = patient ? this.#waiting.splice(0, this.#options.max) : this.#take();
      const later = await this.#settle(batch, patient);
      this.#waiting.unshift(...later);
      const isStuck = later.length === batch.length;
      if (isStuck && !this.#isOneHeldKey()) await new Promise((resolve) => setTimeout(resolve, PROBE_PAUSE_MS));
    }
    this.#running = undefined;
  }

  #isOneHeldKey(): boolean {
    const keys = new Set(this.#waiting.map(({ item }) => this.#options.keyOf(item)));
    return keys.size === 1 && [...keys].every((key) => this.#held.has(key));
  }

  #take(): Waiting<Item, Result>[] {
    const batch: Waiting<Item, Result>[] = [];
    const rest: Waiting<Item, Result>[] = [];
    const probed = new Set<string>();
    for (const waiting of this.#waiting) {
      const key = this.#options.keyOf(waiting.item);
      const goes = batch.length < this.#options.max && !probed.has(key);
      (goes ? batch : rest).push(waiting);
      if (this.#held.has(key)) probed.add(key);
    }
    this.#waiting = rest;
    return batch;
  }

  async #settle(batch: Waiting<Item, Result>[], patient: boolean): Promise<Waiting<Item, Result>[]> {
    const outcomes = await this.#attempt(batch, patient);
    const later: Waiting<Item, Result>[] = [];
    for (const { item } of batch) this.#held.delete(this.#options.keyOf(item));
    for (const [index, waiting] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) waiting.reject(new Error("The flush gave no outcome for an item."));
      else if (outcome === "later") later.push(waiting);
      else if ("done" in outcome) waiting.resolve(outcome.done);
      else waiting.reject(outcome.error);
    }
    for (const { item } of later) this.#held.add(this.#options.keyOf(item));
    return later;
  }

  async #attempt(batch: Waiting<Item, Result>[], patient: boolean): Promise<BatchOutcome<Result>[]> {
    const { flush, failsAll } = this.#options;
    try {
      return await flush(
        batch.map(({ item }) => item),
        patient,
      );
    } catch (error) {
      if (batch.length === 1 || failsAll(error)) return batch.map(() => ({ error }));
    }
    const outcomes: BatchOutcome<Result>[] = [];
    for (const { item } of batch) {
      outcomes.push(...(await flush([item], false).catch((error: unknown) => [{ error }])));
    }
    return outcomes;
  }
}
