"use client";

import { Ban } from "lucide-react";
import { useCallback, useDeferredValue, useEffect, useMemo, useRef } from "react";
import { closeThread, openThread } from "../../../lib/client/actions.ts";
import type { ApiErrorCode } from "../../../lib/client/api-error.ts";
import { type Timeline, useTimeline, useUploads } from "../../../lib/client/hooks.ts";
import { DeletedThread } from "../../moderation/deleted-thread.tsx";
import { JoinVisibly } from "../../moderation/join-visibly.tsx";
import { useThreadTitle } from "../../people/person-names.ts";
import { useShell } from "../../shell/shell-state.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Announcer } from "./announcer.tsx";
import { Composer } from "./composer/composer.tsx";
import { ConversationContext } from "./conversation-scope.ts";
import { attachTo } from "./files/composer-files.tsx";
import { useFileDrop } from "./files/drop-zone.tsx";
import { FindBar } from "./find-bar.tsx";
import { MessageList } from "./message-list.tsx";
import { NotLive } from "./not-live.tsx";
import { TypingLine } from "./typing-line.tsx";
import { useLastOwn } from "./use-last-own.ts";
import { useWhyNotAttach } from "./use-why-not-attach.ts";
import { useConversationScope } from "./use-conversation-scope.ts";
import { warmUp } from "./warm-up.ts";

type ConversationProps = {
  threadId: string;
  /** A message to show and mark: from a link. */
  targetId?: string;
};

/** A thread's messages and where to write one; its header belongs to the shell. */
export function Conversation({ threadId, targetId }: ConversationProps) {
  const pane = useRef<HTMLElement>(null);
  const scope = useConversationScope({ threadId, rootId: null, pane });
  const timeline = useFilledApart(useTimeline(threadId));
  const finding = useShell((shell) => shell.finding);
  const title = useThreadTitle(threadId);
  const findLastOwn = useLastOwn(timeline.rows, scope.meId);
  const whyNotAttach = useWhyNotAttach(threadId);
  const waiting = useUploads(threadId).length;
  const drop = useFileDrop(
    whyNotAttach === null
      ? (files) => {
          attachTo({ threadId, draftKey: threadId }, files, waiting);
          scope.focusComposer();
        }
      : null,
    "to your message",
  );
  const open = useCallback(
    () => void openThread(threadId, targetId ? { aroundId: targetId } : {}).catch(() => undefined),
    [threadId, targetId],
  );
  useEffect(() => {
    open();
    return () => closeThread(threadId);
  }, [open, threadId]);
  useEffect(() => void warmUp(scope.timeStyle), [scope.timeStyle]);

  if (timeline.status === "gone") return <Gone threadId={threadId} error={timeline.error} />;
  if (timeline.error === "JOIN_FIRST" && timeline.rows.length === 0) return <JoinVisibly threadId={threadId} />;
  if (timeline.status === "error" && timeline.rows.length === 0) return <Failed onRetry={open} />;
  return (
    <ConversationContext.Provider value={scope}>
      <section ref={pane} aria-label="Messages" className="relative flex min-h-0 flex-1 flex-col" {...drop.events}>
        {drop.veil}
        {timeline.status === "error" && <Stale onRetry={open} />}
        <div className="relative flex min-h-0 flex-1 flex-col">
          {finding && <FindBar />}
          <MessageList timeline={timeline} label={`Messages in ${title}`} />
        </div>
        <Announcer timeline={timeline} />
        <NotLive threadId={threadId} />
        <TypingLine threadId={threadId} />
        <Composer findLastOwn={findLastOwn} />
      </section>
    </ConversationContext.Provider>
  );
}

/**
 * The first page of messages is drawn in slices, between which keys and clicks are answered: all the rest of the page is
 * there already and may be in use.
 */
function useFilledApart(timeline: Timeline): Timeline {
  const isEmpty = timeline.rows.length === 0;
  const wasEmpty = useDeferredValue(isEmpty);
  return useMemo(
    () => (wasEmpty && !isEmpty ? { ...timeline, rows: [], status: "loading" } : timeline),
    [wasEmpty, isEmpty, timeline],
  );
}

/** What was loaded before stays in sight; the store itself tries again when the connection is back. */
function Stale({ onRetry }: { onRetry: () => void }) {
  return (
    <div
      role="alert"
      className="flex items-center justify-center gap-3 border-b border-line px-5 py-1.5 text-sm text-text-2"
    >
      What is new could not be loaded.
      <Button onClick={onRetry}>Try again</Button>
    </div>
  );
}

function Gone({ threadId, error }: { threadId: string; error: ApiErrorCode | null }) {
  if (error === "THREAD_DELETED") return <DeletedThread threadId={threadId} />;
  if (error === "THREAD_BANNED")
    return (
      <EmptyState icon={<Ban />} title="You are banned from this thread">
        Its moderators can lift the ban.
      </EmptyState>
    );
  return (
    <EmptyState title="This thread is not here">
      It does not exist, or you may not see it. If somebody sent you the link, ask them to add you.
    </EmptyState>
  );
}

function Failed({ onRetry }: { onRetry: () => void }) {
  return (
    <EmptyState title="The messages could not be loaded" actions={<Button onClick={onRetry}>Try again</Button>}>
      The server did not answer. Nothing is lost.
    </EmptyState>
  );
}
