import { v7 as uuidv7 } from "uuid";
import { userStream } from "../contract/ids.ts";
import type { NoticeKind } from "../contract/notices.ts";
import type { CommandContext } from "./command.ts";

/**
 * Tells one person what was done to them or came of what they asked for; they see it until they dismiss it. Their
 * stream is locked where it was not yet. Nobody is told of what they did themself.
 */
export async function tellPerson(
  context: CommandContext,
  notice: { userId: string; kind: NoticeKind; threadId: string | null; reason?: string | undefined; until?: Date },
): Promise<void> {
  const { tx, actor, now, changed, lock } = context;
  const { userId, kind, threadId, reason, until } = notice;
  if (userId === actor.userId) return;
  await lock(userStream(userId));
  const thread = threadId && (await tx.thread.findUnique({ where: { id: threadId }, select: { name: true } }));
  const id = uuidv7();
  await tx.notice.create({
    data: {
      id,
      userId,
      kind,
      threadId,
      threadName: thread ? thread.name : "",
      actorId: actor.userId,
      reason: reason ?? null,
      until: until ?? null,
      createdAt: now,
    },
  });
  changed(userStream(userId), { kind: "notice", id });
}
