"use client";

import { Bell, BellOff, CheckCheck, Link2, LogOut, Star, StarOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { markThreadRead, starThread } from "../../lib/client/actions.ts";
import { useEntry } from "../../lib/client/hooks.ts";
import { attempt } from "../shell/attempt.ts";
import { ContextMenu } from "../ui/context-menu.tsx";
import { MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { copyThreadLink, leaveWithUndo, muteWithUndo } from "./thread-actions.ts";

/** The menu at the pointer over a line of the list. The header's menu offers the same. */
export function ThreadListMenu({ children }: { children: ReactNode }) {
  const [threadId, setThreadId] = useState<string | null>(null);
  return (
    <ContextMenu
      trigger={
        <div
          className="flex min-h-0 flex-1 flex-col"
          onContextMenuCapture={(event) => {
            const row = (event.target as Element).closest<HTMLElement>("[data-thread]");
            // Beside the rows, the browser's own menu is the better one.
            if (row) setThreadId(row.dataset.thread ?? null);
            else event.stopPropagation();
          }}
        >
          {children}
        </div>
      }
    >
      {threadId && <ThreadItems threadId={threadId} />}
    </ContextMenu>
  );
}

function ThreadItems({ threadId }: { threadId: string }) {
  const entry = useEntry(threadId);
  if (!entry) return null;
  return (
    <>
      <MenuItem
        icon={<CheckCheck />}
        onClick={() => void attempt(markThreadRead(threadId))}
        disabled={entry.unread === 0}
      >
        Mark as read
      </MenuItem>
      <MenuItem
        icon={entry.starred ? <StarOff /> : <Star />}
        onClick={() => void attempt(starThread(threadId, !entry.starred))}
      >
        {entry.starred ? "Remove the star" : "Star"}
      </MenuItem>
      <MenuItem icon={entry.level === "NOTHING" ? <Bell /> : <BellOff />} onClick={() => void muteWithUndo(entry)}>
        {entry.level === "NOTHING" ? "Unmute" : "Mute"}
      </MenuItem>
      <MenuItem icon={<Link2 />} onClick={() => void copyThreadLink(threadId)}>
        Copy link
      </MenuItem>
      <MenuSeparator />
      <MenuItem icon={<LogOut />} danger onClick={() => void leaveWithUndo(threadId, entry.thread)}>
        {entry.thread.kind === "DM" ? "Hide" : "Leave"}
      </MenuItem>
    </>
  );
}
