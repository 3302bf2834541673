import type { ReportView } from "../contract/reports.ts";
import { notFound } from "../errors.ts";
import { reportsFrom, reportViewSql } from "../views/report-view.ts";
import type { Answer } from "./command.ts";

/** Answers with a report as it is after the command. */
export const answerReport =
  (reportId: string): Answer<ReportView> =>
  async (sql) => {
    const [row] = await sql.rows<{ view: ReportView }>(
      `SELECT ${reportViewSql} AS view ${reportsFrom} WHERE r.id = $1::uuid`,
      [reportId],
    );
    if (!row) throw notFound();
    return row.view;
  };
