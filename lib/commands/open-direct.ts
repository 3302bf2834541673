import { accessWorkspace } from "../access/access-workspace.ts";
import { threadStream, userStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { answerEntry } from "./answer-entry.ts";
import { changeMembership } from "./change-membership.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { knownPeople } from "./known-people.ts";

/**
 * Opens a direct message: with one person the DM of the two, made once for ever (`dmKey`), with more a new GROUP_DM.
 * Two people who open it at once get the same thread: the unique key makes one of them try again and find it.
 */
export const openDirect = defineCommand({
  name: "thread:direct",
  limit: "create",
  locks: (_sql, actor, { userIds }) => [...new Set([actor.userId, ...userIds])].map(userStream),
  async run(context, { id, userIds }) {
    const { tx, sql, actor, now } = context;
    // Before anything is said of the others.
    await accessWorkspace(sql, { actor, action: "dm.create", now });
    const others = await knownPeople(context, userIds);
    if (others.includes(actor.userId)) throw new AppError("SELF", "A direct message needs somebody else.");
    for (const targetId of others) await accessWorkspace(sql, { actor, action: "dm.create", now, targetId });

    const [other, ...more] = others;
    const dmKey = other && more.length === 0 ? [actor.userId, other].sort().join(":") : null;
    const existing = await tx.thread.findFirst({
      where: dmKey ? { OR: [{ dmKey }, { id }] } : { id },
      select: { id: true, kind: true, dmKey: true, createdById: true },
    });
    if (!existing) return create(context, { id, dmKey, members: [actor.userId, ...others] });
    const same = dmKey
      ? existing.dmKey === dmKey
      : existing.kind === "GROUP_DM" && existing.createdById === actor.userId;
    if (!same) throw new AppError("CONFLICT", "This id is taken.");
    return reopen(context, existing.id);
  },
});

async function create(
  context: CommandContext,
  { id, dmKey, members }: { id: string; dmKey: string | null; members: string[] },
) {
  const { tx, actor, opened } = context;
  await tx.thread.create({ data: { id, kind: dmKey ? "DM" : "GROUP_DM", dmKey, createdById: actor.userId } });
  opened(threadStream(id));
  for (const userId of members)
    await changeMembership(context, { threadId: id, userId, status: "ACTIVE", role: "MEMBER" });
  return answerEntry(actor.userId, id);
}

/** A direct message that its member had closed is in the list again. */
async function reopen({ tx, actor, changed }: CommandContext, threadId: string) {
  const shown = await tx.threadParticipant.updateMany({
    where: { threadId, userId: actor.userId, hiddenSeq: { not: null } },
    data: { hiddenSeq: null },
  });
  if (shown.count > 0) changed(userStream(actor.userId), { kind: "entry", id: threadId });
  return answerEntry(actor.userId, threadId);
}
