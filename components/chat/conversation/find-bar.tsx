"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef } from "react";
import { closeFind } from "../../shell/shell-state.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { useConversation } from "./conversation-scope.ts";
import { useFind } from "./use-find.ts";
import { useFoundMarks } from "./use-found-marks.ts";

/** Finds words in the thread: the browser's own search sees only the part of a windowed list that is on screen. */
export function FindBar() {
  const { threadId, jumpTo, focusComposer } = useConversation();
  const { q, type, status, hits, hasMore, at, step } = useFind(threadId, jumpTo);
  const field = useRef<HTMLInputElement>(null);
  // Before the next key can come: what is typed at once after the shortcut belongs in here.
  useLayoutEffect(() => field.current?.focus(), []);
  useEffect(() => closeFind, []);
  useFoundMarks(q, hits[at]?.id ?? null);

  const close = () => {
    closeFind();
    focusComposer();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === field.current) step(event.shiftKey ? -1 : 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search
      onKeyDown={onKeyDown}
      className="absolute top-2 right-5 z-20 flex h-11 w-96 max-w-[calc(100%-2.5rem)] items-center gap-0.5 rounded-md border border-line bg-raised pr-1.5 pl-3 shadow-raised max-md:top-1 max-md:right-2 max-md:w-auto max-md:max-w-none max-md:left-2"
    >
      <input
        ref={field}
        type="text"
        data-find=""
        aria-label="Find in the thread"
        placeholder="Find in the thread"
        enterKeyHint="search"
        maxLength={80}
        value={q}
        onChange={(event) => type(event.target.value)}
        className="h-9 min-w-0 flex-1 bg-transparent text-sm outline-none"
      />
      {status === "looking" && <Spinner />}
      <output aria-live="polite" className="shrink-0 px-2 text-xs whitespace-nowrap text-text-3 tabular-nums">
        {outcome({ q, status, at, count: hits.length, hasMore })}
      </output>
      <IconButton label="Older match" shortcut="Enter" disabled={hits.length === 0} onClick={() => step(1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Newer match" shortcut="Shift Enter" disabled={hits.length === 0} onClick={() => step(-1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close" shortcut="Esc" onClick={close}>
        <X />
      </IconButton>
    </search>
  );
}

type Outcome = { q: string; status: "idle" | "looking" | "failed"; at: number; count: number; hasMore: boolean };

function outcome({ q, status, at, count, hasMore }: Outcome): string {
  if (q.trim() === "" || status === "looking") return "";
  if (status === "failed") return "Could not search";
  return count === 0 ? "No matches" : `${at + 1} of ${count}${hasMore ? "+" : ""}`;
}
