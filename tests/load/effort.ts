/** How much a run does: all of it, or just enough to see that every scenario works (`--smoke`), which judges nothing. */
export const effort = { smoke: false };

/** So many pairs, blocks or rounds; two in a smoke run. */
export const atMost = (count: number): number => (effort.smoke ? Math.min(2, count) : count);
