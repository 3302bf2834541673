import { accessReport } from "../access/access-report.ts";
import { AppError } from "../errors.ts";
import { answerReport } from "./answer-report.ts";
import { defineCommand } from "./command.ts";

/** Takes a report on, so that nobody else does the same work; or gives it back. */
export const claimReport = defineCommand({
  name: "report:claim",
  limit: "write",
  locks: () => ["workspace"],
  async run({ tx, sql, actor, now }, { reportId, version, claimed }) {
    const report = await accessReport(sql, { actor, reportId, now, version });
    if (report.state !== "OPEN") throw new AppError("CONFLICT", "This report is closed. Reopen it first.");
    const claimedById = claimed ? actor.userId : null;
    if (report.claimedById !== claimedById) {
      await tx.report.update({ where: { id: reportId }, data: { claimedById, version: { increment: 1 } } });
    }
    return answerReport(reportId);
  },
});
