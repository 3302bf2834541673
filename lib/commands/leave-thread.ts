import { accessThread } from "../access/access-thread.ts";
import { userStream } from "../contract/ids.ts";
import { answerNothing } from "./answer-entry.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";

/**
 * Leaves a thread. The last owner cannot (`409 LAST_OWNER` with candidates). A DM is only hidden, until the other writes;
 * the last one out of a GROUP_DM archives it (PERMISSIONS, invariants 2 and 8).
 */
export const leaveThread = defineCommand({
  name: "thread:leave",
  limit: "write",
  locks: (_sql, actor, { threadId }) => membershipLocks(threadId, [actor.userId]),
  async run(context, { threadId }) {
    const { sql, actor, now } = context;
    const { row } = await accessThread(sql, { actor, threadId, action: "thread.view", now });
    if (row.participantStatus !== "ACTIVE") return answerNothing;
    await accessThread(sql, { actor, threadId, action: "thread.leave", now });
    if (row.kind === "DM") return hide(context, threadId);
    await changeMembership(context, { threadId, userId: actor.userId, status: "LEFT", role: "MEMBER" });
    await postNote(context, threadId, { type: "left", userId: actor.userId });
    if (row.kind === "GROUP_DM" && row.memberCount === 1) {
      await context.tx.thread.update({
        where: { id: threadId },
        data: { state: "ARCHIVED", version: { increment: 1 } },
      });
    }
    return answerNothing;
  },
});

async function hide({ sql, actor, changed }: CommandContext, threadId: string): Promise<typeof answerNothing> {
  await sql.rows(
    `UPDATE "ThreadParticipant" p SET "hiddenSeq" = t."lastMessageSeq" FROM "Thread" t
     WHERE t.id = p."threadId" AND p."threadId" = $1::uuid AND p."userId" = $2::uuid`,
    [threadId, actor.userId],
  );
  changed(userStream(actor.userId), { kind: "entry", id: threadId });
  return answerNothing;
}
