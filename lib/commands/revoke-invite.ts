import { accessWorkspace } from "../access/access-workspace.ts";
import { notFound } from "../errors.ts";
import { answerInvite } from "./answer-invite.ts";
import { writeAudit } from "./audit.ts";
import { defineCommand } from "./command.ts";

/** Makes an invite's link void. Who came in by it stays. */
export const revokeInvite = defineCommand({
  name: "invite:revoke",
  limit: "write",
  locks: () => ["workspace"],
  async run(context, { inviteId, reason }) {
    const { tx, sql, actor, now } = context;
    await accessWorkspace(sql, { actor, action: "invite.create", now });
    const invite = await tx.invite.findUnique({ where: { id: inviteId }, select: { revokedAt: true, uses: true } });
    if (!invite) throw notFound();
    if (invite.revokedAt === null) {
      await tx.invite.update({ where: { id: inviteId }, data: { revokedAt: now } });
      await writeAudit(context, {
        action: "invite.revoke",
        targetId: inviteId,
        threadId: null,
        before: { uses: invite.uses },
        after: { revoked: true },
        reason,
      });
    }
    return answerInvite(inviteId);
  },
});
