import { Prisma } from "../../generated/prisma/client.ts";
import { accessMessage } from "../access/access-message.ts";
import { accessReport, type ReportRow } from "../access/access-report.ts";
import { reportOutcome, type ReportOutcome } from "../contract/reports.ts";
import { AppError } from "../errors.ts";
import { RESTORE_MS } from "../policy/thread-state.ts";
import { answerReport } from "./answer-report.ts";
import { writeAudit } from "./audit.ts";
import { ban, unban } from "./ban-step.ts";
import { type CommandContext, defineCommand } from "./command.ts";
import { bringBack, deleteToTombstone } from "./delete-message-step.ts";
import { reportLocks } from "./report-locks.ts";
import { tellPerson } from "./tell-person.ts";
import { liftTimeOut, timeOut } from "./time-out-step.ts";

/**
 * Closes a report and does what it calls for, in one transaction: delete the message, time its author out or ban them.
 * All open reports of the message are closed with it; who made them and who is concerned are told.
 */
export const resolveReport = defineCommand({
  name: "report:resolve",
  limit: "write",
  locks: (sql, _actor, { reportId }) => reportLocks(sql, reportId),
  async run(context, { reportId, version, state, deleteMessage, restraint, seconds, reason }) {
    const { sql, actor, now } = context;
    const report = await accessReport(sql, { actor, reportId, now, version });
    if (report.state !== "OPEN") throw new AppError("CONFLICT", "This report is closed. Reopen it first.");
    if (deleteMessage || restraint !== "none") refuseInDirect(report);
    const outcome: ReportOutcome = { deleteMessage: false, restraint, until: null };
    if (deleteMessage) outcome.deleteMessage = await deleteReported(context, report, reason);
    if (restraint !== "none") {
      const whom = { threadId: threadOf(report), userId: report.authorId, reason };
      if (restraint === "ban") await ban(context, whom);
      else outcome.until = (await timeOut(context, { ...whom, seconds: seconds ?? 0 })).toISOString();
    }
    await close(context, report, { state, outcome, reason });
    return answerReport(reportId);
  },
});

/**
 * Opens a closed report again and takes back what was done about it: the ban, the time-out if it is still the same one,
 * and the deletion while the text is kept (30 days).
 */
export const reopenReport = defineCommand({
  name: "report:reopen",
  limit: "write",
  locks: (sql, _actor, { reportId }) => reportLocks(sql, reportId),
  async run(context, { reportId, version, reason }) {
    const { tx, sql, actor, now } = context;
    const report = await accessReport(sql, { actor, reportId, now, version });
    if (report.state === "OPEN" || !report.resolvedAt) return answerReport(reportId);
    if (now.getTime() - report.resolvedAt.getTime() > RESTORE_MS) {
      throw new AppError("GONE", "This report was closed more than 30 days ago.");
    }
    const outcome = reportOutcome.parse(report.outcome);
    if (outcome.deleteMessage) await restoreReported(context, report, reason);
    const whom = { userId: report.authorId, reason };
    if (outcome.restraint === "ban") await unban(context, { threadId: threadOf(report), ...whom });
    if (outcome.until && (await isMutedUntil(context, report, outcome.until))) {
      await liftTimeOut(context, { threadId: threadOf(report), ...whom });
    }
    await tx.report.updateMany({
      where: { messageId: report.messageId, resolvedAt: report.resolvedAt, state: report.state },
      data: {
        state: "OPEN",
        resolvedAt: null,
        resolvedById: null,
        outcome: Prisma.DbNull,
        reason: null,
        version: { increment: 1 },
      },
    });
    const before = { reportId, state: report.state };
    await audit(context, report, { action: "report.reopen", before, after: { state: "OPEN" }, reason });
    return answerReport(reportId);
  },
});

/** PERMISSIONS, Inheritance: nothing reaches into direct messages. */
function refuseInDirect({ threadKind }: ReportRow): void {
  if (threadKind !== "DM" && threadKind !== "GROUP_DM") return;
  throw new AppError(
    "FORBIDDEN",
    "Nobody from outside acts in a direct message. Suspend the person's account where that is called for.",
  );
}

async function deleteReported(context: CommandContext, report: ReportRow, reason: string): Promise<boolean> {
  const { sql, actor, now } = context;
  if (!report.messageId) throw new AppError("GONE", "The message is not there any more.");
  const { message } = await accessMessage(sql, {
    actor,
    messageId: report.messageId,
    action: "message.delete",
    now,
  });
  return deleteToTombstone(context, message, reason);
}

/** Only the deletion that the report brought: what was deleted again since by somebody else stays so. */
async function restoreReported(
  context: CommandContext,
  { messageId, resolvedById }: ReportRow,
  reason: string | undefined,
): Promise<void> {
  const { tx, sql, actor, now } = context;
  const stands = { id: messageId ?? "", deletedById: resolvedById, deletedAt: { not: null } };
  if (!messageId || !(await tx.message.findFirst({ where: stands, select: { id: true } }))) return;
  const { message } = await accessMessage(sql, { actor, messageId, action: "message.restore", now });
  await bringBack(context, message, reason);
}

/** The other open reports of the same message end in the same way. */
async function close(
  context: CommandContext,
  report: ReportRow,
  { state, outcome, reason }: { state: "RESOLVED" | "DISMISSED"; outcome: ReportOutcome; reason: string },
): Promise<void> {
  const { tx, actor, now } = context;
  const { id, messageId, threadId } = report;
  const together = { state: "OPEN" as const, OR: [{ id }, ...(messageId ? [{ messageId }] : [])] };
  const reporters = await tx.report.findMany({ where: together, select: { reporterId: true } });
  await tx.report.updateMany({
    where: together,
    data: { state, outcome, reason, resolvedById: actor.userId, resolvedAt: now, version: { increment: 1 } },
  });
  const kind = state === "RESOLVED" ? "reportResolved" : "reportDismissed";
  for (const { reporterId } of reporters) await tellPerson(context, { userId: reporterId, kind, threadId });
  const before = { reportId: id, state: "OPEN" };
  await audit(context, report, { action: "report.resolve", before, after: { state, ...outcome }, reason });
}

async function audit(
  context: CommandContext,
  { authorId, threadId }: ReportRow,
  entry: Pick<Parameters<typeof writeAudit>[1], "action" | "before" | "after" | "reason">,
): Promise<void> {
  await writeAudit(context, { ...entry, targetId: authorId, threadId });
}

async function isMutedUntil({ tx }: CommandContext, report: ReportRow, until: string): Promise<boolean> {
  const place = await tx.threadParticipant.findUnique({
    where: { threadId_userId: { threadId: threadOf(report), userId: report.authorId } },
    select: { mutedUntil: true },
  });
  return place?.mutedUntil?.toISOString() === until;
}

function threadOf({ threadId }: ReportRow): string {
  if (threadId) return threadId;
  throw new AppError("GONE", "The thread is not there any more.");
}
