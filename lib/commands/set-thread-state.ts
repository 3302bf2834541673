import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import type { SystemNote } from "../contract/messages.ts";
import type { ThreadState } from "../contract/roles.ts";
import type { ThreadAction } from "../policy/actions.ts";
import { answerNothing } from "./answer-entry.ts";
import { writeAudit } from "./audit.ts";
import { requireOwner } from "./change-membership.ts";
import type { CommandContext } from "./command.ts";
import { postNote } from "./post-note.ts";

/** One way from state to state; `isDone` says in which states there is nothing to do. */
type Step = { action: ThreadAction; isDone(state: ThreadState): boolean; to: ThreadState; note: SystemNote };

/**
 * Moves a thread from one state to another, with a note in it and an audit row. Where it is done already it changes
 * nothing (PROTOCOL S3). The caller holds the thread's lock.
 * @throws AppError LAST_OWNER where it was to be open, and nobody in it could own it.
 */
export async function setThreadState(
  context: CommandContext,
  { threadId, reason }: { threadId: string; reason?: string | undefined },
  { action, isDone, to, note }: Step,
): Promise<typeof answerNothing> {
  const { tx, sql, actor, now, changed } = context;
  // Whether the state is as asked already is told only to those who may know of the thread.
  await accessThread(sql, { actor, threadId, action: "thread.view", now });
  const { state } = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { state: true } });
  if (isDone(state)) return answerNothing;
  await accessThread(sql, { actor, threadId, action, now });
  if (to !== "ARCHIVED") await requireOwner(context, threadId);
  await postNote(context, threadId, note);
  await tx.thread.update({ where: { id: threadId }, data: { state: to, version: { increment: 1 } } });
  changed(threadStream(threadId), { kind: "thread", id: threadId });
  await writeAudit(context, { action, targetId: null, threadId, before: { state }, after: { state: to }, reason });
  return answerNothing;
}
