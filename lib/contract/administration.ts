import { z } from "zod";
import { id, time } from "./ids.ts";
import { personView } from "./people.ts";
import { reason } from "./reason.ts";
import { accountStatus, systemRole, threadKind, threadState } from "./roles.ts";
import { searchText } from "./text.ts";

/** Where a page of a sorted list ended: opaque, from the answer before. */
export const pageCursor = z.string().regex(/^[\w-]{1,600}$/);

/** A person as administrators see them. */
export const adminUserView = personView.extend({
  email: z.string().nullable(),
  createdAt: time,
  /** Sessions that are not over. */
  sessions: z.int().nonnegative(),
});
export type AdminUserView = z.infer<typeof adminUserView>;

export const userSort = z.enum(["name", "created", "lastSeen"]);
export type UserSort = z.infer<typeof userSort>;

/** `q`: part of a name, user name or e-mail address, or a whole id. */
export const listUsersInput = z.strictObject({
  q: searchText,
  role: systemRole.optional(),
  status: accountStatus.optional(),
  sort: userSort.default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});

/** `total`: how many match, `COUNT_MAX + 1` at most. */
export const adminUserPage = z.object({
  users: z.array(adminUserView),
  nextAfter: pageCursor.nullable(),
  total: z.int().nonnegative(),
});
export type AdminUserPage = z.infer<typeof adminUserPage>;

export const setUserRoleInput = z.strictObject({ userId: id, role: systemRole, reason });
/** With suspending and restoring. */
export const judgedUserInput = z.strictObject({ userId: id, reason });

export const threadSort = z.enum(["name", "created", "lastMessage", "members"]);

/** Metadata of a PUBLIC or PRIVATE thread: what administrators may know without having joined. */
export const adminThreadView = z.object({
  id,
  kind: threadKind,
  state: threadState,
  name: z.string(),
  topic: z.string(),
  memberCount: z.int(),
  ownerIds: z.array(id),
  createdById: id,
  createdAt: time,
  lastMessageAt: time.nullable(),
  /** Since when it is deleted; it can be restored for 30 days. */
  deletedAt: time.nullable(),
  /** Nobody owns it any more: it was archived when the last owner went. */
  ownerless: z.boolean(),
});
export type AdminThreadView = z.infer<typeof adminThreadView>;

export const listAdminThreadsInput = z.strictObject({
  q: searchText,
  kind: z.enum(["PUBLIC", "PRIVATE"]).optional(),
  state: threadState.optional(),
  sort: threadSort.default("name"),
  direction: z.enum(["asc", "desc"]).default("asc"),
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const adminThreadPage = z.object({
  threads: z.array(adminThreadView),
  nextAfter: pageCursor.nullable(),
  total: z.int().nonnegative(),
});
export type AdminThreadPage = z.infer<typeof adminThreadPage>;
