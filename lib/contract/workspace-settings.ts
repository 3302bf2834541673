import { z } from "zod";
import { linkPreviewScope } from "./link-previews.ts";
import { WORKSPACE_NAME_MAX } from "./limits.ts";
import { preferenceView } from "./preferences.ts";
import { reason } from "./reason.ts";
import { line } from "./text.ts";

const DAY_SECONDS = 86_400;

/** As the variable SIGN_UP. */
export const signUpMode = z
  .string()
  .max(253)
  .regex(/^(open|invite|domain:[a-z0-9.-]+\.[a-z]{2,})$/, "must be open, invite or domain:example.org");

/** What new people start with; a field that is left out is as the product has it. */
export const preferenceDefaults = preferenceView
  .pick({
    theme: true,
    density: true,
    notificationLevel: true,
    showReceipts: true,
    showTyping: true,
    showPresence: true,
  })
  .partial()
  .strict();
export type PreferenceDefaults = z.infer<typeof preferenceDefaults>;

/** Seconds in which an author may edit; null = always, 0 = never. */
const editWindow = z
  .int()
  .min(0)
  .max(365 * DAY_SECONDS)
  .nullable();
const slowMode = z.int().min(0).max(DAY_SECONDS);
/** Days after which a session is over, however much it is used; null = as the identity provider has it. */
const sessionDays = z.int().min(1).max(365).nullable();

export const workspaceSettings = z.object({
  /** Counts the changes: a change names the one it was made upon. */
  version: z.int(),
  name: z.string(),
  /** Null: as the server's environment says. */
  signUp: z.string().nullable(),
  receipts: z.boolean(),
  editWindowSeconds: editWindow,
  slowModeSeconds: slowMode,
  preference: preferenceDefaults,
  maxSessionDays: sessionDays,
  linkPreviews: linkPreviewScope,
  /** Nobody who is active owns the workspace: the last owner's account was deleted. */
  ownerless: z.boolean(),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

/** With what the server's environment says of sign-up. */
export const adminSettings = workspaceSettings.extend({ signUpDefault: z.string() });
export type AdminSettings = z.infer<typeof adminSettings>;

/** `version`: that of the settings that were seen; a newer one there is `409 STALE`, with the present ones. */
const seen = z.int().min(0).max(2_147_483_647);

export const updateWorkspaceInput = z.strictObject({
  version: seen,
  name: line(WORKSPACE_NAME_MAX).optional(),
  receipts: z.boolean().optional(),
  editWindowSeconds: editWindow.optional(),
  slowModeSeconds: slowMode.optional(),
  preference: preferenceDefaults.optional(),
  linkPreviews: linkPreviewScope.optional(),
});
export const updateSecurityInput = z.strictObject({
  version: seen,
  signUp: signUpMode.nullable().optional(),
  maxSessionDays: sessionDays.optional(),
  reason,
});
