import { accessThread } from "../access/access-thread.ts";
import type { Actor } from "../access/actor.ts";
import { userStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { runSystem } from "./run-system.ts";

export type UploadBegun = { id: string; threadId: string; name: string; size: number };

const MB = 1024 * 1024;

/**
 * A file is about to be uploaded to a thread: whether it may, and room for it. The id is the client's (PROTOCOL S3); the
 * same again, as long as nothing of it is uploaded in full, begins anew. Changes no stream: nobody sees the file yet.
 * Throws AppError: what `message.attach` refuses, TOO_LARGE, QUOTA, CONFLICT where the id is taken.
 */
export async function beginUpload(
  actor: Actor,
  { id, threadId, name, size, maxMb, quotaMb }: UploadBegun & { maxMb: number; quotaMb: number },
): Promise<void> {
  if (size > maxMb * MB) throw new AppError("TOO_LARGE", `Files may have ${maxMb} MB at most.`, { maxMb });
  await runSystem(
    // One person's uploads one after the other, so that two at once do not both fit into the last place.
    async () => ({ userId: actor.userId, locks: [userStream(actor.userId)] }),
    async ({ sql, tx, now }) => {
      await accessThread(sql, { actor, threadId, action: "message.attach", now });
      const known = await tx.attachment.findUnique({ where: { id } });
      if (known && !isTheSame(known, { actor, threadId, size }))
        throw new AppError("CONFLICT", "This id was used for another file. Upload it with a new one.");
      const [used] = await sql.rows<{ bytes: number }>(USED, [actor.userId, id]);
      const bytes = used?.bytes ?? 0;
      if (bytes + size > quotaMb * MB) {
        const text = `Your files may take ${quotaMb} MB in all, and take ${Math.ceil(bytes / MB)} MB. Delete some to make room.`;
        throw new AppError("QUOTA", text, { quotaMb, usedBytes: bytes });
      }
      const data = { name, createdAt: now };
      if (known) await tx.attachment.update({ where: { id }, data });
      else await tx.attachment.create({ data: { id, ownerId: actor.userId, threadId, size, ...data } });
    },
  );
}

/** Files whose bytes are there, and those that are promised. */
const USED = `
  SELECT coalesce(sum(size), 0)::float8 AS bytes FROM "Attachment"
  WHERE "ownerId" = $1::uuid AND id <> $2::uuid AND "erasedAt" IS NULL`;

function isTheSame(
  known: { ownerId: string; threadId: string; size: number; state: string },
  { actor, threadId, size }: { actor: Actor; threadId: string; size: number },
): boolean {
  const isOwn = known.ownerId === actor.userId && known.threadId === threadId;
  return isOwn && known.size === size && known.state === "UPLOADING";
}
