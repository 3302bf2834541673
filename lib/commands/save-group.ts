import { accessWorkspace } from "../access/access-workspace.ts";
import { GROUPS_MAX } from "../contract/group-handle.ts";
import { AppError, notFound } from "../errors.ts";
import { readPeopleGroups } from "../views/people-group-view.ts";
import { writeAudit } from "./audit.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { knownPeople } from "./known-people.ts";

/**
 * Makes a group of people that is mentioned by its handle, or changes one: handle, name and members as given. A repeat
 * changes nothing. CONFLICT for a handle that a group or a person has, STALE for a group that changed since it was seen.
 */
export const saveGroup = defineCommand({
  name: "group:save",
  limit: "write",
  locks: () => ["workspace"],
  async run(context, { groupId, version, handle, name, memberIds }) {
    const { tx, sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "group.manage", now });
    const [before] = await readPeopleGroups(sql, groupId);
    const wanted = { handle, name, memberIds: [...(await knownPeople(context, memberIds))].sort() };
    const old = before && { handle: before.handle, name: before.name, memberIds: before.memberIds };
    if (JSON.stringify(old) !== JSON.stringify(wanted)) {
      requireSeen(before?.version ?? 0, version);
      if (before?.handle !== handle) await requireFree(context, handle);
      if (!before && (await tx.peopleGroup.count()) >= GROUPS_MAX)
        throw new AppError("CONFLICT", `A workspace has room for ${GROUPS_MAX} groups. Remove one first.`);
      await tx.peopleGroup.upsert({
        where: { id: groupId },
        create: { id: groupId, handle, name, version: 1, createdById: actor.userId, createdAt: now },
        update: { handle, name, version: { increment: 1 } },
      });
      await tx.peopleGroupMember.deleteMany({ where: { groupId } });
      await tx.peopleGroupMember.createMany({ data: wanted.memberIds.map((userId) => ({ groupId, userId })) });
      const action = before ? "group.change" : "group.add";
      const audit = { action, targetId: null, threadId: null, before: old ?? null, after: wanted, reason: undefined };
      await writeAudit(context, audit);
      context.groupsChanged();
    }
    return async (answerSql) => {
      const [view] = await readPeopleGroups(answerSql, groupId);
      if (!view) throw notFound();
      return view;
    };
  },
});

function requireSeen(present: number, seen: number): void {
  if (present === seen) return;
  const details = { version: present };
  throw new AppError("STALE", "Somebody else has changed this group meanwhile. Look at it again first.", details);
}

/** People and groups are called by the same sign: a handle means one of them. */
async function requireFree({ tx }: CommandContext, handle: string): Promise<void> {
  const group = await tx.peopleGroup.findUnique({ where: { handle }, select: { id: true } });
  const person = await tx.user.findFirst({
    where: { username: { equals: handle, mode: "insensitive" } },
    select: { id: true },
  });
  if (group || person)
    throw new AppError("CONFLICT", `@${handle} is ${group ? "a group" : "somebody's name"} already. Choose another.`);
}
