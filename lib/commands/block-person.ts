import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import { answerNothing } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";

/** Blocks somebody: neither of the two sends the other direct messages. The blocked person is not told. */
export const blockPerson = defineCommand({
  name: "person:block",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ sql, actor, now, changed }, { userId }) {
    await accessWorkspace(sql, { actor, action: "person.block", now, targetId: userId });
    const added = await sql.rows(
      `INSERT INTO "Block" ("blockerId", "blockedId") VALUES ($1::uuid, $2::uuid) ON CONFLICT DO NOTHING RETURNING 1`,
      [actor.userId, userId],
    );
    if (added.length > 0) changed(userStream(actor.userId), { kind: "blocks", id: actor.userId });
    return answerNothing;
  },
});

/** Takes a block back. */
export const unblockPerson = defineCommand({
  name: "person:unblock",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ sql, actor, now, changed }, { userId }) {
    await accessWorkspace(sql, { actor, action: "person.block", now, targetId: userId });
    const gone = await sql.rows(
      `DELETE FROM "Block" WHERE "blockerId" = $1::uuid AND "blockedId" = $2::uuid RETURNING 1`,
      [actor.userId, userId],
    );
    if (gone.length > 0) changed(userStream(actor.userId), { kind: "blocks", id: actor.userId });
    return answerNothing;
  },
});
