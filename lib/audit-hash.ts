import { createHash } from "node:crypto";

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
