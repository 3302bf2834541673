"use client";

import { useConnection, useNotLive } from "../../lib/client/hooks.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/tooltip.tsx";
import { shownFor } from "./connection-text.ts";

/** Whether what is on screen is all there is: from the sequence numbers, not from hope. */
export function ConnectionChip({ threadId }: { threadId: string }) {
  const connection = useConnection();
  const notLive = useNotLive(threadId);
  const { text, hint, dot } = shownFor(connection, notLive);
  return (
    <Tooltip text={hint} side="bottom">
      <span
        role="status"
        className="inline-flex h-[22px] shrink-0 items-center gap-1.5 rounded-full border border-line bg-surface px-2 text-xs font-[550] whitespace-nowrap text-text-2 tabular-nums"
      >
        <span aria-hidden="true" className={classNames("size-1.5 rounded-full forced-color-adjust-none", dot)} />
        {text}
      </span>
    </Tooltip>
  );
}
