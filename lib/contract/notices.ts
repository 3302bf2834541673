import { z } from "zod";
import { id, time } from "./ids.ts";

/** What a person can be told about themself. */
export const NOTICE_KINDS = [
  "timedOut",
  "timeOutLifted",
  "removed",
  "banned",
  "unbanned",
  "messageDeleted",
  "messageRestored",
  "reportResolved",
  "reportDismissed",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Something one person is told about themself, shown until they dismiss it. */
export const noticeView = z.object({
  id,
  kind: z.enum(NOTICE_KINDS),
  threadId: id.nullable(),
  threadName: z.string(),
  actorId: id,
  reason: z.string().nullable(),
  until: time.nullable(),
  seenAt: time.nullable(),
  createdAt: time,
});
export type NoticeView = z.infer<typeof noticeView>;

export const dismissNoticeInput = z.strictObject({ noticeId: id });
