import { auditHash, CHAIN_START } from "../audit-hash.ts";
import type { Sql } from "../db.ts";

type Row = Parameters<typeof auditHash>[0] & { id: number; hash: string };

const BATCH = 1_000;

/** How long the chain is, and the ids of rows that do not say what they said, or do not follow the row before. */
export type ChainReport = { rows: number; broken: number[]; head: string };

/** Recomputes the whole audit chain, in batches. The last rows cannot be missed by it: note `head` elsewhere for that. */
export async function verifyAudit(sql: Sql): Promise<ChainReport> {
  const report: ChainReport = { rows: 0, broken: [], head: CHAIN_START };
  for (let after = 0; ; ) {
    const rows = await sql.rows<Row>(READ, [after, BATCH]);
    for (const row of rows) {
      if (row.prevHash !== report.head || auditHash(row) !== row.hash) report.broken.push(row.id);
      report.head = row.hash;
    }
    report.rows += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < BATCH) return report;
    after = last.id;
  }
}

const READ = `
  SELECT id, "actorId", action, "targetId", "threadId", before, after, reason, "requestId", "prevHash", hash, "createdAt"
    FROM "AuditLog" WHERE id > $1 ORDER BY id LIMIT $2`;
