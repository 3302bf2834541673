import type { MessageView } from "../contract/messages.ts";
import type { Held } from "./state.ts";

type Bucket = ReadonlyMap<string, Held<MessageView>>;

const BUCKETS = 128;
const EMPTY: readonly (Bucket | undefined)[] = Array.from({ length: BUCKETS });

/** UUIDs of either version are random at their end. */
const bucketOf = (id: string) => Number.parseInt(id.slice(-2), 16) % BUCKETS;

/**
 * A thread's loaded messages by id; never changed, only replaced. A step copies the bucket it writes to and no more, so
 * that an event costs the same in a thread of ten thousand loaded messages as in one of ten.
 */
export class MessageBook {
  static readonly empty = new MessageBook(EMPTY, 0);

  readonly size: number;
  readonly #buckets: readonly (Bucket | undefined)[];

  private constructor(buckets: readonly (Bucket | undefined)[], size: number) {
    this.#buckets = buckets;
    this.size = size;
  }

  get(id: string): Held<MessageView> | undefined {
    return this.#buckets[bucketOf(id)]?.get(id);
  }

  /** By no particular order. */
  values(): Held<MessageView>[] {
    return this.#buckets.flatMap((bucket) => (bucket ? [...bucket.values()] : []));
  }

  with(held: Held<MessageView>): MessageBook {
    const { id } = held.view;
    const place = bucketOf(id);
    const bucket = new Map(this.#buckets[place]).set(id, held);
    const grown = this.size - (this.#buckets[place]?.size ?? 0) + bucket.size;
    return new MessageBook(this.#buckets.with(place, bucket), grown);
  }

  without(ids: readonly string[]): MessageBook {
    if (ids.length === 0) return this;
    const buckets = [...this.#buckets];
    let { size } = this;
    for (const id of ids) {
      const place = bucketOf(id);
      const bucket = new Map(buckets[place]);
      if (bucket.delete(id)) size -= 1;
      buckets[place] = bucket;
    }
    return new MessageBook(buckets, size);
  }
}
