import { accessWorkspace } from "../access/access-workspace.ts";
import type { Actor } from "../access/actor.ts";
import type { AdminEmojiView } from "../contract/custom-emoji.ts";
import { CUSTOM_EMOJI_MAX } from "../contract/emoji-name.ts";
import { AppError } from "../errors.ts";
import type { EmojiPicture } from "../files/emoji-picture.ts";
import { readAdminEmoji } from "../views/custom-emoji-view.ts";
import { writeAudit } from "./audit.ts";
import { runSystem } from "./run-system.ts";

/**
 * Adds a custom emoji; the id is the client's, so that a repeat gives the one that is there (PROTOCOL S3). Throws AppError:
 * what `emoji.manage` refuses, CONFLICT for a name or an id that is taken, EMOJI_LIMIT beyond CUSTOM_EMOJI_MAX.
 */
export async function addEmoji(
  actor: Actor,
  { id, name, picture, still }: { id: string; name: string } & EmojiPicture,
  requestId: string | undefined,
): Promise<AdminEmojiView> {
  return runSystem(
    async () => ({ userId: actor.userId, locks: ["workspace"] }),
    async (context) => {
      const { sql, tx, now } = context;
      await accessWorkspace(sql, { actor, action: "emoji.manage", now });
      const taken = await tx.customEmoji.findMany({ where: { OR: [{ id }, { name }] }, omit: { picture: true } });
      const same = taken.find((one) => one.id === id && one.name === name && one.createdById === actor.userId);
      if (taken.length > 0 && !same) throw new AppError("CONFLICT", `There is an emoji called :${name}: already.`);
      if (!same) {
        if ((await tx.customEmoji.count()) >= CUSTOM_EMOJI_MAX)
          throw new AppError("EMOJI_LIMIT", `A workspace has room for ${CUSTOM_EMOJI_MAX} emoji. Remove one first.`);
        const bytes = { picture: Uint8Array.from(picture), still: still && Uint8Array.from(still) };
        await tx.customEmoji.create({ data: { id, name, createdById: actor.userId, createdAt: now, ...bytes } });
        await writeAudit(context, {
          action: "emoji.add",
          targetId: null,
          threadId: null,
          before: null,
          after: { name },
          reason: undefined,
        });
        context.emojiChanged();
      }
      const [view] = await readAdminEmoji(sql, id);
      if (!view) throw new Error("An emoji was added and cannot be read.");
      return view;
    },
    requestId,
  );
}
