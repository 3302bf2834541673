import { accessThread } from "../access/access-thread.ts";
import { writeAudit } from "./audit.ts";
import { changeMembership } from "./change-membership.ts";
import type { CommandContext } from "./command.ts";
import { postNote } from "./post-note.ts";
import { tellPerson } from "./tell-person.ts";

type Whom = { threadId: string; userId: string };

/**
 * Bans somebody of lower rank, whether they are in the thread or not: they see it no more and cannot be added again
 * (PERMISSIONS, invariant 6). The caller holds the locks of `membershipLocks`. Gives false where they are banned already.
 */
export async function ban(
  context: CommandContext,
  { threadId, userId, reason }: Whom & { reason: string },
): Promise<boolean> {
  const { sql, actor, now } = context;
  const { facts } = await accessThread(sql, { actor, threadId, action: "member.ban", now, targetId: userId });
  const place = facts.target?.participant ?? null;
  if (!(await changeMembership(context, { threadId, userId, status: "BANNED", role: "MEMBER" }))) return false;
  await sql.rows(
    `UPDATE "ThreadParticipant" SET "bannedById" = $3::uuid, "banReason" = $4
     WHERE "threadId" = $1::uuid AND "userId" = $2::uuid`,
    [threadId, userId, actor.userId, reason],
  );
  if (place?.status === "ACTIVE") await postNote(context, threadId, { type: "banned", userId });
  await tellPerson(context, { userId, kind: "banned", threadId, reason });
  const before = place && { role: place.role, status: place.status };
  await writeAudit(context, {
    action: "member.ban",
    targetId: userId,
    threadId,
    before,
    after: { status: "BANNED" },
    reason,
  });
  return true;
}

/** Lifts a ban: they may come in again as others may. Gives false, and changes nothing, where there is none. */
export async function unban(
  context: CommandContext,
  { threadId, userId, reason }: Whom & { reason: string | undefined },
): Promise<boolean> {
  const { sql, actor, now } = context;
  const { facts } = await accessThread(sql, { actor, threadId, action: "member.unban", now, targetId: userId });
  if (facts.target?.participant?.status !== "BANNED") return false;
  await changeMembership(context, { threadId, userId, status: "LEFT", role: "MEMBER" });
  await tellPerson(context, { userId, kind: "unbanned", threadId, reason });
  const [before, after] = [{ status: "BANNED" }, { status: "LEFT" }];
  await writeAudit(context, { action: "member.unban", targetId: userId, threadId, before, after, reason });
  return true;
}
