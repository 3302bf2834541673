import { v7 as uuidv7 } from "uuid";
import { threadStream } from "../contract/ids.ts";
import type { SystemNote } from "../contract/messages.ts";
import type { CommandContext } from "./command.ts";

/**
 * Writes a message of kind SYSTEM into a locked thread: "Ada renamed …". Its author is who did it, its text is made by
 * the reader's own page from `note`. The author has read it.
 */
export async function postNote(
  { tx, actor, now, place }: CommandContext,
  threadId: string,
  note: SystemNote,
): Promise<void> {
  const id = uuidv7();
  const seq = place(threadStream(threadId), id);
  await tx.message.create({
    data: {
      id,
      threadId,
      authorId: actor.userId,
      clientId: id,
      requestHash: "system",
      seq,
      kind: "SYSTEM",
      body: "",
      system: note,
      createdAt: now,
    },
  });
  await tx.thread.update({ where: { id: threadId }, data: { head: seq, lastMessageSeq: seq, lastMessageAt: now } });
  await tx.threadParticipant.updateMany({
    where: { threadId, userId: actor.userId, status: "ACTIVE", lastReadSeq: seq - 1 },
    data: { lastReadSeq: seq },
  });
}
