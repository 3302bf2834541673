import type { Core } from "./core.ts";
import type { LocalDatabase } from "./local-database.ts";
import type { ChatState, Draft } from "./state.ts";
import type { TabChannel, TabNews } from "./tab-channel.ts";

const PREFIX = "draft:";
/** How long typing may pause before the text is stored, in ms. */
const SETTLE = 300;

type KeptDraft = Draft & { threadId: string };

/** What was left in composers, per thread, on this device. */
export function createDrafts(core: Core, { database, channel }: { database: LocalDatabase; channel: TabChannel }) {
  const unsaved = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const store = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const threadId of unsaved) {
      const draft = core.state().drafts[threadId] ?? null;
      void (draft ? database.put(PREFIX + threadId, { ...draft, threadId }) : database.remove(PREFIX + threadId));
      channel.tell({ kind: "draft", threadId, draft });
    }
    unsaved.clear();
  };
  core.signal.addEventListener("abort", store, { once: true });

  return {
    start: async (): Promise<void> => {
      const kept = await database.all<KeptDraft>(PREFIX);
      core.update((state) =>
        kept.reduce((next, { threadId, ...draft }) => {
          return next.drafts[threadId] ? next : withDraft(next, threadId, draft);
        }, state),
      );
    },
    save: (threadId: string, { body, replyToId }: { body: string; replyToId: string | null }): void => {
      const isEmpty = body.trim() === "" && replyToId === null;
      if (isEmpty && !core.state().drafts[threadId]) return;
      const draft = isEmpty ? null : { body, replyToId, updatedAt: new Date().toISOString() };
      core.update((state) => withDraft(state, threadId, draft));
      unsaved.add(threadId);
      clearTimeout(timer);
      timer = setTimeout(store, SETTLE);
    },
    hear: (news: TabNews): void => {
      if (news.kind === "draft") core.update((state) => withDraft(state, news.threadId, news.draft));
    },
    /** The page is going away. */
    flushNow: store,
  };
}

function withDraft(state: ChatState, threadId: string, draft: Draft | null): ChatState {
  const { [threadId]: _before, ...drafts } = state.drafts;
  return { ...state, drafts: draft ? { ...drafts, [threadId]: draft } : drafts };
}
