import { applySaved } from "./apply-facts.ts";
import type { Core } from "./core.ts";

/** What the person keeps for later; every tab of theirs hears of it on their own stream. */
export function createSaved(core: Core) {
  return {
    set: async (messageId: string, saved: boolean): Promise<void> => {
      const askedAt = core.state().user.seq;
      const mark = await core.command(saved ? "message:save" : "message:unsave", { messageId });
      // What the stream has said since is at least as new as the answer.
      core.update((state) => (state.user.seq === askedAt ? applySaved(state, mark) : state));
    },
  };
}
