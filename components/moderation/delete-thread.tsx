"use client";

import { runOnServer } from "../../lib/client/administration.ts";
import { ReasonDialog } from "../admin/reason-dialog.tsx";
import { attempt } from "../shell/attempt.ts";
import { showThread, threadPath } from "../shell/navigate.ts";
import { notifyWithUndo } from "../ui/toast.ts";

type Question = { threadId: string; name: string; onClose: () => void };

/** Asks why, and deletes a thread; the way back is offered at once and stays open for 30 days. */
export function DeleteThreadDialog({ threadId, name, onClose }: Question) {
  const restore = () => void attempt(runOnServer("thread:restore", { threadId }).then(() => showThread(threadId)));
  const run = async (reason: string) => {
    await runOnServer("thread:delete", { threadId, reason });
    if (location.pathname === threadPath(threadId)) history.pushState(null, "", "/");
    notifyWithUndo(`${name} is deleted.`, restore);
  };
  return (
    <ReasonDialog
      title={`Delete ${name}`}
      description="Nobody sees it any more. An owner or a workspace admin can restore it within 30 days; then it is gone with everything in it."
      confirm="Delete"
      onConfirm={run}
      onClose={onClose}
    />
  );
}

/** Asks why where somebody wants to say so, and locks a thread. */
export function LockThreadDialog({ threadId, name, onClose }: Question) {
  const unlock = () => void attempt(runOnServer("thread:unlock", { threadId }));
  const run = async (reason: string) => {
    await runOnServer("thread:lock", { threadId, ...(reason.trim() === "" ? {} : { reason }) });
    notifyWithUndo(`${name} is locked.`, unlock);
  };
  return (
    <ReasonDialog
      title={`Lock ${name}`}
      description="Everybody can read on; only owners and moderators post until it is unlocked."
      confirm="Lock"
      danger={false}
      optional
      onConfirm={run}
      onClose={onClose}
    />
  );
}
