import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { AppError } from "../errors.ts";
import { errorResponse } from "../http.ts";
import { invalidInput } from "../invalid-input.ts";
import { processSlot } from "../process.ts";
import { readJsonBody } from "../request-body.ts";
import { requireOwnOrigin } from "../request-origin.ts";
import { authenticateRequest } from "./authenticate.ts";
import type { Identity } from "./authenticator.ts";

export type Visitor = { identity: Identity; address: string; requestId: string };

/**
 * The door for people who are signed in but may not be people of the workspace yet: links that let them in. As the REST
 * door of a command, but for the actor. Limited by address, for a code could be guessed at.
 */
export function visitorWrite<Input extends z.ZodType>(
  input: Input,
  work: (visitor: Visitor, input: z.output<Input>) => Promise<void>,
): (request: Request) => Promise<Response> {
  return async (request) => {
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    try {
      requireOwnOrigin(request);
      const address = request.headers.get("x-confab-address") ?? "unknown";
      const identity = await authenticateRequest(request);
      if (!identity) throw new AppError("UNAUTHENTICATED", "Sign in to go on.");
      await processSlot().limits.enforce("signUp", address);
      const parsed = input.safeParse(await readJsonBody(request));
      if (!parsed.success) throw invalidInput(parsed.error);
      await work({ identity, address, requestId }, parsed.data);
      return Response.json(
        { ok: true, data: {} },
        { headers: { "cache-control": "no-store, private", "x-request-id": requestId } },
      );
    } catch (error) {
      const response = errorResponse(error, requestId);
      response.headers.set("x-request-id", requestId);
      return response;
    }
  };
}
