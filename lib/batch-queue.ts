/** What became of one item of a flush: done, refused, or to be taken again by the next flush. */
export type BatchOutcome<Result> = { done: Result } | { error: unknown } | "later";

type Waiting<Item, Result> = {
  item: Item;
  resolve(result: Result): void;
  reject(error: unknown): void;
};

type Options<Item, Result> = {
  max: number;
  /** So many flushes may be in flight at once. */
  lanes: number;
  /** What an item needs for itself alone, such as its thread. Items of one key keep their order. */
  keyOf(item: Item): string;
  /** `patient`: all are of one key that somebody held a moment ago, and nothing else waits: it may wait for it. */
  flush(items: Item[], patient: boolean): Promise<BatchOutcome<Result>[]>;
  /** Whether an error concerns every item alike, so that trying each alone would only take longer. */
  failsAll(error: unknown): boolean;
};

/** One flush after the other; `keys` are those of the one in flight, of which no other lane takes anything. */
type Lane = { keys: ReadonlySet<string>; over: Promise<void> };

/** How long to wait where nothing could be done but to ask again for what others hold. */
const PROBE_PAUSE_MS = 5;
/** From so many items on, a flush beside another is worth a commit of its own. */
const WORTH_A_LANE = 32;

/**
 * Group commit (PERFORMANCE 1): while a flush is in flight, items queue; the next flush takes them all, `max` at most.
 * There is no timer: the commit is the window, and a lone item waits for nothing.
 * Where enough wait for two flushes, two may be in flight at once, and one is judged while the database writes the other.
 * They are as two processes to each other. Items of one key keep their order: it is in one of the two at most.
 * A flush that throws as a whole is retried one by one, so that one bad item fails alone.
 * Of a key that is held by somebody else only the first item goes into a flush, to ask whether it is free by now: the
 * others wait behind it, in order, and take no room from the rest. Where nothing else waits, all of them go into a patient
 * flush: two processes that write to one thread take turns, each with a whole batch.
 */
export class BatchQueue<Item, Result> {
  readonly #options: Options<Item, Result>;
  readonly #held = new Set<string>();
  readonly #lanes = new Set<Lane>();
  #waiting: Waiting<Item, Result>[] = [];

  constructor(options: Options<Item, Result>) {
    this.#options = options;
  }

  /** Resolves when the item's flush has committed. Rejects with what refused it. */
  push(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#open();
    });
  }

  /** How many items wait for a flush. */
  get size(): number {
    return this.#waiting.length;
  }

  /** Resolves when nothing waits and nothing is in flight. */
  async idle(): Promise<void> {
    while (this.#lanes.size > 0) await Promise.all([...this.#lanes].map(({ over }) => over));
  }

  /** Opens a lane: the first for anything that waits, another where it may find enough. */
  #open(): void {
    const enough = this.#lanes.size === 0 ? 1 : WORTH_A_LANE;
    if (this.#lanes.size === this.#options.lanes || this.#waiting.length < enough) return;
    const lane: Lane = { keys: new Set(), over: Promise.resolve() };
    this.#lanes.add(lane);
    lane.over = this.#run(lane);
  }

  async #run(lane: Lane): Promise<void> {
    // Whatever else arrives in this turn of the event loop belongs to the same flush.
    await new Promise((resolve) => setImmediate(resolve));
    for (let batch = this.#take(lane); batch; batch = this.#take(lane)) {
      this.#open();
      const later = await this.#settle(batch.items, batch.patient);
      this.#waiting.unshift(...later);
      const isStuck = later.length === batch.items.length;
      if (isStuck && !this.#isOneHeldKey(this.#waiting))
        await new Promise((resolve) => setTimeout(resolve, PROBE_PAUSE_MS));
    }
  }

  /**
   * Takes a batch for `lane` out of what waits: all that is in no other lane, or half of it where the other half is worth
   * a lane. Closes the lane where there is nothing, or too little beside another: that one looks again when it is done.
   */
  #take(lane: Lane): { items: Waiting<Item, Result>[]; patient: boolean } | undefined {
    const others = [...this.#lanes].filter((other) => other !== lane && other.keys.size > 0);
    const free = this.#waiting.filter(({ item }) => !others.some(({ keys }) => keys.has(this.#options.keyOf(item))));
    if (free.length < (others.length > 0 ? WORTH_A_LANE : 1)) {
      this.#lanes.delete(lane);
      return undefined;
    }
    const isShared = this.#options.lanes > 1 && others.length === 0 && free.length >= 2 * WORTH_A_LANE;
    const patient = this.#isOneHeldKey(free);
    const items = this.#choose(free, { share: isShared ? Math.ceil(free.length / 2) : free.length, patient });
    lane.keys = new Set(items.map(({ item }) => this.#options.keyOf(item)));
    const taken = new Set(items);
    this.#waiting = this.#waiting.filter((waiting) => !taken.has(waiting));
    return { items, patient };
  }

  /** At most `max` of `free`: the first `share` of them, and what is of their keys, for which no other lane could go on. */
  #choose(
    free: readonly Waiting<Item, Result>[],
    { share, patient }: { share: number; patient: boolean },
  ): Waiting<Item, Result>[] {
    const { max, keyOf } = this.#options;
    const chosen: Waiting<Item, Result>[] = [];
    const keys = new Set<string>();
    const probed = new Set<string>();
    for (const waiting of free) {
      const key = keyOf(waiting.item);
      if (chosen.length === max || probed.has(key) || (chosen.length >= share && !keys.has(key))) continue;
      chosen.push(waiting);
      keys.add(key);
      if (this.#held.has(key) && !patient) probed.add(key);
    }
    return chosen;
  }

  #isOneHeldKey(waiting: readonly Waiting<Item, Result>[]): boolean {
    const keys = new Set(waiting.map(({ item }) => this.#options.keyOf(item)));
    return keys.size === 1 && [...keys].every((key) => this.#held.has(key));
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
