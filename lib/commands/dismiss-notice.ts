import { accessWorkspace } from "../access/access-workspace.ts";
import { userStream } from "../contract/ids.ts";
import { notFound } from "../errors.ts";
import { answerNothing } from "./answer-entry.ts";
import { defineCommand } from "./command.ts";

/** Takes one's own notice out of sight; another person's is NOT_FOUND. */
export const dismissNotice = defineCommand({
  name: "notice:dismiss",
  limit: "write",
  locks: (_sql, actor) => [userStream(actor.userId)],
  async run({ tx, sql, actor, now, changed }, { noticeId }) {
    await accessWorkspace(sql, { actor, action: "profile.edit", now });
    const notice = await tx.notice.findFirst({ where: { id: noticeId, userId: actor.userId } });
    if (!notice) throw notFound();
    if (notice.seenAt) return answerNothing;
    await tx.notice.update({ where: { id: noticeId }, data: { seenAt: now } });
    changed(userStream(actor.userId), { kind: "notice", id: noticeId });
    return answerNothing;
  },
});
