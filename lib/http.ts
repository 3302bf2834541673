import { randomUUID } from "node:crypto";
import type { Actor } from "./access/actor.ts";
import { currentActor } from "./auth/current-actor.ts";
import { runCommand } from "./commands/run.ts";
import { commandTable } from "./commands/table.ts";
import type { Command } from "./commands/command.ts";
import type { CommandName, QueryName } from "./contract/doors.ts";
import { translateDatabaseError } from "./database-errors.ts";
import { AppError, errorBodyOf, isAppError } from "./errors.ts";
import type { LimitName, LimitResult } from "./limits.ts";
import { limitHeaders, refuseOver } from "./limits.ts";
import { processSlot } from "./process.ts";
import { invalidInput } from "./invalid-input.ts";
import { downloadTable } from "./queries/download-table.ts";
import { type Query, queryContext, RawJson, runQuery } from "./queries/query.ts";
import { queryTable } from "./queries/table.ts";
import { readJsonBody } from "./request-body.ts";
import { requireOwnOrigin } from "./request-origin.ts";

type Params = { params: Promise<Record<string, string>> };
type Handler = (request: Request, context: Params) => Promise<Response>;

/** The REST door of a command (PROTOCOL S5): JSON body and path parameters in, envelope out. */
export function write<N extends CommandName>(name: N, status = 200): Handler {
  const command = commandTable[name] as unknown as Command<N>;
  return endpoint(command.limit, async ({ request, actor, params, requestId }) => {
    requireOwnOrigin(request);
    const raw = { ...(await readJsonBody(request)), ...params };
    const data = await runCommand(command, { actor, raw, requestId });
    return envelope(JSON.stringify(data), status);
  });
}

/** The REST door of a query: query string and path parameters in, envelope out. A POST's cursors are its JSON body. */
export function read<N extends QueryName>(name: N): Handler {
  const query = queryTable[name] as unknown as Query<N>;
  return endpoint(query.limit, async ({ request, actor, params }) => {
    const isPost = request.method === "POST";
    if (isPost) requireOwnOrigin(request);
    const given = isPost ? await readJsonBody(request) : Object.fromEntries(new URL(request.url).searchParams);
    const result = await runQuery(query, { actor, raw: { ...given, ...params } });
    return envelope(result instanceof RawJson ? result.text : JSON.stringify(result), 200);
  });
}

/** The door of a file: it is opened with all that a query is asked for, and then sent as it is read. */
export function download(name: keyof typeof downloadTable): Handler {
  const file = downloadTable[name];
  return endpoint(file.limit, async ({ request, actor }) => {
    const parsed = file.input.safeParse(Object.fromEntries(new URL(request.url).searchParams));
    if (!parsed.success) throw invalidInput(parsed.error);
    const pieces = await file.open(queryContext(actor), parsed.data);
    const bytes = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => void pieces.return(undefined),
    });
    return new Response(bytes, {
      headers: {
        "content-type": file.contentType,
        "content-disposition": `attachment; filename="${file.fileName}"`,
        "cache-control": "no-store, private",
        "x-content-type-options": "nosniff",
      },
    });
  });
}

const encoder = new TextEncoder();

type Exchange = {
  request: Request;
  params: Record<string, string>;
  requestId: string;
  actor: Actor;
};

/**
 * What every handler does around its work: request id, authentication by itself (the proxy is no lock), the person's
 * limit, and errors as envelopes that tell nothing of the inside.
 */
function endpoint(limit: LimitName, work: (exchange: Exchange) => Promise<Response>): Handler {
  return async (request, { params }) => {
    const requestId = request.headers.get("x-request-id") ?? randomUUID();
    let counted: LimitResult | undefined;
    try {
      const actor = await currentActor(request);
      counted = await processSlot().limits.take(limit, actor.userId);
      refuseOver(counted);
      const response = await work({ request, params: await params, requestId, actor });
      return withHeaders(response, requestId, counted);
    } catch (error) {
      return withHeaders(errorResponse(error, requestId), requestId, counted);
    }
  };
}

const envelope = (json: string, status: number) => jsonResponse(`{"ok":true,"data":${json}}`, status);

function jsonResponse(text: string, status: number): Response {
  return new Response(text, {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store, private" },
  });
}

/**
 * An error as its envelope. A database out of reach is UNAVAILABLE wherever it was asked; what is no AppError otherwise
 * is a fault of ours: logged in full, told as INTERNAL.
 */
export function errorResponse(thrown: unknown, requestId: string): Response {
  const error = translateDatabaseError(thrown);
  const known = isAppError(error)
    ? error
    : new AppError("INTERNAL", "Something went wrong on the server.", { requestId });
  if (known !== error) processSlot().log.error({ err: error, requestId }, "request failed");
  const response = jsonResponse(JSON.stringify({ ok: false, error: errorBodyOf(known) }), known.status);
  if (known.retryAfterMs !== undefined)
    response.headers.set("retry-after", String(Math.ceil(known.retryAfterMs / 1000)));
  return response;
}

function withHeaders(response: Response, requestId: string, counted: LimitResult | undefined): Response {
  response.headers.set("x-request-id", requestId);
  for (const [name, value] of Object.entries(counted ? limitHeaders(counted) : {})) response.headers.set(name, value);
  return response;
}
