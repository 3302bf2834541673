import type { ReportState } from "../contract/reports.ts";
import type { ThreadKind } from "../contract/roles.ts";
import type { Sql } from "../db.ts";
import { AppError, notFound } from "../errors.ts";
import type { Actor } from "./actor.ts";
import { accessWorkspace } from "./access-workspace.ts";

/** What commands need of a report. */
export type ReportRow = {
  id: string;
  threadId: string | null;
  messageId: string | null;
  reporterId: string;
  authorId: string;
  /** Null where the thread is gone. */
  threadKind: ThreadKind | null;
  state: ReportState;
  claimedById: string | null;
  resolvedById: string | null;
  resolvedAt: Date | null;
  outcome: unknown;
  version: number;
};

const READ = `
  SELECT r.id, r."threadId", r."messageId", r."reporterId", r."authorId", t.kind AS "threadKind", r.state, r."claimedById",
    r."resolvedById", r."resolvedAt", r.outcome, r.version
  FROM "Report" r LEFT JOIN "Thread" t ON t.id = r."threadId" WHERE r.id = $1::uuid`;

/**
 * A report through the actor: FORBIDDEN to everybody but system ADMIN and OWNER, whether it exists or not; SELF to who
 * wrote the message and would judge it. `version`: what the actor saw; another one is STALE.
 */
export async function accessReport(
  sql: Sql,
  { actor, reportId, now, version }: { actor: Actor; reportId: string; now: Date; version: number },
): Promise<ReportRow> {
  await accessWorkspace(sql, { actor, action: "report.read", now });
  const [row] = await sql.rows<ReportRow>(READ, [reportId]);
  if (!row) throw notFound();
  await accessWorkspace(sql, { actor, action: "report.resolve", now, targetId: row.authorId });
  if (row.version !== version) {
    throw new AppError("STALE", "Somebody else has worked on this report meanwhile.", { version: row.version });
  }
  return row;
}
