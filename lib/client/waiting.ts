/** A number from 0 up to 1, for spreading things in time. */
export const randomShare = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! / 2 ** 32;

/** PROTOCOL S6: 0.5 s · 2ⁿ with jitter (half to whole), 30 s at most, after `attempts` failures; in ms. */
export function retryDelay(attempts: number): number {
  const whole = Math.min(30_000, 500 * 2 ** Math.max(0, attempts - 1));
  return whole / 2 + (whole / 2) * randomShare();
}

/** Resolves after `ms`, or at once when `signal` aborts. */
export const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal?.addEventListener("abort", done);
  });
