import type { Core } from "./core.ts";
import { setLink } from "./link-state.ts";
import type { SocketLink } from "./socket.ts";
import type { SyncLoop } from "./sync.ts";

/** After this long without a socket REST takes over, every 15 s (PROTOCOL C1); in ms. */
const POLL_AFTER = 8_000;
const POLL_EVERY = 15_000;

export type Poller = { arm: () => void; disarm: () => void };

/** A sync by REST every 15 s while no WebSocket can be opened (PROTOCOL C1); `onThrough` hears when one got through. */
export function createPoller(
  core: Core,
  { sync, link, onThrough }: { sync: SyncLoop; link: () => SocketLink; onThrough: () => void },
): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const poll = async () => {
    timer = undefined;
    if (link().isUp() || core.signal.aborted) return;
    try {
      await sync.poll();
      if (!link().isUp()) setLink(core, "polling");
      onThrough();
    } catch {
      if (!link().isUp()) setLink(core, "offline");
    }
    arm(POLL_EVERY);
  };
  const arm = (after = POLL_AFTER) => {
    if (core.signal.aborted || link().isUp()) return;
    timer ??= setTimeout(() => void poll(), after);
  };
  return {
    arm: () => arm(),
    disarm: () => {
      clearTimeout(timer);
      timer = undefined;
    },
  };
}
