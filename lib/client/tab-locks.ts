/** Web Locks among the tabs of one person (PROTOCOL S7). Without them (an insecure origin) every tab is alone. */
export type TabLocks = {
  /** Runs while no other tab runs under the same name. */
  run: <T>(name: string, work: () => Promise<T>) => Promise<T>;
  /** Holds a name until the signal aborts or the tab dies. */
  hold: (name: string) => void;
  /** Runs once nobody holds the name: at once, or when the tab that does is gone. */
  whenFree: (name: string, work: () => Promise<void>) => void;
};

export function createTabLocks(signal: AbortSignal): TabLocks {
  const locks = typeof navigator === "undefined" ? undefined : navigator.locks;
  if (!locks) {
    return { run: (_name, work) => work(), hold: () => undefined, whenFree: (_name, work) => void work() };
  }
  const untilOver = () =>
    new Promise<void>((resolve) => {
      if (signal.aborted) resolve();
      else signal.addEventListener("abort", () => resolve(), { once: true });
    });
  // Waiting for a lock ends with the engine; that is no failure.
  const quietly = (waiting: Promise<unknown>) => void waiting.catch(() => undefined);
  return {
    run: async (name, work) => locks.request(name, { signal }, work),
    hold: (name) => quietly(locks.request(name, { signal }, untilOver)),
    whenFree: (name, work) => quietly(locks.request(name, { signal }, () => (signal.aborted ? undefined : work()))),
  };
}
