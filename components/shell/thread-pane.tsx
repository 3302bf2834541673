"use client";

import dynamic from "next/dynamic";
import { useEffect } from "react";
import { useStore } from "zustand";
import { useThread } from "../../lib/client/hooks.ts";
import { useChatStore, useThreadTitle } from "../people/person-names.ts";
import { PaneBoundary } from "../ui/pane-boundary.tsx";
import { PageHeader } from "./page-header.tsx";
import { focusComposer } from "./regions.ts";
import { SidePane } from "./side-pane.tsx";
import { ThreadHeader } from "./thread-header.tsx";

const loadConversation = () => import("../chat/conversation/conversation.tsx").then((file) => file.Conversation);

/** A piece of its own: the shell is alive before it, and no key waits until both are. */
const Conversation = dynamic(loadConversation);
// Whoever stands elsewhere will open a thread sooner or later.
if (typeof window !== "undefined") loadConversation().catch(() => undefined);

/** A conversation with its header, and the right column beside it. */
export function ThreadPane({ threadId, targetId }: { threadId: string; targetId: string | null }) {
  const title = useThreadTitle(threadId);
  const known = useThread(threadId) !== null;
  const gone = useStore(useChatStore(), (state) => state.threads[threadId]?.gone ?? false);
  // Whoever switches wants to read or write there, and keys should land where the eyes are.
  useEffect(() => {
    if (known && !targetId) focusComposer();
  }, [known, targetId]);
  return (
    <div className="flex min-h-0 flex-1">
      <main aria-label={title || "Conversation"} className="flex min-w-0 flex-1 flex-col">
        {/* Apart, for the way back to the thread list is in it. */}
        <PaneBoundary name="the thread's header" resetKey={threadId}>
          {gone ? <PageHeader title="Not here" /> : <ThreadHeader threadId={threadId} />}
        </PaneBoundary>
        <PaneBoundary name="the conversation" resetKey={threadId}>
          <Conversation threadId={threadId} {...(targetId ? { targetId } : {})} />
        </PaneBoundary>
      </main>
      {!gone && <SidePane threadId={threadId} />}
    </div>
  );
}
