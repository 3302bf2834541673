import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import type { PersonView } from "../contract/people.ts";
import { notFound } from "../errors.ts";
import { personViewSql } from "../views/person-view.ts";
import { defineCommand } from "./command.ts";

const READ = `SELECT ${personViewSql} AS view FROM "User" u WHERE u.id = $1::uuid`;

/** Changes one's own profile: the fields that are given. Everybody who shares a thread is told. */
export const updateProfile = defineCommand({
  name: "profile:update",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed, personChanged }, fields) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
    if (Object.keys(fields).length > 0) {
      await tx.user.update({ where: { id: actor.userId }, data: fields });
      changed(userStream(actor.userId), { kind: "profile", id: actor.userId });
      personChanged(actor.userId);
    }
    return async (after): Promise<PersonView> => {
      const [row] = await after.rows<{ view: PersonView }>(READ, [actor.userId]);
      if (!row) throw notFound();
      return row.view;
    };
  },
});
