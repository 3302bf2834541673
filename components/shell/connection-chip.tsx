"use client";

import { useConnection, useNotLive } from "../../lib/client/hooks.ts";
import { classNames } from "../ui/class-names.ts";
import { Tooltip } from "../ui/tooltip.tsx";

type Shown = { text: string; hint: string; dot: string };

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

export function shownFor(
  { status, behind, polling }: Pick<ReturnType<typeof useConnection>, "status" | "behind" | "polling">,
  notLive: boolean,
): Shown {
  if (status === "offline")
    return { text: "Offline", hint: "What you write is kept and sent when the connection is back.", dot: "bg-danger" };
  if (status === "connecting") return { text: "Connecting…", hint: "Looking for the server.", dot: "bg-warn" };
  if (status === "catching-up")
    return { text: `Catching up ${behind}…`, hint: "Changes you missed are on their way.", dot: "bg-warn" };
  if (notLive)
    return { text: "Not live", hint: "You have not joined: it is read again when you come back to it.", dot: "bg-text-3" };
  if (polling) return { text: "Every 15 s", hint: "No lasting connection can be opened, so it asks now and then.", dot: "bg-warn" };
  return { text: "Live", hint: "Everything is here the moment it happens.", dot: "bg-ok" };
}
