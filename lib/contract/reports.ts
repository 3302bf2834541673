import { z } from "zod";
import { id, seq, time } from "./ids.ts";
import { messageView } from "./messages.ts";
import { timeOutSeconds } from "./moderation.ts";
import { reason } from "./reason.ts";
import { REPORT_CATEGORIES } from "./report-categories.ts";
import { threadKind, threadState } from "./roles.ts";
import { text } from "./text.ts";

export const reportCategory = z.enum(REPORT_CATEGORIES);

export const REPORT_STATES = ["OPEN", "RESOLVED", "DISMISSED"] as const;
export const reportState = z.enum(REPORT_STATES);
export type ReportState = z.infer<typeof reportState>;

/** How many messages on either side a report shows. */
export const REPORT_CONTEXT = 5;

/** What was done about a report; `until` belongs to a time-out. */
export const reportOutcome = z.object({
  deleteMessage: z.boolean(),
  restraint: z.enum(["none", "timeOut", "ban"]),
  until: time.nullable(),
});
export type ReportOutcome = z.infer<typeof reportOutcome>;

/** `id` is made by the client (PROTOCOL S3). Who reports a message twice has reported it once. */
export const reportMessageInput = z.strictObject({
  messageId: id,
  id,
  category: reportCategory,
  words: z.union([z.literal(""), text(1_000)]).default(""),
});
export const reportedMessage = z.object({ reportId: id });

export const reportView = z.object({
  id,
  threadId: id.nullable(),
  threadKind: threadKind.nullable(),
  threadState: threadState.nullable(),
  threadName: z.string(),
  messageId: id.nullable(),
  seq: seq.nullable(),
  reporterId: id,
  authorId: id,
  category: reportCategory,
  words: z.string(),
  /** As it was when it was reported. */
  body: z.string(),
  state: reportState,
  claimedById: id.nullable(),
  resolvedById: id.nullable(),
  resolvedAt: time.nullable(),
  outcome: reportOutcome.nullable(),
  reason: z.string().nullable(),
  version: z.int(),
  createdAt: time,
});
export type ReportView = z.infer<typeof reportView>;

export const listReportsInput = z.strictObject({
  state: reportState.default("OPEN"),
  /** The id of the last report of the page before. */
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const reportPage = z.object({ reports: z.array(reportView), open: z.int(), nextAfter: id.nullable() });
export type ReportPage = z.infer<typeof reportPage>;

export const reportInput = z.strictObject({ reportId: id });

/** The report with the message as it is now and its neighbours, oldest first. */
export const reportDetails = z.object({ report: reportView, messages: z.array(messageView) });
export type ReportDetails = z.infer<typeof reportDetails>;

const version = z.int().nonnegative();

export const claimReportInput = z.strictObject({ reportId: id, version, claimed: z.boolean() });

export const resolveReportInput = z
  .strictObject({
    reportId: id,
    version,
    state: z.enum(["RESOLVED", "DISMISSED"]),
    deleteMessage: z.boolean().default(false),
    restraint: z.enum(["none", "timeOut", "ban"]).default("none"),
    /** With a time-out. */
    seconds: timeOutSeconds.optional(),
    reason,
  })
  .refine(({ restraint, seconds }) => (restraint === "timeOut") === (seconds !== undefined), "a time-out has seconds")
  .refine(
    ({ state, deleteMessage, restraint }) => state === "RESOLVED" || (!deleteMessage && restraint === "none"),
    "who dismisses a report does nothing else about it",
  );
export const reopenReportInput = z.strictObject({ reportId: id, version, reason: reason.optional() });
