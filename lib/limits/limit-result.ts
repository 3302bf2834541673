/** What a limit says about one attempt. */
export type LimitResult = {
  ok: boolean;
  /** Attempts a window. */
  limit: number;
  remaining: number;
  /** Milliseconds until more is allowed. */
  resetMs: number;
};
