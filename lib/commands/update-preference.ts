import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import type { PreferenceView } from "../contract/preferences.ts";
import { AppError } from "../errors.ts";
import { preferenceView } from "../views/preference-view.ts";
import { defineCommand } from "./command.ts";

/** Changes one's own preferences: the fields that are given, on all of one's screens. */
export const updatePreference = defineCommand({
  name: "preference:update",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, fields) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
    const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
    if (Object.keys(given).length > 0) {
      const { userId } = actor;
      const after: PreferenceView = { ...(await preferenceView(sql, userId)), ...given };
      if ((after.dndFrom === null) !== (after.dndTo === null)) {
        throw new AppError("INVALID", "Do-not-disturb needs both its beginning and its end, or neither.");
      }
      await tx.userPreference.upsert({ where: { userId }, create: { userId, ...after }, update: given });
      changed(userStream(userId), { kind: "preference", id: userId });
    }
    return (after) => preferenceView(after, actor.userId);
  },
});
