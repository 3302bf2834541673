import { v7 as uuidv7 } from "uuid";
import { accessThread } from "../access/access-thread.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import type { Participation } from "../contract/participation.ts";
import { AppError } from "../errors.ts";
import { answerThread } from "./answer-thread.ts";
import { writeAudit } from "./audit.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { requireThreadVersion } from "./require-version.ts";

type Subject = { threadId: string; role: "OWNER" | "MODERATOR" | "MEMBER" | "GUEST" | null; userId: string | null };
type Lists = { allow: Participation[]; deny: Participation[] };

/**
 * Sets what a role, or one member, may in a thread beyond and below the matrix (PERMISSIONS, order of evaluation 6 and
 * invariant 7). Two empty lists take the override away.
 */
export const setThreadOverride = defineCommand({
  name: "thread:override",
  limit: "write",
  locks: (_sql, _actor, { threadId, userId }) => [threadStream(threadId), ...(userId ? [userStream(userId)] : [])],
  async run(context, { version, reason, ...proposed }) {
    const { tx, sql, actor, now, changed } = context;
    const { threadId, role, userId, allow, deny } = proposed;
    const { facts } = await accessThread(sql, {
      actor,
      threadId,
      action: "thread.overrides",
      now,
      proposedOverride: { role, userId, allow, deny },
      ...(userId === null ? {} : { targetId: userId }),
    });
    if (userId !== null && facts.target?.participant?.status !== "ACTIVE") {
      throw new AppError("PERSON_UNAVAILABLE", "This person is not in this thread. Add them first.");
    }
    await requireThreadVersion(context, threadId, version);
    const before = await readOverride(context, proposed);
    if (isSame(before, proposed)) return answerThread(threadId);
    await writeOverride(context, proposed);
    await tx.thread.update({ where: { id: threadId }, data: { version: { increment: 1 } } });
    changed(threadStream(threadId), { kind: "thread", id: threadId });
    if (userId !== null) {
      changed(threadStream(threadId), { kind: "participant", id: userId });
      changed(userStream(userId), { kind: "entry", id: threadId });
    }
    await writeAudit(context, {
      action: "thread.overrides",
      targetId: userId,
      threadId,
      before: { role, ...before },
      after: { role, allow, deny },
      reason,
    });
    return answerThread(threadId);
  },
});

async function readOverride({ tx }: CommandContext, { threadId, role, userId }: Subject): Promise<Lists> {
  const row = await tx.threadOverride.findFirst({
    where: { threadId, role, userId },
    select: { allow: true, deny: true },
  });
  return { allow: (row?.allow ?? []) as Participation[], deny: (row?.deny ?? []) as Participation[] };
}

async function writeOverride({ tx, actor }: CommandContext, override: Subject & Lists): Promise<void> {
  const { threadId, role, userId, allow, deny } = override;
  await tx.threadOverride.deleteMany({ where: { threadId, role, userId } });
  if (allow.length === 0 && deny.length === 0) return;
  await tx.threadOverride.create({
    data: { id: uuidv7(), threadId, role, userId, allow, deny, setById: actor.userId },
  });
}

const isSame = (a: Lists, b: Lists): boolean =>
  (["allow", "deny"] as const).every((side) => a[side].toSorted().join() === b[side].toSorted().join());
