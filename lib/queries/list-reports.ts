import { accessWorkspace } from "../access/access-workspace.ts";
import { type ReportView, REPORT_CONTEXT } from "../contract/reports.ts";
import type { MessageView } from "../contract/messages.ts";
import { notFound } from "../errors.ts";
import { messageViewSql } from "../views/message-view.ts";
import { reportsFrom, reportViewSql } from "../views/report-view.ts";
import { defineQuery } from "./query.ts";

/** Open ones oldest first, for they wait; closed ones newest first. */
const LIST = (order: "ASC" | "DESC") => `SELECT ${reportViewSql} AS view ${reportsFrom}
  WHERE r.state = $1::"ReportState" AND ($2::uuid IS NULL
    OR (r."createdAt", r.id) ${order === "ASC" ? ">" : "<"} (SELECT a."createdAt", a.id FROM "Report" a WHERE a.id = $2::uuid))
  ORDER BY r."createdAt" ${order}, r.id ${order} LIMIT $3`;

/** The queue of reports, for system ADMIN and OWNER. */
export const listReports = defineQuery({
  name: "reports",
  limit: "read",
  run: ({ snapshot, actor, now }, { state, after, limit }) =>
    snapshot(async (sql) => {
      await accessWorkspace(sql, { actor, action: "report.read", now });
      const text = LIST(state === "OPEN" ? "ASC" : "DESC");
      const rows = await sql.rows<{ view: ReportView }>(text, [state, after ?? null, limit + 1]);
      const reports = rows.slice(0, limit).map(({ view }) => view);
      const [count] = await sql.rows<{ open: number }>(
        `SELECT count(*)::int AS open FROM "Report" WHERE state = 'OPEN'`,
        [],
      );
      return { reports, open: count?.open ?? 0, nextAfter: rows.length > limit ? (reports.at(-1)?.id ?? null) : null };
    }),
});

const ONE = `SELECT ${reportViewSql} AS view ${reportsFrom} WHERE r.id = $1::uuid`;
const side = (comparison: string, order: string, limit: string) =>
  `(SELECT m.* FROM "Message" m WHERE m."threadId" = $1::uuid AND m.kind <> 'SYSTEM' AND m.seq ${comparison} $2 ORDER BY m.seq ${order} LIMIT ${limit})`;
const AROUND = `SELECT ${messageViewSql} AS view
  FROM (${side("<=", "DESC", "$3 + 1")} UNION ALL ${side(">", "ASC", "$3")}) m ORDER BY m.seq`;

/**
 * One report with the message as it is now and what was said around it, in PRIVATE threads too: the right to read comes
 * with the report (PERMISSIONS, Inheritance) and ends where its context does.
 */
export const getReport = defineQuery({
  name: "report",
  limit: "read",
  run: ({ snapshot, actor, now }, { reportId }) =>
    snapshot(async (sql) => {
      await accessWorkspace(sql, { actor, action: "report.read", now });
      const [row] = await sql.rows<{ view: ReportView }>(ONE, [reportId]);
      if (!row) throw notFound();
      const { threadId, seq } = row.view;
      if (threadId === null || seq === null) return { report: row.view, messages: [] };
      const messages = await sql.rows<{ view: MessageView }>(AROUND, [threadId, seq, REPORT_CONTEXT]);
      return { report: row.view, messages: messages.map(({ view }) => view) };
    }),
});
