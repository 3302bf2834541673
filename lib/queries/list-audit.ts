import type { z } from "zod";
import { accessWorkspace } from "../access/access-workspace.ts";
import type { AuditEntry, exportAuditInput } from "../contract/audit.ts";
import type { Sql } from "../db.ts";
import { auditViewSql } from "../views/audit-view.ts";
import { defineQuery } from "./query.ts";
import { verifyAudit } from "./verify-audit.ts";

type Filter = z.output<typeof exportAuditInput>;

/** The audit log, the newest first, by actor, target, thread, action and time. */
export const listAudit = defineQuery({
  name: "audit",
  limit: "read",
  async run({ sql, actor, now }, { before, limit, ...filter }) {
    await accessWorkspace(sql, { actor, action: "audit.read", now });
    const rows = await readAudit(sql, { filter, before, limit: limit + 1 });
    const entries = rows.slice(0, limit);
    return { entries, nextBefore: rows.length > limit ? (entries.at(-1)?.id ?? null) : null };
  },
});

/** Recomputes the chain of hashes. */
export const checkAudit = defineQuery({
  name: "auditCheck",
  limit: "sync",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "audit.read", now });
    const report = await verifyAudit(sql);
    return { ...report, broken: report.broken.slice(0, 100) };
  },
});

/** Rows before an id, the newest first, as many as `limit`. */
export async function readAudit(
  sql: Sql,
  { filter, before, limit }: { filter: Filter; before: number | undefined; limit: number },
): Promise<AuditEntry[]> {
  const { text, values } = auditStatement({ filter, before, limit });
  const rows = await sql.rows<{ view: AuditEntry }>(text, values);
  return rows.map(({ view }) => view);
}

function auditStatement({ filter, before, limit }: { filter: Filter; before: number | undefined; limit: number }) {
  const where: string[] = [];
  const values: unknown[] = [];
  const only = (condition: (parameter: string) => string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    where.push(condition(`$${values.length}`));
  };
  only((parameter) => `a."actorId" = ${parameter}::uuid`, filter.actorId);
  only((parameter) => `a."targetId" = ${parameter}::uuid`, filter.targetId);
  only((parameter) => `a."threadId" = ${parameter}::uuid`, filter.threadId);
  only((parameter) => `(a.action = ${parameter} OR a.action LIKE ${parameter} || '.%')`, filter.action);
  only((parameter) => `a."createdAt" >= ${parameter}::timestamptz`, filter.from);
  only((parameter) => `a."createdAt" <= ${parameter}::timestamptz`, filter.to);
  only((parameter) => `a.id < ${parameter}::int`, before);
  values.push(limit);
  const condition = where.length > 0 ? `WHERE ${where.join(" AND ")}` : "";
  return {
    text: `SELECT ${auditViewSql} AS view FROM "AuditLog" a ${condition} ORDER BY a.id DESC LIMIT $${values.length}`,
    values,
  };
}
