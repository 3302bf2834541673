import { accessWorkspace } from "../access/access-workspace.ts";
import { readPeopleGroups } from "../views/people-group-view.ts";
import { writeAudit } from "./audit.ts";
import { defineCommand } from "./command.ts";

/** Removes a group of people. Where it was mentioned it says that it is gone. What is not there is removed already. */
export const removeGroup = defineCommand({
  name: "group:remove",
  limit: "write",
  locks: () => ["workspace"],
  async run(context, { groupId, reason }) {
    const { tx, sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "group.manage", now });
    const [group] = await readPeopleGroups(sql, groupId);
    if (group) {
      await tx.peopleGroup.delete({ where: { id: groupId } });
      const { handle, name, memberIds } = group;
      const before = { handle, name, memberIds };
      await writeAudit(context, {
        action: "group.remove",
        targetId: null,
        threadId: null,
        before,
        after: null,
        reason,
      });
      context.groupsChanged();
    }
    return async () => ({});
  },
});
