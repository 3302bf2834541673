export type Paced<T> = { add(item: T): void; stop(): void };

/**
 * Hands items over at once where little happens, and together where much does: after so many at once, none for
 * `gapAfter(count)` ms, except that no more than `most` of them are ever held. `stop` hands over what is held.
 */
export function paced<T>({
  gapAfter,
  most,
  handOver,
}: {
  gapAfter: (count: number) => number;
  most: number;
  handOver: (items: T[]) => void;
}): Paced<T> {
  let held: T[] = [];
  let timer: NodeJS.Timeout | null = null;

  const flush = () => {
    if (timer) clearTimeout(timer);
    timer = null;
    if (held.length === 0) return;
    const items = held;
    held = [];
    timer = setTimeout(flush, gapAfter(items.length));
    handOver(items);
  };

  return {
    add(item) {
      held.push(item);
      if (!timer || held.length >= most) flush();
    },
    stop() {
      flush();
      if (timer) clearTimeout(timer);
      timer = null;
    },
  };
}
