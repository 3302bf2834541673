import { ERROR_STATUS, type ErrorCode } from "./contract/error-status.ts";
import type { ErrorBody } from "./contract/errors.ts";

/** A refusal with a stable code; the text is for people and may change. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: unknown;
  readonly retryAfterMs: number | undefined;

  constructor(code: ErrorCode, message: string, details?: unknown, retryAfterMs?: number) {
    super(message);
    this.name = "AppError";
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }

  get status(): number {
    return ERROR_STATUS[this.code];
  }
}

/**
 * Route handlers and the custom server are compiled apart, so `instanceof` is false across them:
 * an error of ours is known by its code.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && error.name === "AppError" && (error as AppError).code in ERROR_STATUS;
}

/** What a client is told of an error of ours (PROTOCOL S5). */
export function errorBodyOf(error: AppError): ErrorBody {
  return {
    code: error.code,
    message: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    ...(error.retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(error.retryAfterMs) }),
  };
}

/** The same words for a missing thing and for a hidden one (PERMISSIONS, order of evaluation 2). */
export const notFound = () => new AppError("NOT_FOUND", "There is nothing here, or you may not see it.");
