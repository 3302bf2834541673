import { accessThread } from "../access/access-thread.ts";
import { AppError } from "../errors.ts";
import { answerEntry } from "./answer-entry.ts";
import { changeMembership, membershipLocks } from "./change-membership.ts";
import { writeAudit } from "./audit.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { postNote } from "./post-note.ts";

/**
 * Joins a thread one may join by oneself, with all of its history. Being in it already changes nothing. A system role that
 * comes into a PRIVATE thread does so visibly: a note in the thread, and an audit row with the reason.
 */
export const joinThread = defineCommand({
  name: "thread:join",
  limit: "write",
  locks: (_sql, actor, { threadId }) => membershipLocks(threadId, [actor.userId]),
  async run(context, { threadId, reason }) {
    const { sql, actor, now } = context;
    const { row } = await accessThread(sql, { actor, threadId, action: "thread.view", now });
    // A deleted thread is in nobody's list: there is no entry to answer with, whoever is in it.
    const isIn = row.participantStatus === "ACTIVE" && row.state !== "DELETED";
    if (!isIn) {
      await accessThread(sql, { actor, threadId, action: "thread.join", now });
      await changeMembership(context, { threadId, userId: actor.userId, status: "ACTIVE", role: "MEMBER" });
      const visibly = row.kind === "PRIVATE";
      await postNote(context, threadId, {
        type: "joined",
        userId: actor.userId,
        ...(visibly && reason ? { reason } : {}),
      });
      if (visibly) await auditVisibleJoin(context, threadId, reason);
    }
    return answerEntry(actor.userId, threadId);
  },
});

async function auditVisibleJoin(context: CommandContext, threadId: string, reason: string | undefined): Promise<void> {
  if (!reason)
    throw new AppError("INVALID", "Say why you join this private thread: its members and the audit log see it.");
  const targetId = context.actor.userId;
  await writeAudit(context, {
    action: "thread.join",
    targetId,
    threadId,
    before: null,
    after: { role: "MEMBER" },
    reason,
  });
}
