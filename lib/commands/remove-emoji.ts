import { accessWorkspace } from "../access/access-workspace.ts";
import { writeAudit } from "./audit.ts";
import { defineCommand } from "./command.ts";

/** Removes a custom emoji with its picture. Where it was used it shows its name. What is not there is removed already. */
export const removeEmoji = defineCommand({
  name: "emoji:remove",
  limit: "write",
  locks: () => ["workspace"],
  async run(context, { emojiId, reason }) {
    const { tx, sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "emoji.manage", now });
    const emoji = await tx.customEmoji.findUnique({ where: { id: emojiId }, select: { name: true } });
    if (emoji) {
      await tx.customEmoji.delete({ where: { id: emojiId } });
      const before = { name: emoji.name };
      await writeAudit(context, {
        action: "emoji.remove",
        targetId: null,
        threadId: null,
        before,
        after: null,
        reason,
      });
      context.emojiChanged();
    }
    return async () => ({});
  },
});
