import type { Actor } from "../access/actor.ts";
import { AppError } from "../errors.ts";
import { threadStream } from "../contract/ids.ts";
import { planOutdated, runSystem } from "./run-system.ts";

/**
 * Takes an own file back that is in no message yet: its row goes, and the caller erases its bytes. What is not there is
 * discarded already (PROTOCOL S3). Throws CONFLICT for a file that was sent: its message is what can be deleted.
 */
export async function discardUpload(actor: Actor, id: string): Promise<void> {
  await runSystem(
    async (sql) => {
      const [file] = await sql.rows<{ threadId: string }>(OWN, [id, actor.userId]);
      return { userId: actor.userId, locks: file ? [threadStream(file.threadId)] : [] };
    },
    async ({ sql, tx, isLocked }) => {
      const [file] = await sql.rows<{ threadId: string; messageId: string | null }>(OWN, [id, actor.userId]);
      if (!file) return;
      if (!isLocked(threadStream(file.threadId))) throw planOutdated();
      if (file.messageId !== null) throw new AppError("CONFLICT", "This file was sent. Delete its message instead.");
      await tx.attachment.delete({ where: { id } });
    },
  );
}

const OWN = `SELECT "threadId", "messageId" FROM "Attachment" WHERE id = $1::uuid AND "ownerId" = $2::uuid`;
