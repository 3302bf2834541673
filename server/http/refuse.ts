import type { ServerResponse } from "node:http";
import { ERROR_STATUS, type ErrorCode } from "../../lib/contract/error-status.ts";

/** Answers with the envelope of PROTOCOL S5 and closes: for what never reaches a route. */
export function refuse(
  response: ServerResponse,
  {
    code,
    message,
    status = ERROR_STATUS[code],
    retryAfterMs,
  }: { code: ErrorCode; message: string; status?: number; retryAfterMs?: number },
): void {
  const error = { code, message, ...(retryAfterMs === undefined ? {} : { retryAfterMs: Math.ceil(retryAfterMs) }) };
  response.statusCode = status;
  response.setHeader("content-type", "application/json; charset=utf-8");
  response.setHeader("cache-control", "no-store");
  if (retryAfterMs !== undefined)
    response.setHeader("retry-after", String(Math.max(1, Math.ceil(retryAfterMs / 1000))));
  // The body, if there is one, stays unread: the connection cannot serve another request.
  response.setHeader("connection", "close");
  response.end(JSON.stringify({ ok: false, error }));
}
