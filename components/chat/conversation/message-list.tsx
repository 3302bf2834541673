"use client";
"use no memo";

import { useCallback, useMemo, useState } from "react";
import { jumpToLatest } from "../../../lib/client/actions.ts";
import { type Timeline, useMessage } from "../../../lib/client/hooks.ts";
import { classNames } from "../../ui/class-names.ts";
import { useConversation } from "./conversation-scope.ts";
import { JumpPill } from "./jump-pill.tsx";
import { MessageRow } from "./message-row.tsx";
import { type Row, toRows } from "./message-rows.ts";
import { DayDivider, NewLine } from "./row-dividers.tsx";
import { SeenLine } from "./seen-by.tsx";
import { ThreadBeginning } from "./thread-beginning.tsx";
import { dayKey } from "./time-text.ts";
import { OlderSkeleton, TimelineSkeleton } from "./timeline-skeleton.tsx";
import { landingOf, useLanding } from "./use-landing.ts";
import { useLoading, useMessageScroll } from "./use-message-scroll.ts";
import { useRovingRows } from "./use-roving-rows.ts";
import { useSeen } from "./use-seen.ts";

type MessageListProps = { timeline: Timeline; label: string };

/** The conversation itself: a window over the loaded part of the thread. */
export function MessageList({ timeline, label }: MessageListProps) {
  const { threadId, meId, timeStyle, focusComposer } = useConversation();
  const { hasOlder, hasNewer, firstUnreadSeq, status } = timeline;
  const rows = useMemo(
    () => toRows({ timeline: timeline.rows, meId, hasOlder, firstUnreadSeq, dayOf: (iso) => dayKey(iso, timeStyle) }),
    [timeline.rows, meId, hasOlder, firstUnreadSeq, timeStyle],
  );
  const roving = useRovingRows({ rows, focusComposer });
  const [landed, setLanded] = useState(false);
  const onLanded = useCallback(() => setLanded(true), []);
  const { scroller, list, atEnd } = useMessageScroll({
    rows,
    timeline,
    activeKey: roving.focusedKey,
    landing: landed ? null : landingOf(timeline.target, rows),
  });
  const { markedKey, goToEnd } = useLanding({ list, rows, timeline, landed, onLanded });
  useLoading({ threadId, list, timeline, count: rows.length, landed });
  const newCount = useSeen({ threadId, meId, rows, list, atEnd, landed, hasNewer });
  // Tab goes to the row it left, else to the lowest one in sight.
  const stopKey = roving.focusedKey ?? rows[Math.min(list.range?.endIndex ?? 0, rows.length - 1)]?.key;
  const toEnd = () => {
    if (hasNewer) jumpToLatest(threadId).catch(() => undefined);
    else goToEnd();
  };

  return (
    <div className="relative min-h-0 flex-1">
      {!landed && <TimelineSkeleton />}
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={label}
        aria-busy={status === "loading"}
        data-region="messages"
        data-message-list=""
        onFocus={roving.onFocus}
        onBlur={roving.onBlur}
        onKeyDown={(event) => roving.onKeyDown(event, list)}
        className={classNames(
          "scroll-quiet flex h-full flex-col overflow-x-hidden overflow-y-auto [overflow-anchor:none]",
          !landed && "invisible",
        )}
      >
        <div className="relative mt-auto w-full shrink-0" style={{ height: list.getTotalSize() }}>
          {hasOlder ? <OlderSkeleton /> : <ThreadBeginning threadId={threadId} />}
          {list.getVirtualItems().map(({ key, index, start }) => {
            const row = rows[index];
            return (
              row && (
                <div
                  key={key}
                  data-index={index}
                  ref={list.measureElement}
                  className="absolute inset-x-0 top-0 hover:z-10 focus-within:z-10"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  {row.startsDay && <DayDivider at={row.createdAt} />}
                  {row.startsNew && <NewLine />}
                  <MessageRow
                    row={row}
                    index={index}
                    active={row.key === stopKey}
                    highlighted={row.key === markedKey}
                  />
                </div>
              )
            );
          })}
          {!hasNewer && <LastSeen rows={rows} />}
        </div>
      </div>
      {landed && !atEnd && rows.length > 0 && <JumpPill newCount={newCount} onJump={toEnd} />}
    </div>
  );
}

/** Under the newest message, in room that is always there. */
function LastSeen({ rows }: { rows: readonly Row[] }) {
  const last = rows.at(-1);
  const message = useMessage(last?.kind === "message" ? last.id : null);
  return (
    <div className="absolute inset-x-0 bottom-0 flex h-7 items-center justify-end px-5 text-xs text-text-3 max-md:px-4">
      {message && !message.system && <SeenLine message={message} />}
    </div>
  );
}
