import { z } from "zod";
import { pageCursor } from "./administration.ts";
import { id, time } from "./ids.ts";
import { INVITE_USES_MAX } from "./limits.ts";
import { reason } from "./reason.ts";

export const INVITE_DAYS_MAX = 3_650;

/** An invite into the workspace; the secret of its link is not kept. */
export const inviteView = z.object({
  id,
  email: z.string().nullable(),
  createdById: id,
  /** Null: any number of times. */
  maxUses: z.int().nullable(),
  uses: z.int(),
  /** Null: for ever. */
  expiresAt: time.nullable(),
  revokedAt: time.nullable(),
  createdAt: time,
  state: z.enum(["ACTIVE", "USED", "EXPIRED", "REVOKED"]),
});
export type InviteView = z.infer<typeof inviteView>;

export const createInviteInput = z.strictObject({
  /** Only somebody with this verified address may use it. */
  email: z.email().max(254).toLowerCase().nullable().default(null),
  maxUses: z.int().min(1).max(INVITE_USES_MAX).nullable().default(null),
  days: z.int().min(1).max(INVITE_DAYS_MAX).nullable().default(null),
});
/** `code`: the secret of the link `/invite/<code>`, told this once. */
export const createdInvite = z.object({ invite: inviteView, code: z.string() });
export const revokeInviteInput = z.strictObject({ inviteId: id, reason });

export const listInvitesInput = z.strictObject({
  after: pageCursor.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export const invitePage = z.object({ invites: z.array(inviteView), nextAfter: pageCursor.nullable() });
