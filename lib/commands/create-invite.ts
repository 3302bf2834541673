import { accessWorkspace } from "../access/access-workspace.ts";
import { answerInvite } from "./answer-invite.ts";
import { defineCommand } from "./command.ts";
import { writeInvite } from "./write-invite.ts";

/** Makes a link that lets people into the workspace. Its secret is told once, in this answer. */
export const createInvite = defineCommand({
  name: "invite:create",
  limit: "create",
  locks: () => [],
  async run(context, terms) {
    const { sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "invite.create", now });
    const { id, code } = await writeInvite(context, terms);
    return async (answerSql) => ({ invite: await answerInvite(id)(answerSql), code });
  },
});
