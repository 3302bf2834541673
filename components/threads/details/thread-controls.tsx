"use client";

import { Archive, ArchiveRestore, CheckCheck, Link2, Lock, LockOpen, LogOut, Star, Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { joinThread, markThreadRead, starThread } from "../../../lib/client/actions.ts";
import { useEntry, useThread } from "../../../lib/client/hooks.ts";
import { runOnServer } from "../../../lib/client/administration.ts";
import { DeleteThreadDialog, LockThreadDialog } from "../../moderation/delete-thread.tsx";
import { attempt } from "../../shell/attempt.ts";
import { Button } from "../../ui/button.tsx";
import { classNames } from "../../ui/class-names.ts";
import { LevelSelect } from "../level-select.tsx";
import { archiveWithUndo, copyThreadLink, leaveWithUndo } from "../thread-actions.ts";
import { useThreadPolicy } from "../thread-policy.ts";

/** What can be done with the thread as a whole; what cannot says why. */
export function ThreadControls({ threadId }: { threadId: string }) {
  const thread = useThread(threadId);
  const entry = useEntry(threadId);
  const ask = useThreadPolicy(threadId);
  const [asking, setAsking] = useState<"lock" | "delete" | null>(null);
  if (!thread) return null;
  const direct = thread.kind === "DM" || thread.kind === "GROUP_DM";
  const archived = thread.state === "ARCHIVED";
  const locked = thread.state === "LOCKED";
  if (!entry)
    return (
      <div className="mt-4 border-t border-line pt-4">
        {/* Into a private one there is a way for who runs the workspace, in the conversation's place: it asks why. */}
        {thread.kind === "PUBLIC" && (
          <Button look="primary" className="w-full" onClick={() => void attempt(joinThread(threadId))}>
            Join the thread
          </Button>
        )}
        <Control icon={<Link2 />} onClick={() => void copyThreadLink(threadId)}>
          Copy link
        </Control>
      </div>
    );
  return (
    <div className="mt-4 flex flex-col border-t border-line pt-2">
      <div className="flex flex-col gap-1 py-2 text-sm">
        <span aria-hidden="true" className="text-xs font-semibold text-text-3">
          Tell me about
        </span>
        <LevelSelect entry={entry} />
      </div>
      <Control icon={<Star />} onClick={() => void attempt(starThread(threadId, !entry.starred))}>
        {entry.starred ? "Remove the star" : "Star"}
      </Control>
      {entry.unread > 0 && (
        <Control icon={<CheckCheck />} onClick={() => void attempt(markThreadRead(threadId))}>
          Mark as read
        </Control>
      )}
      <Control icon={<Link2 />} onClick={() => void copyThreadLink(threadId)}>
        Copy link
      </Control>
      {!direct && (
        <Control
          icon={archived ? <ArchiveRestore /> : <Archive />}
          why={ask(archived ? "thread.unarchive" : "thread.archive").why}
          onClick={() => void archiveWithUndo(threadId, thread.name, !archived)}
        >
          {archived ? "Bring back from the archive" : "Archive"}
        </Control>
      )}
      {!direct && !archived && (
        <Control
          icon={locked ? <LockOpen /> : <Lock />}
          why={ask("thread.lock").why}
          onClick={() => (locked ? void attempt(runOnServer("thread:unlock", { threadId })) : setAsking("lock"))}
        >
          {locked ? "Unlock" : "Lock…"}
        </Control>
      )}
      <Control
        icon={<LogOut />}
        danger
        why={ask("thread.leave").why}
        onClick={() => void leaveWithUndo(threadId, thread)}
      >
        {thread.kind === "DM" ? "Hide" : "Leave"}
      </Control>
      {!direct && (
        <Control icon={<Trash2 />} danger why={ask("thread.delete").why} onClick={() => setAsking("delete")}>
          Delete the thread…
        </Control>
      )}
      {asking === "lock" && <LockThreadDialog threadId={threadId} name={thread.name} onClose={() => setAsking(null)} />}
      {asking === "delete" && (
        <DeleteThreadDialog threadId={threadId} name={thread.name} onClose={() => setAsking(null)} />
      )}
    </div>
  );
}

type ControlProps = {
  icon: ReactNode;
  why?: string | null;
  danger?: boolean;
  onClick: () => void;
  children: ReactNode;
};

function Control({ icon, why, danger = false, onClick, children }: ControlProps) {
  return (
    <button
      type="button"
      aria-disabled={why ? "true" : undefined}
      onClick={why ? undefined : onClick}
      className={classNames(
        "-mx-2 flex min-h-9 items-center gap-2.5 rounded-sm px-2 py-1 text-left text-sm max-md:min-h-touch [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75]",
        danger && !why && "text-danger",
        why ? "cursor-not-allowed text-text-3" : "hover:bg-hover",
      )}
    >
      {icon}
      <span className="min-w-0">
        {children}
        {why && <span className="block text-xs">{why}</span>}
      </span>
    </button>
  );
}
