import type { Prisma } from "../../generated/prisma/client.ts";
import { auditHash, CHAIN_START } from "../audit-hash.ts";
import type { CommandContext } from "./command.ts";

type AuditEntry = {
  action: string;
  targetId: string | null;
  threadId: string | null;
  before: Prisma.InputJsonObject | null;
  after: Prisma.InputJsonObject | null;
  reason: string | undefined;
  /** Done by whoever operates the server, not by a person of the workspace. */
  byServer?: true;
};

/** Postgres's advisory lock of the chain: last in the order of PROTOCOL L9, held until commit. */
const CHAIN_LOCK = 7_240_001;

/** Appends to the audit chain in the transaction of the action itself (PERMISSIONS, invariant 12). */
export async function writeAudit({ tx, sql, actor, now, requestId }: CommandContext, entry: AuditEntry): Promise<void> {
  await sql.rows(`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})::text`, []);
  const last = await tx.auditLog.findFirst({ orderBy: { id: "desc" }, select: { hash: true } });
  const row = {
    prevHash: last?.hash ?? CHAIN_START,
    actorId: entry.byServer ? null : actor.userId,
    action: entry.action,
    targetId: entry.targetId,
    threadId: entry.threadId,
    reason: entry.reason ?? null,
    requestId: requestId ?? null,
    createdAt: now,
  };
  const hash = auditHash({ ...row, before: entry.before, after: entry.after });
  await tx.auditLog.create({
    data: {
      ...row,
      hash,
      ...(entry.before ? { before: entry.before } : {}),
      ...(entry.after ? { after: entry.after } : {}),
    },
  });
}
