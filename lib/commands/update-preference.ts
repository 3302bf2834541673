import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import { preferenceView } from "../views/preference-view.ts";
import { defineCommand } from "./command.ts";

/** Changes one's own preferences: the fields that are given, on all of one's screens. */
export const updatePreference = defineCommand({
  name: "preference:update",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, fields) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
    if (Object.keys(fields).length > 0) {
      const { userId } = actor;
      await tx.userPreference.upsert({ where: { userId }, create: { userId, ...fields }, update: fields });
      changed(userStream(userId), { kind: "preference", id: userId });
    }
    return (after) => preferenceView(after, actor.userId);
  },
});
