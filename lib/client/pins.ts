import { applyMessage } from "./apply-page.ts";
import type { Core } from "./core.ts";
import { findThreadOf } from "./locate.ts";
import type { ThreadSlice } from "./state.ts";

/** Pins of a thread: loaded once they are looked at, and live from then on, for they stand on their messages. */
export function createPins(core: Core) {
  return {
    load: async (threadId: string): Promise<void> => {
      const { messages, head } = await core.api.query("pins", { threadId });
      core.update((state) => messages.reduce((next, message) => applyMessage(next, message, head), state));
    },
    set: async (messageId: string, pinned: boolean): Promise<void> => {
      const asOf = findThreadOf(core.state(), messageId)?.seq ?? 0;
      const message = await core.command(pinned ? "message:pin" : "message:unpin", { messageId });
      core.update((state) => applyMessage(state, message, asOf));
    },
  };
}

/** The ids of the loaded messages that are pinned, the last pinned first. */
export function pinnedIn(slice: ThreadSlice | undefined): string[] {
  const pinned = slice?.messages.values().flatMap(({ view }) => (view.pin ? [{ ...view.pin, ...view }] : [])) ?? [];
  return pinned.sort((a, b) => (a.at === b.at ? b.seq - a.seq : a.at < b.at ? 1 : -1)).map(({ id }) => id);
}
