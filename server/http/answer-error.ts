import type { IncomingMessage, ServerResponse } from "node:http";
import { errorResponse } from "../../lib/http.ts";

/** Answers an error as every door does (PROTOCOL S5): what is not ours to tell becomes INTERNAL and is logged. */
export async function answerError(request: IncomingMessage, response: ServerResponse, thrown: unknown): Promise<void> {
  const answer = errorResponse(thrown, String(request.headers["x-request-id"]));
  if (response.headersSent) return void response.destroy();
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) response.setHeader(name, value);
  response.end(request.method === "HEAD" ? undefined : await answer.text());
}

/** The headers of a request as fetch has them. */
export function headersOf(request: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers))
    for (const each of [value ?? []].flat()) headers.append(name, each);
  return headers;
}
