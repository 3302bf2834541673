import { accessWorkspace } from "../access/access-workspace.ts";
import { readAdminEmoji, readCustomEmoji } from "../views/custom-emoji-view.ts";
import { defineQuery } from "./query.ts";

/** The custom emoji that can be used. */
export const listCustomEmoji = defineQuery({
  name: "customEmoji",
  limit: "read",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "person.view", now });
    return { emoji: await readCustomEmoji(sql) };
  },
});

/** All of them, for those who manage them. */
export const listAdminEmoji = defineQuery({
  name: "adminEmoji",
  limit: "read",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "emoji.manage", now });
    return { emoji: await readAdminEmoji(sql) };
  },
});
