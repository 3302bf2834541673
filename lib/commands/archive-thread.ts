import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import { answerNothing } from "./answer-entry.ts";
import { writeAudit } from "./audit.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";

/** Archives a thread: it can be read and searched, nothing is added to it. */
export const archiveThread = defineCommand({
  name: "thread:archive",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  run: (context, input) => setState(context, { ...input, to: "ARCHIVED" }),
});

/** Opens an archived thread again. */
export const unarchiveThread = defineCommand({
  name: "thread:unarchive",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  run: (context, input) => setState(context, { ...input, to: "OPEN" }),
});

async function setState(
  context: CommandContext,
  { threadId, to, reason }: { threadId: string; to: "ARCHIVED" | "OPEN"; reason?: string | undefined },
): Promise<typeof answerNothing> {
  const { tx, sql, actor, now, changed } = context;
  // Whether the state is as asked already is told only to those who may know of the thread.
  await accessThread(sql, { actor, threadId, action: "thread.view", now });
  const { state } = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select: { state: true } });
  const archiving = to === "ARCHIVED";
  if (archiving ? state === "ARCHIVED" : state !== "ARCHIVED") return answerNothing;
  const action = archiving ? "thread.archive" : "thread.unarchive";
  await accessThread(sql, { actor, threadId, action, now });
  await postNote(context, threadId, { type: archiving ? "archived" : "unarchived" });
  await tx.thread.update({ where: { id: threadId }, data: { state: to, version: { increment: 1 } } });
  changed(threadStream(threadId), { kind: "thread", id: threadId });
  await writeAudit(context, {
    action,
    targetId: null,
    threadId,
    before: { state },
    after: { state: to },
    reason,
  });
  return answerNothing;
}
