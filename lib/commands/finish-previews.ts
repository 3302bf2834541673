import { threadStream } from "../contract/ids.ts";
import type { Thumbnail } from "../files/thumbnail.ts";
import { recountPreviews } from "./count-previews.ts";
import { runSystem } from "./run-system.ts";

/** What a page says of itself. `picture`: one that is in the store under the preview's id. */
export type LinkFindings = {
  title: string | null;
  description: string | null;
  siteName: string | null;
  picture: Pick<Thumbnail, "width" | "height" | "thumbhash"> | null;
};

/** One link that was looked up; `found` is null where nothing is to be shown of it. */
export type PreviewResult = { id: string; found: LinkFindings | null };

/** The message whose links were looked up. */
export type PreviewTask = { messageId: string; threadId: string; authorId: string };

/**
 * Puts on record what links lead to, all of a message at once: it is one change of the message (PROTOCOL L4, L6). What
 * was removed or edited away meanwhile stays so, and its picture is left to the sweep.
 */
export async function finishPreviews(
  { messageId, threadId, authorId }: PreviewTask,
  results: readonly PreviewResult[],
): Promise<void> {
  await runSystem(
    async () => ({ userId: authorId, locks: [threadStream(threadId)] }),
    async (context) => {
      const { tx, now } = context;
      const message = await tx.message.findUnique({ where: { id: messageId }, select: { seq: true } });
      if (!message) return;
      let isNews = false;
      for (const { id, found } of results) {
        const { count } = await tx.linkPreview.updateMany({
          where: { id, state: "PENDING" },
          data: { ...columnsOf(found), fetchedAt: now, fetchAfter: null },
        });
        isNews ||= count > 0;
        if (count === 0 && found?.picture) await tx.linkPreview.updateMany({ where: { id }, data: found.picture });
      }
      if (isNews) await recountPreviews(context, { messageId, threadId, seq: message.seq });
    },
  );
}

function columnsOf(found: LinkFindings | null) {
  if (!found) return { state: "NONE" as const };
  const { picture, ...words } = found;
  return { state: "READY" as const, ...words, ...(picture ?? { width: null, height: null, thumbhash: null }) };
}
