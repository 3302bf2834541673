import { accessThread } from "../access/access-thread.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import type { Sql } from "../db.ts";
import { answerNothing } from "./answer-entry.ts";
import { writeAudit } from "./audit.ts";
import { membershipLocks, requireOwner } from "./change-membership.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";

/**
 * Deletes a thread: it is in nobody's list, nobody reads it, and nothing that is committed after this is answered reaches
 * anybody (PROTOCOL F3). It can be restored for 30 days; then it is swept away with everything in it.
 */
export const deleteThread = defineCommand({
  name: "thread:delete",
  limit: "write",
  // The actor's own stream too: a thread without members must cost the statements of a hidden one.
  locks: async (sql, { userId }, { threadId }) =>
    membershipLocks(threadId, [userId, ...(await membersOf(sql, threadId))]),
  async run(context, { threadId, reason }) {
    const { tx, sql, actor, now } = context;
    const { row } = await accessThread(sql, { actor, threadId, action: "thread.delete", now });
    const { state } = row;
    await tx.thread.update({
      where: { id: threadId },
      data: { state: "DELETED", deletedAt: now, deletedState: state, version: { increment: 1 } },
    });
    await tellMembers(context, threadId);
    const [before, after] = [{ state }, { state: "DELETED" }];
    await writeAudit(context, { action: "thread.delete", targetId: null, threadId, before, after, reason });
    return answerNothing;
  },
});

/** Takes the deletion of a thread back, within 30 days: it is again as it was, with the same people in it. */
export const restoreThread = defineCommand({
  name: "thread:restore",
  limit: "write",
  // The actor's own stream too: a thread without members must cost the statements of a hidden one.
  locks: async (sql, { userId }, { threadId }) =>
    membershipLocks(threadId, [userId, ...(await membersOf(sql, threadId))]),
  async run(context, { threadId, reason }) {
    const { tx, sql, actor, now } = context;
    const { row } = await accessThread(sql, { actor, threadId, action: "thread.restore", now });
    if (row.state !== "DELETED") return answerNothing;
    const { deletedState } = await tx.thread.findUniqueOrThrow({
      where: { id: threadId },
      select: { deletedState: true },
    });
    const state = deletedState ?? "OPEN";
    if (state !== "ARCHIVED") await requireOwner(context, threadId);
    await tx.thread.update({
      where: { id: threadId },
      data: { state, deletedAt: null, deletedState: null, version: { increment: 1 } },
    });
    await postNote(context, threadId, { type: "restored" });
    await tellMembers(context, threadId);
    const [before, after] = [{ state: "DELETED" }, { state }];
    await writeAudit(context, { action: "thread.restore", targetId: null, threadId, before, after, reason });
    return answerNothing;
  },
});

/** The thread goes from, or comes back to, the list of everybody in it, and their rooms are read again. */
async function tellMembers({ sql, changed, lock, roomsChanged }: CommandContext, threadId: string): Promise<void> {
  changed(threadStream(threadId), { kind: "thread", id: threadId });
  for (const userId of await membersOf(sql, threadId)) {
    // Somebody may have come in between naming the locks and holding them.
    await lock(userStream(userId));
    changed(userStream(userId), { kind: "entry", id: threadId });
    roomsChanged(userId);
  }
}

async function membersOf(sql: Sql, threadId: string): Promise<string[]> {
  const rows = await sql.rows<{ userId: string }>(
    `SELECT "userId" FROM "ThreadParticipant" WHERE "threadId" = $1::uuid AND status = 'ACTIVE' ORDER BY "userId"`,
    [threadId],
  );
  return rows.map(({ userId }) => userId);
}
