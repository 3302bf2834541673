import { ERROR_STATUS, type ErrorCode } from "../contract/error-status.ts";
import type { ErrorBody } from "../contract/errors.ts";

/** What the server answers, or why it did not: no connection, or no answer in time. */
export type ApiErrorCode = ErrorCode | "NETWORK" | "TIME_OUT";

/** A refusal of the server, or its absence. Components switch on `code`, never on the text. */
export class ApiError extends Error {
  readonly code: ApiErrorCode;
  readonly details: unknown;
  /** How long to wait before asking again, in ms. */
  readonly retryAfterMs: number | undefined;

  constructor({ code, message, details, retryAfterMs }: Omit<ErrorBody, "code"> & { code: ApiErrorCode }) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

export const networkError = (): ApiError => new ApiError({ code: "NETWORK", message: "The server cannot be reached." });

export const timeOutError = (): ApiError =>
  new ApiError({ code: "TIME_OUT", message: "The server did not answer in time." });

/** Whatever was thrown, as an ApiError. */
export const asApiError = (thrown: unknown): ApiError => (thrown instanceof ApiError ? thrown : networkError());

/** PROTOCOL S6: worth asking again later with the same ids. A session that ended may come back by signing in. */
export function isWorthRetrying({ code }: ApiError): boolean {
  if (code === "NETWORK" || code === "TIME_OUT" || code === "UNAUTHENTICATED") return true;
  const status = ERROR_STATUS[code];
  return status === 429 || status >= 500;
}
