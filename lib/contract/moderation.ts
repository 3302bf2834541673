import { z } from "zod";
import { id, time } from "./ids.ts";
import { participation, switches } from "./participation.ts";
import { reason } from "./reason.ts";
import { threadRole } from "./roles.ts";

/** A time-out lasts from a minute to 28 days, in seconds. */
export const timeOutSeconds = z
  .int()
  .min(60)
  .max(28 * 86_400);

const member = { threadId: id, userId: id };

export const timeOutInput = z.strictObject({ ...member, seconds: timeOutSeconds, reason });
export const liftTimeOutInput = z.strictObject({ ...member, reason: reason.optional() });
export const banInput = z.strictObject({ ...member, reason });
export const unbanInput = z.strictObject({ ...member, reason: reason.optional() });

/** A setting of state on the whole thread, with a reason where somebody wants to give one. */
export const threadStateInput = z.strictObject({ threadId: id, reason: reason.optional() });
export const deleteThreadInput = z.strictObject({ threadId: id, reason });

/** `version`: that of the thread which the person saw; another one is STALE. What is left out stays. */
export const threadSettingsInput = z.strictObject({
  threadId: id,
  version: z.int().nonnegative(),
  announcement: z.boolean().optional(),
  /** Seconds between two messages of one person, six hours at most; 0 = off. */
  slowModeSeconds: z.int().min(0).max(21_600).optional(),
  /** Seconds in which an author may edit; 0 = never, null = always. */
  editWindowSeconds: z
    .int()
    .min(0)
    .max(366 * 86_400)
    .nullable()
    .optional(),
  linkPreviews: z.boolean().optional(),
  reason: reason.optional(),
});

/** What a role, or one person, may beyond and below the matrix; two empty lists take the override away. */
export const threadOverrideInput = z
  .strictObject({
    threadId: id,
    version: z.int().nonnegative(),
    role: threadRole.nullable(),
    userId: id.nullable(),
    allow: z.array(participation).max(participation.options.length),
    deny: z.array(participation).max(participation.options.length),
    reason: reason.optional(),
  })
  .refine(({ role, userId }) => (role === null) !== (userId === null), "give one of role and userId")
  .refine(({ allow, deny }) => !allow.some((name) => deny.includes(name)), "nothing is both allowed and denied");

/** The override of a whole role, as everybody in the thread sees it. */
export const roleOverride = switches.extend({ role: threadRole });
export type RoleOverride = z.infer<typeof roleOverride>;

export const banView = z.object({
  userId: id,
  bannedById: id.nullable(),
  reason: z.string().nullable(),
  at: time.nullable(),
});
export type BanView = z.infer<typeof banView>;
export const banList = z.object({ bans: z.array(banView) });

export const blockInput = z.strictObject({ userId: id });
