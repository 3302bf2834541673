"use client";

import { Menu as MenuIcon, PanelRight, Pin, Search, Star } from "lucide-react";
import { starThread } from "../../lib/client/actions.ts";
import { useEntry, useParticipants, useThread } from "../../lib/client/hooks.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { useThreadTitle } from "../people/person-names.ts";
import { LevelMenu } from "../threads/level-menu.tsx";
import { ThreadIcon } from "../threads/thread-icon.tsx";
import { classNames } from "../ui/class-names.ts";
import { IconButton } from "../ui/icon-button.tsx";
import { Skeleton } from "../ui/skeleton.tsx";
import { Tooltip } from "../ui/tooltip.tsx";
import { attempt } from "./attempt.ts";
import { ConnectionChip } from "./connection-chip.tsx";
import { useIsMac } from "./platform.ts";
import { closeSide, openDetails, openDrawer, openFind, openPins, useShell } from "./shell-state.ts";
import { shortcutText } from "./shortcuts.ts";

/** Above a conversation: what it is, whether it is live, who is in it. */
export function ThreadHeader({ threadId }: { threadId: string }) {
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  const title = useThreadTitle(threadId);
  const mac = useIsMac();
  const details = useShell(({ side }) => side?.name === "details");
  const pins = useShell(({ side }) => side?.name === "pins");
  return (
    <header className="flex h-header shrink-0 items-center gap-3 border-b border-line pr-3 pl-5 max-md:gap-2 max-md:px-2">
      <IconButton label="Threads" onClick={openDrawer} className="md:hidden">
        <MenuIcon />
      </IconButton>
      <span className="max-md:hidden">
        <ThreadIcon threadId={threadId} withPresence />
      </span>
      <div className="flex min-w-0 flex-1 items-center gap-3">
        <h1 className="truncate text-md font-[650] tracking-[-0.01em]">{title || <Skeleton className="w-32" />}</h1>
        {thread?.topic && (
          <Tooltip text={thread.topic} side="bottom">
            <p className="min-w-0 flex-1 truncate text-sm text-text-3 max-md:hidden">{thread.topic}</p>
          </Tooltip>
        )}
      </div>
      <ConnectionChip threadId={threadId} />
      <MemberFaces threadId={threadId} />
      <IconButton label="Find in the thread" shortcut={shortcutText("find", mac)} onClick={openFind}>
        <Search />
      </IconButton>
      <IconButton
        label={pins ? "Hide the pinned messages" : "Pinned messages"}
        aria-expanded={pins}
        onClick={pins ? closeSide : openPins}
        className="max-md:hidden"
      >
        <Pin />
      </IconButton>
      {entry && <LevelMenu entry={entry} />}
      {entry && (
        <IconButton
          label={entry.starred ? "Remove the star" : "Star"}
          aria-pressed={entry.starred}
          onClick={() => void attempt(starThread(threadId, !entry.starred))}
          className="max-md:hidden"
        >
          <Star className={classNames(entry.starred && "fill-current")} />
        </IconButton>
      )}
      <IconButton
        label={details ? "Hide the details" : "Show the details"}
        shortcut={shortcutText("toggleDetails", mac)}
        aria-expanded={details}
        onClick={details ? closeSide : openDetails}
      >
        <PanelRight />
      </IconButton>
    </header>
  );
}

/** A few of the members, as a way to all of them. */
function MemberFaces({ threadId }: { threadId: string }) {
  const participants = useParticipants(threadId);
  const count = useThread(threadId)?.memberCount ?? 0;
  const faces = participants?.slice(0, 3) ?? [];
  if (faces.length === 0) return null;
  return (
    <Tooltip text={count === 1 ? "1 member" : `${count} members`} side="bottom">
      <button
        type="button"
        onClick={openDetails}
        className="flex items-center rounded-sm p-1 hover:bg-hover max-md:hidden"
      >
        {faces.map(({ userId }, at) => (
          <PersonAvatar
            key={userId}
            userId={userId}
            size={20}
            className={classNames("ring-2 ring-bg", at > 0 && "-ml-1.5")}
          />
        ))}
        <span className={count > faces.length ? "ml-1.5 text-xs font-medium text-text-2 tabular-nums" : "sr-only"}>
          {count}
        </span>
        <span className="sr-only"> {count === 1 ? "member" : "members"}, show them</span>
      </button>
    </Tooltip>
  );
}
