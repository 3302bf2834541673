import { accessWorkspace } from "../access/access-workspace.ts";
import { notFound } from "../errors.ts";
import { readAdminEmoji } from "../views/custom-emoji-view.ts";
import { writeAudit } from "./audit.ts";
import { defineCommand } from "./command.ts";

/** Switches a custom emoji off, or on again. Where it was used it shows its name meanwhile; what is so already stays. */
export const disableEmoji = defineCommand({
  name: "emoji:disable",
  limit: "write",
  locks: () => ["workspace"],
  async run(context, { emojiId, disabled }) {
    const { tx, sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "emoji.manage", now });
    const emoji = await tx.customEmoji.findUnique({ where: { id: emojiId }, select: { name: true, disabledAt: true } });
    if (!emoji) throw notFound();
    if ((emoji.disabledAt !== null) !== disabled) {
      await tx.customEmoji.update({ where: { id: emojiId }, data: { disabledAt: disabled ? now : null } });
      const action = disabled ? "emoji.disable" : "emoji.enable";
      const after = { name: emoji.name };
      await writeAudit(context, { action, targetId: null, threadId: null, before: null, after, reason: undefined });
      context.emojiChanged();
    }
    return async (answerSql) => {
      const [view] = await readAdminEmoji(answerSql, emojiId);
      if (!view) throw notFound();
      return view;
    };
  },
});
