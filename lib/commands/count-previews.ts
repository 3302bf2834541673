import { threadStream } from "../contract/ids.ts";
import { isShownSql } from "../views/link-preview-view.ts";
import type { CommandContext } from "./command.ts";

/** A message's previews changed: counts them anew, under the thread's lock, and says so. */
export async function recountPreviews(
  { sql, changed }: CommandContext,
  { messageId, threadId, seq }: { messageId: string; threadId: string; seq: number },
): Promise<void> {
  await sql.rows(
    `UPDATE "Message" SET "previewCount" = (
       SELECT count(*) FROM "LinkPreview" l WHERE l."messageId" = $1::uuid AND ${isShownSql})
     WHERE id = $1::uuid`,
    [messageId],
  );
  changed(threadStream(threadId), { kind: "message", id: messageId, fromSeq: seq });
}
