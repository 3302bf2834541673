"use client";

import { X } from "lucide-react";
import { useThread } from "../../../lib/client/hooks.ts";
import { closeSide } from "../../shell/shell-state.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { RowsSkeleton } from "../../ui/skeleton.tsx";
import { MemberList } from "./member-list.tsx";
import { ThreadAbout } from "./thread-about.tsx";
import { ThreadControls } from "./thread-controls.tsx";

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
          <MemberList threadId={threadId} />
          <ThreadControls threadId={threadId} />
        </div>
      ) : (
        <RowsSkeleton label="Loading the details" />
      )}
    </>
  );
}
