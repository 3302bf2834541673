import { accessWorkspace } from "../access/access-workspace.ts";
import { answerNothing } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";

const SEE = `UPDATE "Notification" SET "seenAt" = $3
  WHERE "userId" = $2::uuid AND "seenAt" IS NULL
    AND "createdAt" <= (SELECT "createdAt" FROM "Notification" WHERE id = $1::uuid AND "userId" = $2::uuid)`;

/** One's own notifications up to one of them count as seen; anybody else's id changes nothing. */
export const seeNotifications = defineCommand({
  name: "notification:seen",
  limit: "write",
  locks: () => [],
  async run({ sql, actor, now }, { upTo }) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now, targetId: actor.userId });
    await sql.rows(SEE, [upTo, actor.userId, now]);
    return answerNothing;
  },
});
