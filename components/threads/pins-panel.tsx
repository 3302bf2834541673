"use client";

import { Pin, PinOff, X } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { loadPins } from "../../lib/client/actions.ts";
import { useConnection, useMessage, usePerson, usePins } from "../../lib/client/hooks.ts";
import { pinOrUnpin } from "../chat/conversation/keep-message.ts";
import { FilesLine } from "../chat/conversation/files/files-line.tsx";
import { useMessageRights } from "../chat/conversation/message-rights.ts";
import { useMessageWords } from "../chat/conversation/message-words.ts";
import { atTimeOrDate } from "../chat/conversation/time-text.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { UNKNOWN_NAME } from "../people/person-names.ts";
import { closeSide } from "../shell/shell-state.ts";
import { ThreadLink } from "../shell/thread-link.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { ErrorPanel } from "../ui/error-panel.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";

const SHOWN = 480;

/** What a thread keeps in sight, the last pinned first. */
export function PinsPanel({ threadId }: { threadId: string }) {
  return (
    <>
      <header className="flex h-header shrink-0 items-center justify-between pr-2 pl-4">
        <h2 className="text-md font-[650] tracking-[-0.01em]">Pinned</h2>
        <IconButton label="Close the pinned messages" onClick={closeSide}>
          <X />
        </IconButton>
      </header>
      <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-2 pb-[max(1rem,env(safe-area-inset-bottom))]">
        <Pins key={threadId} threadId={threadId} />
      </div>
    </>
  );
}

/** Loads them, and again after every break: a window that was replaced may have lost some. */
function useLoadPins(threadId: string) {
  const isLive = useConnection().status === "live";
  const [state, setState] = useState<"loading" | "loaded" | "failed">("loading");
  const load = useCallback(
    () =>
      loadPins(threadId).then(
        () => setState("loaded"),
        () => setState("failed"),
      ),
    [threadId],
  );
  useEffect(() => {
    if (isLive) void load();
  }, [isLive, load]);
  return { state, load };
}

function Pins({ threadId }: { threadId: string }) {
  const { state, load } = useLoadPins(threadId);
  const ids = usePins(threadId);
  if (state === "failed" && ids.length === 0) {
    return (
      <ErrorPanel title="The pinned messages did not load" onRetry={() => void load()}>
        Try again in a moment.
      </ErrorPanel>
    );
  }
  if (state === "loading" && ids.length === 0) return <RowsSkeleton label="Loading the pinned messages" />;
  if (ids.length === 0) {
    return (
      <EmptyState icon={<Pin />} title="Nothing is pinned here">
        Pin a message from its menu, and everybody finds it here.
      </EmptyState>
    );
  }
  return (
    <ul aria-label="Pinned messages" className="flex flex-col gap-1">
      {ids.map((id) => (
        <PinnedMessage key={id} messageId={id} threadId={threadId} />
      ))}
    </ul>
  );
}

function PinnedMessage({ messageId, threadId }: { messageId: string; threadId: string }) {
  const message = useMessage(messageId);
  const author = usePerson(message?.authorId);
  const pinner = usePerson(message?.pin?.byId);
  const style = useTimeStyle();
  const rightsOf = useMessageRights(threadId);
  const line = useMessageWords(message, SHOWN);
  if (!message?.pin) return null;
  return (
    <li className="relative flex rounded-md border border-line bg-raised">
      <ThreadLink
        threadId={threadId}
        messageId={messageId}
        className="flex min-w-0 flex-1 flex-col gap-1 rounded-md px-3 py-2.5 hover:bg-hover/60"
      >
        <span className="flex items-center gap-2 pr-8">
          <PersonAvatar userId={message.authorId} size={20} />
          <b className="truncate text-sm font-[620]">{author?.displayName ?? UNKNOWN_NAME}</b>
          <time dateTime={message.createdAt} className="shrink-0 text-xs text-text-3">
            {atTimeOrDate(message.createdAt, new Date(), style)}
          </time>
        </span>
        {line && <span className="line-clamp-4 text-sm break-words">{line}</span>}
        <FilesLine files={message.attachments} />
        <span className="text-xs text-text-3">Pinned by {pinner?.displayName ?? UNKNOWN_NAME}</span>
      </ThreadLink>
      {rightsOf(message).pin && (
        <IconButton
          label="Unpin"
          onClick={() => pinOrUnpin(messageId, false)}
          className="absolute top-1 right-1 size-8 max-md:size-10"
        >
          <PinOff />
        </IconButton>
      )}
    </li>
  );
}
