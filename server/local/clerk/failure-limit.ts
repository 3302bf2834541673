import { LocalClerkError } from "./api-error.ts";

const WINDOW_MS = 5 * 60_000;
const PER_IDENTIFIER = 10;
const IN_ALL = 100;

/** Counts wrong passwords. A correct one is taken back, so tests and people may sign in as often as they like. */
export type FailureLimit = {
  /** @throws LocalClerkError 429 when `identifier`, or everybody together, has failed too often in five minutes. */
  check(identifier: string): void;
  /** Counts a failure; the returned function takes it back. */
  record(identifier: string): () => void;
};

export function createFailureLimit(now: () => number = Date.now): FailureLimit {
  const failures = new Set<{ identifier: string; at: number }>();
  return {
    check(identifier) {
      for (const failure of failures) if (failure.at <= now() - WINDOW_MS) failures.delete(failure);
      const all = [...failures];
      const own = all.filter((failure) => failure.identifier === identifier);
      const blocking = own.length >= PER_IDENTIFIER ? own : all.length >= IN_ALL ? all : null;
      if (!blocking) return;
      const oldest = blocking[0]?.at ?? now();
      throw new LocalClerkError(429, "too_many_requests", "Too many wrong passwords. Try again in a few minutes.", {
        retryAfterSeconds: Math.max(1, Math.ceil((oldest + WINDOW_MS - now()) / 1000)),
      });
    },
    record(identifier) {
      const failure = { identifier, at: now() };
      failures.add(failure);
      return () => failures.delete(failure);
    },
  };
}
