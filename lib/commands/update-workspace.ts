import { accessWorkspace } from "../access/access-workspace.ts";
import type { WorkspaceSettings } from "../contract/workspace-settings.ts";
import type { SystemAction } from "../policy/actions.ts";
import { AppError } from "../errors.ts";
import { readWorkspaceSettings } from "../views/workspace-settings-view.ts";
import { writeAudit } from "./audit.ts";
import { type Answer, type CommandContext, defineCommand } from "./command.ts";

/** Changes the workspace's name and what new threads and new people start with: the fields that are given. */
export const updateWorkspace = defineCommand({
  name: "workspace:update",
  limit: "write",
  locks: () => ["workspace"],
  run: (context, { version, ...fields }) => change(context, { version, fields, action: "workspace.set" }),
});

/** Changes who may sign up and how long sessions last. */
export const updateSecurity = defineCommand({
  name: "security:update",
  limit: "write",
  locks: () => ["workspace"],
  run: (context, { version, reason, ...fields }) =>
    change(context, { version, fields, reason, action: "security.set" }),
});

type Fields = Partial<Omit<WorkspaceSettings, "version" | "ownerless">>;

/** Nobody overwrites what they have not seen: another version there is STALE, with the present settings in `details`. */
async function change(
  context: CommandContext,
  { version, fields, action, reason }: { version: number; fields: Fields; action: SystemAction; reason?: string },
): Promise<Answer<WorkspaceSettings>> {
  const { tx, sql, actor, now } = context;
  await accessWorkspace(sql, { actor, action, now });
  const present = await readWorkspaceSettings(sql);
  if (present.version !== version)
    throw new AppError("STALE", "Somebody else has changed the settings meanwhile.", { settings: present });
  const changed = Object.entries(fields).filter(
    ([name, value]) => JSON.stringify(present[name as keyof Fields]) !== JSON.stringify(value),
  );
  if (changed.length > 0) {
    const after = Object.fromEntries(changed) as Fields;
    await tx.workspace.update({ where: { id: 1 }, data: { ...after, version: version + 1 } });
    const before = Object.fromEntries(changed.map(([name]) => [name, present[name as keyof Fields]])) as Fields;
    await writeAudit(context, { action, targetId: null, threadId: null, before, after, reason });
  }
  return (answerSql) => readWorkspaceSettings(answerSql);
}
