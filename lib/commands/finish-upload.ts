import { accessThread } from "../access/access-thread.ts";
import type { Actor } from "../access/actor.ts";
import { threadStream } from "../contract/ids.ts";
import { AppError, notFound } from "../errors.ts";
import { runSystem } from "./run-system.ts";

/**
 * The last byte has arrived. Whether the person may still attach here is asked again: much can happen during an upload.
 * `type`: what the bytes are; null where they are nothing that may be shared. From here on the file waits for its scan.
 * Finishing twice changes nothing. Throws AppError: what `message.attach` refuses, MEDIA_TYPE, NOT_FOUND.
 */
export async function finishUpload(
  actor: Actor,
  { id, threadId, type }: { id: string; threadId: string; type: string | null },
): Promise<void> {
  await runSystem(
    async () => ({ userId: actor.userId, locks: [threadStream(threadId)] }),
    async ({ sql, tx, now }) => {
      await accessThread(sql, { actor, threadId, action: "message.attach", now });
      const file = await tx.attachment.findFirst({ where: { id, threadId, ownerId: actor.userId } });
      if (!file) throw notFound();
      if (file.state !== "UPLOADING") return;
      if (type === null) {
        throw new AppError("MEDIA_TYPE", "Files of this kind cannot be shared here. Inside a zip they can.");
      }
      await tx.attachment.update({ where: { id }, data: { state: "PENDING", type, scanAfter: now } });
    },
  );
}
