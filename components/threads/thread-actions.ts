import { archiveThread, joinThread, leaveThread, openDirect, setThreadLevel } from "../../lib/client/actions.ts";
import type { ThreadEntry, ThreadView } from "../../lib/contract/threads.ts";
import { attempt } from "../shell/attempt.ts";
import { showThread, threadPath } from "../shell/navigate.ts";
import { notify, notifyWithUndo } from "../ui/toast.ts";

type Named = Pick<ThreadView, "kind" | "name">;

/** Leaves, and offers the way back where there is one: into a private thread nobody can let themselves in again. */
export async function leaveWithUndo(threadId: string, thread: Named): Promise<void> {
  const left = await attempt(leaveThread(threadId).then(() => true));
  if (!left) return;
  if (location.pathname === threadPath(threadId)) history.pushState(null, "", "/");
  if (thread.kind === "PUBLIC")
    notifyWithUndo(
      `You left ${thread.name}.`,
      () => void attempt(joinThread(threadId).then(() => showThread(threadId))),
    );
  else
    notify(
      thread.kind === "DM" ? "Hidden. It comes back with the next message." : `You left ${thread.name || "the group"}.`,
    );
}

/** Archives or brings back, with undo. */
export async function archiveWithUndo(threadId: string, name: string, archived: boolean): Promise<void> {
  const done = await attempt(archiveThread(threadId, archived).then(() => true));
  if (done)
    notifyWithUndo(archived ? `${name} is archived.` : `${name} is open again.`, () => {
      void attempt(archiveThread(threadId, !archived));
    });
}

/** Finds or makes the direct thread with these people and shows it. */
export async function startDirect(userIds: string[]): Promise<boolean> {
  const entry = await attempt(openDirect(userIds));
  if (entry) showThread(entry.threadId);
  return entry !== undefined;
}

/** Mutes a thread, or lets it speak again as the person's preference says. */
export async function muteWithUndo({ threadId, level }: ThreadEntry): Promise<void> {
  const mute = level !== "NOTHING";
  const done = await attempt(setThreadLevel(threadId, mute ? "NOTHING" : null).then(() => true));
  if (!done) return;
  notifyWithUndo(
    mute ? "Muted. Mentions of you still show." : "No longer muted.",
    () => void attempt(setThreadLevel(threadId, level)),
  );
}

export async function copyThreadLink(threadId: string): Promise<void> {
  await navigator.clipboard.writeText(new URL(threadPath(threadId), location.origin).href);
  notify("Link copied.");
}
