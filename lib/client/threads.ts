import type { CommandInput } from "../contract/doors.ts";
import type { ThreadEntry } from "../contract/threads.ts";
import { applyEntryAnswer, applyEntryGone } from "./apply-facts.ts";
import type { Core } from "./core.ts";
import type { ChatState } from "./state.ts";

type EnteringCommand = "thread:create" | "thread:direct" | "thread:join";

/** A person's own place in threads: entering, leaving, starring. */
export function createThreads(core: Core) {
  return {
    /** A command after which the person is in the thread; its entry is there when this resolves. */
    enter: async <N extends EnteringCommand>(name: N, input: CommandInput<N>): Promise<ThreadEntry> => {
      const askedAt = core.state().user.seq;
      const entry: ThreadEntry = await core.command(name, input);
      core.update((state) => applyEntryAnswer(state, entry, askedAt));
      return entry;
    },
    update: async (input: CommandInput<"thread:update">): Promise<void> => {
      const askedAt = core.state().user.seq;
      const entry = await core.command("thread:update", input);
      if (entry) core.update((state) => applyEntryAnswer(state, entry, askedAt));
    },
    leave: async (threadId: string): Promise<void> => {
      await core.command("thread:leave", { threadId });
      core.update((state) => applyEntryGone(state, threadId, state.threads[threadId]?.entryAsOf ?? 0));
    },
    star: async (threadId: string, starred: boolean): Promise<void> => {
      const before = core.state().threads[threadId]?.entry?.starred ?? false;
      const askedAt = core.state().user.seq;
      core.update((state) => withStar(state, threadId, starred));
      try {
        const entry = await core.command("thread:star", { threadId, starred });
        core.update((state) => applyEntryAnswer(state, entry, askedAt));
      } catch (thrown) {
        core.update((state) => withStar(state, threadId, before));
        throw thrown;
      }
    },
  };
}

function withStar(state: ChatState, threadId: string, starred: boolean): ChatState {
  const slice = state.threads[threadId];
  if (!slice?.entry) return state;
  const starredSlice = { ...slice, entry: { ...slice.entry, starred } };
  return { ...state, threads: { ...state.threads, [threadId]: starredSlice } };
}
