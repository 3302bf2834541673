import type { LimitResult } from "./limit-result.ts";

/**
 * A sliding window counted in this process, by the same arithmetic as @upstash/ratelimit's: the window before weighs
 * by the part of it that the sliding window still covers. Synchronous, and bounded: above `maxKeys` the oldest key
 * is forgotten, so a flood of addresses costs memory up to a known point.
 */
export class MemoryWindow {
  readonly #tokens: number;
  readonly #windowMs: number;
  readonly #maxKeys: number;
  readonly #now: () => number;
  readonly #counts = new Map<string, { window: number; current: number; previous: number }>();

  constructor({
    tokens,
    windowMs,
    maxKeys = 50_000,
    now = Date.now,
  }: { tokens: number; windowMs: number; maxKeys?: number; now?: () => number }) {
    this.#tokens = tokens;
    this.#windowMs = windowMs;
    this.#maxKeys = maxKeys;
    this.#now = now;
  }

  /** Counts one more for `key` unless the ceiling is reached. */
  take(key: string): LimitResult {
    const now = this.#now();
    const count = this.#countOf(key, Math.floor(now / this.#windowMs));
    const used = this.#used(count, now);
    const resetMs = this.#windowMs - (now % this.#windowMs);
    if (used >= this.#tokens) return { ok: false, limit: this.#tokens, remaining: 0, resetMs };
    count.current += 1;
    return { ok: true, limit: this.#tokens, remaining: Math.max(0, this.#tokens - used - 1), resetMs };
  }

  /** What `key` has left, without counting. */
  peek(key: string): LimitResult {
    const now = this.#now();
    const used = this.#used(this.#countOf(key, Math.floor(now / this.#windowMs)), now);
    const remaining = Math.max(0, this.#tokens - used);
    return { ok: remaining > 0, limit: this.#tokens, remaining, resetMs: this.#windowMs - (now % this.#windowMs) };
  }

  forget(key: string): void {
    this.#counts.delete(key);
  }

  #used({ current, previous }: { current: number; previous: number }, now: number): number {
    const stillCovered = 1 - (now % this.#windowMs) / this.#windowMs;
    return current + Math.floor(previous * stillCovered);
  }

  #countOf(key: string, window: number) {
    const known = this.#counts.get(key);
    if (known?.window === window) return known;
    const previous = known?.window === window - 1 ? known.current : 0;
    const fresh = { window, current: 0, previous };
    // Taken out first, so that the Map's order is the order of last use by window.
    this.#counts.delete(key);
    this.#counts.set(key, fresh);
    if (this.#counts.size > this.#maxKeys) this.#counts.delete(this.#counts.keys().next().value as string);
    return fresh;
  }
}
