import { z } from "zod";
import { ERROR_STATUS, type ErrorCode } from "./error-status.ts";

export const errorCode = z.enum(Object.keys(ERROR_STATUS) as [ErrorCode, ...ErrorCode[]]);

export const errorBody = z.object({
  code: errorCode,
  message: z.string(),
  details: z.unknown().optional(),
  retryAfterMs: z.int().nonnegative().optional(),
});
export type ErrorBody = z.infer<typeof errorBody>;

/** What both doors answer (PROTOCOL S5). */
export type Envelope<T> = { ok: true; data: T } | { ok: false; error: ErrorBody };
