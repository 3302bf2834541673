import { userStream } from "../contract/ids.ts";
import { AppError } from "../errors.ts";
import { writeAudit } from "./audit.ts";
import { runSystem } from "./run-system.ts";

/**
 * Makes the person with this verified address a system OWNER: the way back when the last one is gone (PERMISSIONS,
 * invariant 1). For whoever operates the server; no door leads here. @throws AppError NOT_FOUND
 */
export async function promoteOwner(email: string): Promise<void> {
  await runSystem(
    async (sql) => {
      const [row] = await sql.rows<{ id: string }>(FIND, [email]);
      if (!row) throw new AppError("NOT_FOUND", `Nobody active here has the verified address ${email}.`);
      return { userId: row.id, locks: ["workspace", userStream(row.id)] };
    },
    async (context) => {
      const { tx, actor, changed, personChanged } = context;
      const { userId } = actor;
      const before = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { role: true } });
      if (before.role === "OWNER") return;
      await tx.user.update({ where: { id: userId }, data: { role: "OWNER" } });
      changed(userStream(userId), { kind: "profile", id: userId });
      personChanged(userId);
      await writeAudit(context, {
        action: "user.setRole",
        targetId: userId,
        threadId: null,
        before: { role: before.role },
        after: { role: "OWNER" },
        reason: "On the server's command line.",
      });
    },
  );
}

const FIND = `SELECT id FROM "User" WHERE email = lower($1) AND status = 'ACTIVE'`;
