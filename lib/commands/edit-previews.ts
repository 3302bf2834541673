import { v7 as uuidv7 } from "uuid";
import type { MessageRow } from "../access/access-message.ts";
import { accessThread } from "../access/access-thread.ts";
import { isAppError } from "../errors.ts";
import { previewLinks } from "../markdown/preview-links.ts";
import { previewsOnSql } from "../views/link-preview-view.ts";
import type { CommandContext } from "./command.ts";
import { recountPreviews } from "./count-previews.ts";

/**
 * Follows an edit from `message.body` to `body`: links that went lose their previews, links that came are looked up, and
 * what somebody removed stays removed while its link is there.
 */
export async function followLinks(context: CommandContext, message: MessageRow, body: string): Promise<void> {
  const before = previewLinks(message.body);
  const wanted = previewLinks(body);
  if (before.join(" ") === wanted.join(" ")) return;
  const { tx, now } = context;
  const { messageId } = message;
  const came = wanted.filter((url) => !before.includes(url));
  await tx.linkPreview.updateMany({
    where: { messageId, url: { notIn: wanted } },
    data: { state: "NONE", fetchAfter: null },
  });
  const due = { state: "PENDING", fetchAfter: now, tries: 0 } as const;
  const mayCome = came.length > 0 && (await mayPreview(context, message.threadId));
  for (const [position, url] of wanted.entries()) {
    if (!came.includes(url)) await tx.linkPreview.updateMany({ where: { messageId, url }, data: { position } });
    else if (mayCome)
      await tx.linkPreview.upsert({
        where: { messageId_url: { messageId, url } },
        create: { id: uuidv7(), messageId, url, position, ...due },
        update: { position, ...due },
      });
  }
  await recountPreviews(context, message);
}

async function mayPreview({ sql, actor, now }: CommandContext, threadId: string): Promise<boolean> {
  const on = await sql.rows(`SELECT 1 FROM "Thread" t WHERE t.id = $1::uuid AND ${previewsOnSql}`, [threadId]);
  if (on.length === 0) return false;
  try {
    await accessThread(sql, { actor, threadId, action: "link.preview", now });
    return true;
  } catch (error) {
    if (isAppError(error)) return false;
    throw error;
  }
}
