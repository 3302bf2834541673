import { accessThread } from "../access/access-thread.ts";
import { threadStream } from "../contract/ids.ts";
import { answerThread } from "./answer-thread.ts";
import { writeAudit } from "./audit.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";
import { requireThreadVersion } from "./require-version.ts";

type Settings = {
  announcement: boolean;
  slowModeSeconds: number;
  editWindowSeconds: number | null;
  linkPreviews: boolean;
};

/**
 * Changes how a thread runs: who posts, how often, for how long an author may edit, whether links are looked up. What is
 * so already stays.
 */
export const setThreadSettings = defineCommand({
  name: "thread:settings",
  limit: "write",
  locks: (_sql, _actor, { threadId }) => [threadStream(threadId)],
  async run(context, { threadId, version, reason, ...wanted }) {
    const { tx, sql, actor, now, changed } = context;
    if (wanted.slowModeSeconds !== undefined) {
      await accessThread(sql, { actor, threadId, action: "thread.slowMode", now });
    }
    const { announcement, editWindowSeconds, linkPreviews } = wanted;
    if ([announcement, editWindowSeconds, linkPreviews].some((setting) => setting !== undefined)) {
      await accessThread(sql, { actor, threadId, action: "thread.announcement", now });
    }
    await accessThread(sql, { actor, threadId, action: "thread.view", now });
    await requireThreadVersion(context, threadId, version);
    const select = { announcement: true, slowModeSeconds: true, editWindowSeconds: true, linkPreviews: true } as const;
    const before: Settings = await tx.thread.findUniqueOrThrow({ where: { id: threadId }, select });
    const after: Settings = {
      announcement: announcement ?? before.announcement,
      slowModeSeconds: wanted.slowModeSeconds ?? before.slowModeSeconds,
      editWindowSeconds: editWindowSeconds === undefined ? before.editWindowSeconds : editWindowSeconds,
      linkPreviews: linkPreviews ?? before.linkPreviews,
    };
    if (isSame(before, after)) return answerThread(threadId);
    await noteChanges(context, threadId, { before, after });
    await tx.thread.update({ where: { id: threadId }, data: { ...after, version: { increment: 1 } } });
    changed(threadStream(threadId), { kind: "thread", id: threadId });
    await writeAudit(context, { action: "thread.settings", targetId: null, threadId, before, after, reason });
    return answerThread(threadId);
  },
});

const isSame = (a: Settings, b: Settings): boolean =>
  a.announcement === b.announcement &&
  a.slowModeSeconds === b.slowModeSeconds &&
  a.editWindowSeconds === b.editWindowSeconds &&
  a.linkPreviews === b.linkPreviews;

/** What changes for those who write is said in the thread. */
async function noteChanges(
  context: CommandContext,
  threadId: string,
  { before, after }: { before: Settings; after: Settings },
): Promise<void> {
  if (before.announcement !== after.announcement)
    await postNote(context, threadId, { type: "announcement", on: after.announcement });
  if (before.slowModeSeconds !== after.slowModeSeconds)
    await postNote(context, threadId, { type: "slowMode", seconds: after.slowModeSeconds });
}
