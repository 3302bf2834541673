"use client";

import { X } from "lucide-react";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { fetchReplies } from "../../../lib/client/actions.ts";
import { useMessage, useQuote } from "../../../lib/client/hooks.ts";
import { useReplyRows } from "../../../lib/client/reply-rows.ts";
import type { TimelineRow } from "../../../lib/client/timeline.ts";
import { closeSide } from "../../shell/shell-state.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { Composer } from "./composer/composer.tsx";
import { ConversationContext, useConversation } from "./conversation-scope.ts";
import { MessageRow } from "./message-row.tsx";
import { toRows } from "./message-rows.ts";
import { dayKey } from "./time-text.ts";
import { useLastOwn } from "./use-last-own.ts";
import { useConversationScope } from "./use-conversation-scope.ts";

/** The replies to one message, beside the conversation: the same rows, filtered (PROTOCOL R5). */
export function ReplyPanel({ rootId }: { rootId: string }) {
  const root = useQuote(rootId);
  return (
    <div className="flex min-h-0 flex-1 flex-col bg-bg">
      <header className="flex h-header shrink-0 items-center justify-between border-b border-line pr-2 pl-5 max-md:pl-4">
        <h2 className="font-[650]">Replies</h2>
        <IconButton label="Close replies" onClick={closeSide}>
          <X />
        </IconButton>
      </header>
      {root ? (
        <Replies key={rootId} rootId={rootId} threadId={root.threadId} />
      ) : (
        <RowsSkeleton rows={3} label="Loading replies" />
      )}
    </div>
  );
}

/** Loads the replies, and again when asked to. */
function useLoadReplies(rootId: string) {
  const [failed, setFailed] = useState(false);
  const load = useCallback(() => {
    setFailed(false);
    fetchReplies(rootId).catch(() => setFailed(true));
  }, [rootId]);
  useEffect(() => {
    fetchReplies(rootId).catch(() => setFailed(true));
  }, [rootId]);
  return { failed, load };
}

function Replies({ rootId, threadId }: { rootId: string; threadId: string }) {
  const pane = useRef<HTMLElement>(null);
  const scope = useConversationScope({ threadId, rootId, pane });
  const { rows, loaded } = useReplyRows(rootId);
  const { failed, load } = useLoadReplies(rootId);
  const replies = useMemo(() => rows.slice(1), [rows]);
  const findLastOwn = useLastOwn(replies, scope.meId);
  return (
    <ConversationContext.Provider value={scope}>
      <section ref={pane} aria-label="Replies" className="flex min-h-0 flex-1 flex-col">
        <ReplyList timeline={rows} loaded={loaded} />
        {failed && !loaded && (
          <div role="alert" className="flex items-center justify-center gap-3 px-5 py-2 text-sm text-text-2">
            The replies could not be loaded.
            <Button onClick={load}>Try again</Button>
          </div>
        )}
        <Composer findLastOwn={findLastOwn} />
      </section>
    </ConversationContext.Provider>
  );
}

function ReplyList({ timeline, loaded }: { timeline: readonly TimelineRow[]; loaded: boolean }) {
  const { meId, timeStyle } = useConversation();
  const scroller = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const rows = useMemo(
    () => toRows({ timeline, meId, hasOlder: false, firstUnreadSeq: null, dayOf: (iso) => dayKey(iso, timeStyle) }),
    [timeline, meId, timeStyle],
  );
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element && atEnd.current) element.scrollTop = element.scrollHeight;
  }, [rows]);
  const first = rows[0];
  const count = useMessage(first?.kind === "message" ? first.id : null)?.replyCount ?? 0;
  return (
    <div
      ref={scroller}
      role="log"
      aria-live="off"
      aria-label="Message and its replies"
      data-message-list=""
      tabIndex={0}
      onScroll={({ currentTarget: { scrollHeight, scrollTop, clientHeight } }) => {
        atEnd.current = scrollHeight - scrollTop - clientHeight < 32;
      }}
      className="scroll-quiet min-h-0 flex-1 overflow-y-auto pt-4 pb-2"
    >
      {rows.map((row, index) => (
        <div key={row.key} className="relative hover:z-10 focus-within:z-10">
          <MessageRow row={index === 1 ? { ...row, grouped: false } : row} index={index} active highlighted={false} />
          {index === 0 && (
            <p className="flex items-center gap-3 px-5 py-2 text-xs font-semibold text-text-3 after:h-px after:flex-1 after:bg-line max-md:px-4">
              {count === 1 ? "1 reply" : `${count} replies`}
            </p>
          )}
        </div>
      ))}
      {!loaded && <RowsSkeleton rows={3} label="Loading replies" />}
    </div>
  );
}
