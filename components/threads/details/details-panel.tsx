"use client";

import { Pin, X } from "lucide-react";
import { useEntry, useMe, useThread } from "../../../lib/client/hooks.ts";
import { ThreadSettings } from "../../moderation/thread-settings.tsx";
import { closeSide, openPins } from "../../shell/shell-state.ts";
import { Button } from "../../ui/button.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { MemberList } from "./member-list.tsx";
import { ThreadAbout } from "./thread-about.tsx";
import { ThreadControls } from "./thread-controls.tsx";

/** Of threads with roles, for who is in them: nothing is set up about a direct message. */
function Settings({ threadId }: { threadId: string }) {
  const kind = useThread(threadId)?.kind;
  const isMember = useEntry(threadId) !== null;
  const { role } = useMe();
  const named = kind === "PUBLIC" || kind === "PRIVATE";
  return named && (isMember || role !== "MEMBER") ? <ThreadSettings threadId={threadId} /> : null;
}

/** Everything about a thread that is not its messages. */
export function DetailsPanel({ threadId }: { threadId: string }) {
  const known = useThread(threadId) !== null;
  return (
    <>
      <header className="flex h-header shrink-0 items-center justify-between pr-2 pl-4">
        <h2 className="text-md font-[650] tracking-[-0.01em]">Details</h2>
        <IconButton label="Close the details" onClick={closeSide}>
          <X />
        </IconButton>
      </header>
      {known ? (
        <div className="scroll-quiet min-h-0 flex-1 overflow-y-auto px-4 pb-[max(1rem,env(safe-area-inset-bottom))]">
          <ThreadAbout threadId={threadId} />
          <Button look="quiet" onClick={openPins} className="mb-1 w-full justify-start px-2">
            <Pin aria-hidden="true" className="size-4 stroke-[1.75] text-text-3" />
            Pinned messages
          </Button>
          <MemberList threadId={threadId} />
          <Settings threadId={threadId} />
          <ThreadControls threadId={threadId} />
        </div>
      ) : (
        <RowsSkeleton label="Loading the details" />
      )}
    </>
  );
}
