import { accessWorkspace } from "../access/access-workspace.ts";
import { readPeopleGroups } from "../views/people-group-view.ts";
import { defineQuery } from "./query.ts";

/** The groups of people that can be mentioned. */
export const listGroups = defineQuery({
  name: "groups",
  limit: "read",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "person.view", now });
    return { groups: await readPeopleGroups(sql) };
  },
});
