import type { Identity } from "./authenticator.ts";

/** Identities by token until they expire, the least recently used forgotten first. Refusals are never kept. */
export type TokenCache = {
  get(token: string): Identity | null;
  set(token: string, identity: Identity): void;
};

/** Verifying costs about a millisecond of CPU, and a token is shown many times in its minute. */
export function createTokenCache(capacity: number, now: () => number = Date.now): TokenCache {
  // A Map keeps the order of insertion: the first key is the least recently used.
  const kept = new Map<string, Identity>();
  return {
    get(token) {
      const identity = kept.get(token);
      if (!identity) return null;
      kept.delete(token);
      if (identity.expiresAt.getTime() <= now()) return null;
      kept.set(token, identity);
      return identity;
    },
    set(token, identity) {
      kept.delete(token);
      kept.set(token, identity);
      if (kept.size <= capacity) return;
      const oldest = kept.keys().next();
      if (!oldest.done) kept.delete(oldest.value);
    },
  };
}
