import { randomUUID } from "node:crypto";
import { receiveClerkWebhook } from "../../../../lib/auth/webhook-door.ts";
import { errorResponse } from "../../../../lib/http.ts";

/** Clerk's news of people and sessions. Anything but 2xx makes Clerk send it again. */
export async function POST(request: Request): Promise<Response> {
  const requestId = request.headers.get("x-request-id") ?? randomUUID();
  try {
    const outcome = await receiveClerkWebhook(request, requestId);
    return Response.json({ ok: true, data: { outcome } }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    return errorResponse(error, requestId);
  }
}
