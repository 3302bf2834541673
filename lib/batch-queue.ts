/** What became of one item of a flush: done, refused, or to be taken again by the next flush. */
export type BatchOutcome<Result> = { done: Result } | { error: unknown } | "later";

type Waiting<Item, Result> = {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

/**
 * Group commit (PERFORMANCE 1): while one flush is in flight, items queue; the next flush takes them all, `max` at most.
 * There is no timer: the commit is the window, and a lone item waits for nothing.
 * A flush that throws as a whole is retried one by one, so that one bad item fails alone.
 */
export class BatchQueue<Item, Result> {
  readonly #flush: (items: Item[]) => Promise<BatchOutcome<Result>[]>;
  readonly #max: number;
  #waiting: Waiting<Item, Result>[] = [];
  #running: Promise<void> | undefined;

  constructor({ max, flush }: { max: number; flush: (items: Item[]) => Promise<BatchOutcome<Result>[]> }) {
    this.#max = max;
    this.#flush = flush;
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
      const batch = this.#waiting.splice(0, this.#max);
      const later = await this.#settle(batch);
      if (later.length > 0) await this.#postpone(later);
    }
    this.#running = undefined;
  }

  async #settle(batch: Waiting<Item, Result>[]): Promise<Waiting<Item, Result>[]> {
    const outcomes = await this.#attempt(batch);
    const later: Waiting<Item, Result>[] = [];
    for (const [index, waiting] of batch.entries()) {
      const outcome = outcomes[index];
      if (outcome === undefined) waiting.reject(new Error("The flush gave no outcome for an item."));
      else if (outcome === "later") later.push(waiting);
      else if ("done" in outcome) waiting.resolve(outcome.done);
      else waiting.reject(outcome.error);
    }
    return later;
  }

  async #attempt(batch: Waiting<Item, Result>[]): Promise<BatchOutcome<Result>[]> {
    try {
      return await this.#flush(batch.map(({ item }) => item));
    } catch (error) {
      if (batch.length === 1) return [{ error }];
    }
    const outcomes: BatchOutcome<Result>[] = [];
    for (const { item } of batch) {
      outcomes.push(...(await this.#flush([item]).catch((error: unknown) => [{ error }])));
    }
    return outcomes;
  }

  /** Their thread is locked by somebody else: they go first in the next flush, which must not spin meanwhile. */
  async #postpone(later: Waiting<Item, Result>[]): Promise<void> {
    this.#waiting.unshift(...later);
    if (this.#waiting.length === later.length) await new Promise((resolve) => setTimeout(resolve, 2));
  }
}
