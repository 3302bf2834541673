import { z } from "zod";
import { id, seq, time } from "./ids.ts";
import { THREAD_NAME_MAX, TOPIC_MAX } from "./limits.ts";
import { roleOverride } from "./moderation.ts";
import { switches } from "./participation.ts";
import { notificationLevel } from "./preferences.ts";
import { reason } from "./reason.ts";
import { participantStatus, threadKind, threadRole, threadState } from "./roles.ts";
import { line, optionalLine, searchText, text } from "./text.ts";

/** A thread as everybody who may see it sees it (PROTOCOL L5). */
export const threadView = z.object({
  id,
  kind: threadKind,
  state: threadState,
  name: z.string(),
  topic: z.string(),
  icon: z.string().nullable(),
  announcement: z.boolean(),
  slowModeSeconds: z.int(),
  editWindowSeconds: z.int().nullable(),
  /** Whether links are looked up here; the workspace may say no to all. */
  linkPreviews: z.boolean(),
  memberCount: z.int(),
  /** What roles may here beyond and below what they may everywhere. */
  overrides: z.array(roleOverride),
  createdById: id,
  createdAt: time,
  version: z.int(),
});
export type ThreadView = z.infer<typeof threadView>;

/**
 * One line of a person's thread list: facts of this one person (PROTOCOL L6), with the thread as it was at `head`.
 * `unread` and `mentions` count up to `head`: a client adds one for each creation after it (PROTOCOL R2).
 */
export const threadEntry = z.object({
  threadId: id,
  thread: threadView,
  head: seq,
  lastMessageSeq: seq,
  lastMessageAt: time.nullable(),
  role: threadRole,
  status: participantStatus,
  joinedSeq: seq,
  lastReadSeq: seq,
  markedUnreadSeq: seq.nullable(),
  unread: z.int().nonnegative(),
  mentions: z.int().nonnegative(),
  level: notificationLevel.nullable(),
  starred: z.boolean(),
  hiddenSeq: seq.nullable(),
  mutedUntil: time.nullable(),
  /** While timed out: who did it and why. */
  mutedById: id.nullable(),
  muteReason: z.string().nullable(),
  /** What this person may here beyond and below their role. */
  override: switches,
  /** For DM and GROUP_DM: who is in it, at most ten, the viewer left out. */
  memberIds: z.array(id),
});
export type ThreadEntry = z.infer<typeof threadEntry>;

export const createThreadInput = z.strictObject({
  /** PROTOCOL S3: made by the client, so that a repeat creates nothing. */
  id,
  kind: z.enum(["PUBLIC", "PRIVATE"]),
  name: line(THREAD_NAME_MAX),
  topic: optionalLine(TOPIC_MAX).default(""),
  memberIds: z.array(id).max(50).default([]),
});

/** One other person makes a DM (found again if it exists), two to nine make a GROUP_DM. */
export const openDirectInput = z.strictObject({ id, userIds: z.array(id).min(1).max(9) });

export const threadInput = z.strictObject({ threadId: id });
/** `reason`: asked of a system role that joins a PRIVATE thread it was not invited to; it goes to the audit log. */
export const joinThreadInput = z.strictObject({ threadId: id, reason: text(500).optional() });
/** `reason`: goes to the audit log; asked of those who administer. */
export const archiveThreadInput = z.strictObject({ threadId: id, reason: reason.optional() });
export const updateThreadInput = z.strictObject({
  threadId: id,
  name: line(THREAD_NAME_MAX).optional(),
  topic: optionalLine(TOPIC_MAX).optional(),
  /** That of the thread which the person saw: another one is STALE. */
  version: z.int().nonnegative().optional(),
});
export const starThreadInput = z.strictObject({ threadId: id, starred: z.boolean() });
/** What this person wants to be told of in this thread; null follows their preference, NOTHING mutes it. */
export const setThreadLevelInput = z.strictObject({ threadId: id, level: notificationLevel.nullable() });

/** The thread with the asker's own place in it; `entry` is null for a PUBLIC thread they have not joined. */
export const threadDetails = z.object({
  thread: threadView,
  head: seq,
  entry: threadEntry.nullable(),
});
export type ThreadDetails = z.infer<typeof threadDetails>;

export const browseThreadsInput = z.strictObject({
  q: searchText,
  /** The id after which the page starts: the last of the page before. */
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
export const browsePage = z.object({
  threads: z.array(threadView.extend({ joined: z.boolean(), lastMessageAt: time.nullable() })),
  nextAfter: id.nullable(),
});
export type BrowsePage = z.infer<typeof browsePage>;
