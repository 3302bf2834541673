"use client";

import type { MessageView } from "../../lib/contract/messages.ts";
import type { ThreadView } from "../../lib/contract/threads.ts";
import { useThreadTitle } from "../people/person-names.ts";
import { ThreadIcon } from "../threads/thread-icon.tsx";
import { atTimeOrDate, fullTime } from "./conversation/time-text.ts";
import { useTimeStyle } from "./conversation/use-time-style.ts";

/** Where and when a message was written: the first line of one that is shown away from its thread. */
export function MessagePlace({ message: { createdAt }, thread }: { message: MessageView; thread: ThreadView }) {
  const title = useThreadTitle(thread.id) || thread.name;
  const style = useTimeStyle();
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-xs text-text-3 [&_svg]:size-3.5">
      <ThreadIcon threadId={thread.id} />
      <span className="truncate font-medium">{title}</span>
      <span aria-hidden="true">·</span>
      <time dateTime={createdAt} title={fullTime(createdAt, style)} className="shrink-0">
        {atTimeOrDate(createdAt, new Date(), style)}
      </time>
    </span>
  );
}
