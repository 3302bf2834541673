import { z } from "zod";
import { id, time } from "./ids.ts";
import { threadRole } from "./roles.ts";

/**
 * Why something is in the bell: named, answered, addressed with everybody, let into a thread, given a role; or a file that one
 * has fetched turned out to be infected.
 */
export const notificationKind = z.enum(["MENTION", "REPLY", "EVERYONE", "ADDED", "ROLE", "INFECTED"]);
export type NotificationKind = z.infer<typeof notificationKind>;

export const notificationView = z.object({
  id,
  kind: notificationKind,
  threadId: id,
  messageId: id.nullable(),
  actorId: id.nullable(),
  /** The message as it reads now. */
  body: z.string().nullable(),
  /** For ROLE: the role that was given. */
  role: threadRole.nullable(),
  /** For INFECTED: the name of the file. */
  file: z.string().nullable(),
  createdAt: time,
  /** Looked at in the bell, or read where it stands. */
  seen: z.boolean(),
});
export type NotificationView = z.infer<typeof notificationView>;

export const listNotificationsInput = z.strictObject({
  /** The id after which the page goes on: the last of the page before. */
  after: id.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(30),
});

export const notificationPage = z.object({
  /** The newest first; nothing of threads one is no longer in, and nothing that was deleted. */
  notifications: z.array(notificationView),
  /** How many were not seen, up to 100. */
  unseen: z.int().nonnegative(),
  nextAfter: id.nullable(),
});
export type NotificationPage = z.infer<typeof notificationPage>;

/** `upTo`: the newest that the person has before them. What came later stays unseen. */
export const seeNotificationsInput = z.strictObject({ upTo: id });
