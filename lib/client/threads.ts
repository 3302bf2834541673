import type { CommandInput } from "../contract/doors.ts";
import type { ThreadEntry } from "../contract/threads.ts";
import { applyEntryAnswer, applyEntryGone } from "./apply-facts.ts";
import type { Core } from "./core.ts";
import type { ChatState } from "./state.ts";

type EnteringCommand = "thread:create" | "thread:direct" | "thread:join";

/** A person's own place in threads: entering, leaving, starring, muting. */
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
    star: (threadId: string, starred: boolean): Promise<void> =>
      setOwn(core, threadId, { starred }, () => core.command("thread:star", { threadId, starred })),
    setLevel: (threadId: string, level: ThreadEntry["level"]): Promise<void> =>
      setOwn(core, threadId, { level }, () => core.command("thread:level", { threadId, level })),
  };
}

type OwnFacts = Partial<Pick<ThreadEntry, "starred" | "level">>;

/** Shows what the person set about a thread at once, and takes it back when the server refuses. */
async function setOwn(core: Core, threadId: string, next: OwnFacts, write: () => Promise<ThreadEntry>): Promise<void> {
  const { user, threads } = core.state();
  const entry = threads[threadId]?.entry;
  core.update((state) => withOwn(state, threadId, next));
  try {
    const answer = await write();
    core.update((state) => applyEntryAnswer(state, answer, user.seq));
  } catch (thrown) {
    if (entry) core.update((state) => withOwn(state, threadId, ownBefore(entry, next)));
    throw thrown;
  }
}

const ownBefore = ({ starred, level }: ThreadEntry, next: OwnFacts): OwnFacts =>
  next.starred === undefined ? { level } : { starred };

function withOwn(state: ChatState, threadId: string, facts: OwnFacts): ChatState {
  const slice = state.threads[threadId];
  if (!slice?.entry) return state;
  const changed = { ...slice, entry: { ...slice.entry, ...facts } };
  return { ...state, threads: { ...state.threads, [threadId]: changed } };
}
