import { z } from "zod";

/** The secret part of a link that lets somebody in: base64url. */
export const linkSecret = z.string().regex(/^[\w-]{16,128}$/);

export const acceptInviteInput = z.strictObject({ code: linkSecret });
export const claimOwnershipInput = z.strictObject({ token: linkSecret });
