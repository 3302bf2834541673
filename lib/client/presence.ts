import type { Core } from "./core.ts";

/** The most people one page watches (contract: watchPresenceInput), and how long changes are collected, in ms. */
const WATCHED_MAX = 200;
const COLLECT = 100;
/** Without a key or a pointer for this long a person is idle, in ms. */
const IDLE_AFTER = 5 * 60_000;
const ACTIVITY = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Presence (PROTOCOL E2): asks for the people on screen and says whether this person is at the keyboard. */
export function createPresence(core: Core) {
  const watchers = new Map<string, number>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let idleTimer: ReturnType<typeof setTimeout> | undefined;
  let own: "online" | "idle" = "online";
  let said = "";

  const ask = () => {
    timer = undefined;
    const userIds = [...watchers.keys()].slice(-WATCHED_MAX);
    const asked = [...userIds].sort().join();
    if (asked === said) return;
    said = asked;
    core.say("presence:watch", { userIds });
  };
  const askSoon = () => (timer ??= setTimeout(ask, COLLECT));

  const count = (userId: string, by: 1 | -1) => {
    const left = (watchers.get(userId) ?? 0) + by;
    if (left > 0) watchers.set(userId, left);
    else watchers.delete(userId);
  };

  const set = (state: "online" | "idle") => {
    if (own === state) return;
    own = state;
    core.say("presence:set", { state });
  };
  const onActivity = () => {
    if (idleTimer && own === "online" && Date.now() - armedAt < 10_000) return;
    armedAt = Date.now();
    clearTimeout(idleTimer);
    idleTimer = setTimeout(() => set("idle"), IDLE_AFTER);
    set("online");
  };
  let armedAt = 0;

  return {
    /** Watches these people until the returned function is called. */
    watch: (userIds: readonly string[]): (() => void) => {
      userIds.forEach((userId) => count(userId, 1));
      askSoon();
      let isOver = false;
      return () => {
        if (isOver) return;
        isOver = true;
        userIds.forEach((userId) => count(userId, -1));
        askSoon();
      };
    },
    /** A new socket knows nothing of what the last one was told. */
    onReady: (): void => {
      said = "";
      if (watchers.size > 0) ask();
      if (own === "idle") core.say("presence:set", { state: own });
    },
    start: (): void => {
      if (typeof window === "undefined") return;
      onActivity();
      for (const name of ACTIVITY) {
        window.addEventListener(name, onActivity, { passive: true, capture: true, signal: core.signal });
      }
      core.signal.addEventListener("abort", () => {
        clearTimeout(timer);
        clearTimeout(idleTimer);
      });
    },
  };
}
