type Walk = {
  /** The thread list from top to bottom. */
  order: readonly string[];
  current: string | null;
  direction: 1 | -1;
};

/** The next thread in the list that `wanted` accepts, going round at its ends; null when there is no other. */
export function nextThread({ order, current, direction }: Walk, wanted: (threadId: string) => boolean): string | null {
  const at = current === null ? -1 : order.indexOf(current);
  const start = at < 0 ? (direction === 1 ? -1 : order.length) : at;
  for (let step = 1; step <= order.length; step++) {
    const id = order.at((start + direction * step) % order.length);
    if (id !== undefined && id !== current && wanted(id)) return id;
  }
  return null;
}
