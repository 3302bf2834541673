"use client";

import { BellOff } from "lucide-react";
import { memo } from "react";
import { useDraft, useEntry } from "../../lib/client/hooks.ts";
import { useThreadTitle } from "../people/person-names.ts";
import { ThreadLink } from "../shell/thread-link.tsx";
import { CountBadge } from "../ui/badge.tsx";
import { classNames } from "../ui/class-names.ts";
import { countsOf, rowFacts } from "./row-text.ts";
import { ThreadIcon } from "./thread-icon.tsx";

type ThreadRowProps = { threadId: string; active: boolean; tabStop: boolean };

/** One line of the thread list. */
export const ThreadRow = memo(function ThreadRow({ threadId, active, tabStop }: ThreadRowProps) {
  const entry = useEntry(threadId);
  const title = useThreadTitle(threadId);
  const draft = useDraft(threadId);
  if (!entry) return null;
  const muted = entry.level === "NOTHING";
  const counts = countsOf(entry);
  const hasDraft = !active && Boolean(draft?.body.trim());
  return (
    <li>
      <ThreadLink
        threadId={threadId}
        data-thread={threadId}
        tabIndex={tabStop ? 0 : -1}
        aria-current={active ? "page" : undefined}
        className={classNames(
          "flex h-row items-center gap-2.5 rounded-sm px-2 text-[0.875rem] text-text-2 outline-offset-[-2px] hover:bg-hover max-md:h-touch",
          counts.bold && "font-semibold text-text",
          muted && !counts.bold && "text-text-3",
          active && "bg-active font-[550] text-text hover:bg-active",
        )}
      >
        <span className="grid w-6 shrink-0 place-items-center">
          <ThreadIcon threadId={threadId} withPresence />
        </span>
        <span className="min-w-0 flex-1 truncate">{title}</span>
        <span className="sr-only">, {rowFacts(entry, { hasDraft })}</span>
        {counts.badge > 0 ? (
          <CountBadge count={counts.badge} strong={counts.strong} />
        ) : (
          hasDraft && (
            <span aria-hidden="true" className="text-xs font-medium text-danger">
              Draft
            </span>
          )
        )}
        {muted && <BellOff aria-hidden="true" className="size-3.5 shrink-0 stroke-[1.75] text-text-3" />}
      </ThreadLink>
    </li>
  );
});
