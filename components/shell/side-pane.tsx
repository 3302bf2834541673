"use client";

import { ReplyPanel } from "../chat/conversation/reply-panel.tsx";
import { PaneBoundary } from "../ui/pane-boundary.tsx";
import { RowsSkeleton } from "../ui/skeleton.tsx";
import { notifyFailure } from "../ui/toast.ts";
import { LazyDrawer } from "./lazy-drawer.tsx";
import { LazyPart } from "./lazy-part.tsx";
import { useIsWide } from "./platform.ts";
import { closeSide, useShell } from "./shell-state.ts";

function couldNotOpen() {
  closeSide();
  notifyFailure("This could not be opened. Check the connection and try again.");
}

const LABELS = { details: "Details", pins: "Pinned", replies: "Replies" } as const;

/** The right column: details, pinned messages or replies. Where there is no room for it, it lies over the conversation. */
export function SidePane({ threadId }: { threadId: string }) {
  const side = useShell((state) => state.side);
  const wide = useIsWide();
  const label = LABELS[side?.name ?? "details"];
  const content = side && (
    <PaneBoundary name="the side panel" resetKey={side.name === "replies" ? side.rootId : threadId}>
      {side.name === "replies" && <ReplyPanel rootId={side.rootId} />}
      {side.name === "pins" && (
        <LazyPart
          name="pins"
          props={{ threadId }}
          fallback={<RowsSkeleton label="Loading the pinned messages" />}
          onFailure={couldNotOpen}
        />
      )}
      {side.name === "details" && (
        <LazyPart
          name="details"
          props={{ threadId }}
          fallback={<RowsSkeleton label="Loading the details" />}
          onFailure={couldNotOpen}
        />
      )}
    </PaneBoundary>
  );
  if (!wide)
    return (
      <LazyDrawer open={side !== null} onOpenChange={(open) => !open && closeSide()} side="right" label={label} full>
        {content}
      </LazyDrawer>
    );
  if (!content) return null;
  return (
    <aside
      aria-label={label}
      data-region="side"
      className={`flex w-details shrink-0 flex-col border-l border-line bg-surface ${side?.name === "replies" ? "w-96" : ""}`}
    >
      {content}
    </aside>
  );
}
