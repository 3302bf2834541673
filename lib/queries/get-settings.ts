import { accessWorkspace } from "../access/access-workspace.ts";
import { processSlot } from "../process.ts";
import { readWorkspaceSettings } from "../views/workspace-settings-view.ts";
import { defineQuery } from "./query.ts";

/** The workspace's settings, for those who administer. */
export const getSettings = defineQuery({
  name: "settings",
  limit: "read",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "admin.read", now });
    return { ...(await readWorkspaceSettings(sql)), signUpDefault: processSlot().env.SIGN_UP };
  },
});
