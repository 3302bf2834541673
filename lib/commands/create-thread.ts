import { accessWorkspace } from "../access/access-workspace.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { readWorkspaceSettings } from "../views/workspace-settings-view.ts";
import { answerEntry } from "./answer-entry.ts";
import { changeMembership } from "./change-membership.ts";
import { defineCommand } from "./command.ts";
import { knownPeople } from "./known-people.ts";
import { notifyPerson } from "./notify.ts";
import { postNote } from "./post-note.ts";

/**
 * Creates a PUBLIC or PRIVATE thread; its creator owns it, the others are members. The id is the client's, so that a
 * repeat gives the thread that is there (PROTOCOL S3); another person's id is a CONFLICT.
 */
export const createThread = defineCommand({
  name: "thread:create",
  limit: "create",
  locks: (_sql, actor, { memberIds }) => [...new Set([actor.userId, ...memberIds])].map(userStream),
  async run(context, { id, kind, name, topic, memberIds }) {
    const { tx, sql, actor, now, opened } = context;
    await accessWorkspace(sql, { actor, action: "thread.create", now });
    const existing = await tx.thread.findUnique({ where: { id }, select: { createdById: true, kind: true } });
    if (existing) {
      if (existing.createdById !== actor.userId || existing.kind !== kind)
        throw new AppError("CONFLICT", "This id is taken.");
      return answerEntry(actor.userId, id);
    }
    const others = await knownPeople(
      context,
      memberIds.filter((userId) => userId !== actor.userId),
    );
    const { editWindowSeconds, slowModeSeconds } = await readWorkspaceSettings(sql);
    const settings = { editWindowSeconds, slowModeSeconds };
    await tx.thread.create({ data: { id, kind, name, topic, createdById: actor.userId, ...settings } });
    opened(threadStream(id));
    await changeMembership(context, { threadId: id, userId: actor.userId, status: "ACTIVE", role: "OWNER" });
    await postNote(context, id, { type: "created" });
    for (const userId of others) {
      await changeMembership(context, { threadId: id, userId, status: "ACTIVE", role: "MEMBER" });
      await notifyPerson(context, { userId, threadId: id, kind: "ADDED" });
    }
    return answerEntry(actor.userId, id);
  },
});
