import { createHash } from "node:crypto";
import type { Prisma } from "../../generated/prisma/client.ts";
import type { CommandContext } from "./command.ts";

type AuditEntry = {
  action: string;
  targetId: string | null;
  threadId: string | null;
  before: Prisma.InputJsonObject | null;
  after: Prisma.InputJsonObject | null;
  reason: string | undefined;
};

/** Postgres's advisory lock of the chain: last in the order of PROTOCOL L9, held until commit. */
const CHAIN_LOCK = 7_240_001;

/** The hash before the first row. */
export const CHAIN_START = "0".repeat(64);

/** What a row's hash covers: everything it says, and the hash of the row before it. sha-256, hex. */
export function auditHash(row: {
  prevHash: string;
  actorId: string | null;
  action: string;
  targetId: string | null;
  threadId: string | null;
  before: unknown;
  after: unknown;
  reason: string | null;
  requestId: string | null;
  createdAt: Date;
}): string {
  const said = [
    row.prevHash,
    row.actorId,
    row.action,
    row.targetId,
    row.threadId,
    canonical(row.before),
    canonical(row.after),
  ];
  const rest = [row.reason, row.requestId, row.createdAt.toISOString()];
  return createHash("sha256")
    .update(JSON.stringify([...said, ...rest]))
    .digest("hex");
}

/** jsonb does not keep the order of keys, so the hash must not depend on it. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value ?? null;
  const entries = Object.entries(value).map(([key, inner]) => [key, canonical(inner)] as const);
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Appends to the audit chain in the transaction of the action itself (PERMISSIONS, invariant 12). */
export async function writeAudit({ tx, sql, actor, now, requestId }: CommandContext, entry: AuditEntry): Promise<void> {
  await sql.rows(`SELECT pg_advisory_xact_lock(${CHAIN_LOCK})::text`, []);
  const last = await tx.auditLog.findFirst({ orderBy: { id: "desc" }, select: { hash: true } });
  const row = {
    prevHash: last?.hash ?? CHAIN_START,
    actorId: actor.userId,
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
