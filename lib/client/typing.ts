import { applyTyping, applyTypingEnd } from "./apply-facts.ts";
import type { Core } from "./core.ts";
import { SMALL_THREAD } from "./history.ts";

/** Typing is said at most this often, in ms (PROTOCOL E1). */
const SAY_EVERY = 3_000;
/** How often what has run out is cleared, in ms. */
const SWEEP = 500;

/** Who types where (PROTOCOL E1). */
export function createTyping(core: Core) {
  const saidAt = new Map<string, number>();
  let sweeping: ReturnType<typeof setTimeout> | undefined;

  const sweep = () => {
    sweeping = undefined;
    core.update((state) => applyTypingEnd(state, Date.now()));
    if (Object.keys(core.state().typing).length > 0) sweeping = setTimeout(sweep, SWEEP);
  };
  core.signal.addEventListener("abort", () => clearTimeout(sweeping));

  return {
    /** The person types in this thread. */
    notify: (threadId: string): void => {
      const { preference, threads } = core.state();
      const thread = threads[threadId]?.thread;
      if (!preference.showTyping || !thread || thread.memberCount > SMALL_THREAD) return;
      const now = Date.now();
      if (now - (saidAt.get(threadId) ?? 0) < SAY_EVERY) return;
      saidAt.set(threadId, now);
      core.say("typing", { threadId });
    },
    /** What was typed is sent: typing again is news again. */
    stopped: (threadId: string): void => {
      saidAt.delete(threadId);
    },
    heard: (who: { threadId: string; userId: string }): void => {
      core.update((state) => applyTyping(state, who, Date.now()));
      sweeping ??= setTimeout(sweep, SWEEP);
    },
  };
}
