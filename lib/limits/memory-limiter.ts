import type { Ratelimit } from "@upstash/ratelimit";
import type { LimitResult } from "./limit-result.ts";
import type { MemoryWindow } from "./memory-window.ts";

type Algorithm = ConstructorParameters<typeof Ratelimit>[0]["limiter"];

/**
 * `window` as an algorithm of @upstash/ratelimit. The library calls the factory for every request, so the counts live
 * in the window, outside of it. `keyOf` takes the library's prefix off again.
 */
export function memoryLimiter(window: MemoryWindow, keyOf: (prefixed: string) => string): Algorithm {
  return () => ({
    limit: async (_context, key) => asResponse(window.take(keyOf(key))),
    getRemaining: async (_context, key) => {
      const { remaining, limit, resetMs } = window.peek(keyOf(key));
      return { remaining, limit, reset: Date.now() + resetMs };
    },
    resetTokens: async (_context, key) => window.forget(keyOf(key)),
  });
}

function asResponse({ ok, limit, remaining, resetMs }: LimitResult) {
  return { success: ok, limit, remaining, reset: Date.now() + resetMs, pending: Promise.resolve() };
}
