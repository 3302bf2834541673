import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { limitHeaders, type Limits } from "../../lib/limits.ts";
import type { Logger } from "../../lib/log.ts";
import { SECURITY_HEADERS, STRICT_TRANSPORT_SECURITY } from "../../lib/security-headers.ts";
import { type AddressReader, limitKey } from "./client-address.ts";
import { refuse } from "./refuse.ts";

export type Handle = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Answers some requests by itself: gives true when it has. */
export type Interceptor = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export type ListenerParts = {
  limits: Limits;
  log: Logger;
  addressOf: AddressReader;
  hosts: ReadonlySet<string>;
  https: boolean;
  /** Local identity, where it is on, and files: asked in this order before Next. */
  intercept: readonly Interceptor[];
  /** Next, once it is prepared. */
  handle: Handle | null;
};

/** More than any JSON body of ours; larger ones are not worth reading. */
const BODY_MAX_BYTES = 1024 * 1024;
/** Asked by machines under whatever name they reach us. */
const PROBES = new Set(["/api/health", "/api/ready"]);
/** Routes of ours take these; Next knows of no other and would fail. */
const ROUTE_METHODS = new Set(["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]);

/**
 * What every request passes before a route: the address limit first of all (a forged token already costs a
 * millisecond), then form, host and size, then local identity, files or Next. `parts` may be filled in while the server starts;
 * until it has `handle`, the answer is 503.
 */
export function createRequestListener(parts: () => ListenerParts | null) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const ready = parts();
    if (ready === null) return starting(response);
    serve(ready, request, response).catch((err: unknown) => {
      ready.log.error({ err, requestId: request.headers["x-request-id"] }, "http: a request failed");
      if (!response.headersSent) refuse(response, { code: "INTERNAL", message: "Something went wrong on the server." });
      else response.destroy();
    });
  };
}

async function serve(parts: ListenerParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = parts.addressOf(request);
  markRequest(request, { address });
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
  if (parts.https) response.setHeader(...STRICT_TRANSPORT_SECURITY);
  response.setHeader("x-request-id", request.headers["x-request-id"] as string);

  const taken = parts.limits.take("address", limitKey(address));
  const limited = taken instanceof Promise ? await taken : taken;
  if (!limited.ok) {
    for (const [name, value] of Object.entries(limitHeaders(limited))) response.setHeader(name, value);
    return refuse(response, {
      code: "RATE_LIMITED",
      message: "Too many requests from this address.",
      retryAfterMs: limited.resetMs,
    });
  }
  const refusal = misformed(request, parts.hosts);
  if (refusal) return refuse(response, refusal);
  if (parts.handle === null) return starting(response);
  for (const intercept of parts.intercept) if (await intercept(request, response)) return;
  if (!takesMethod(request)) {
    response.setHeader("allow", "GET, HEAD");
    return refuse(response, { code: "METHOD", message: "That cannot be done here." });
  }
  await parts.handle(request, response);
}

/** Our own names for the request and its address: what a stranger put there is overwritten. */
function markRequest(request: IncomingMessage, { address }: { address: string }): void {
  request.headers["x-request-id"] = randomUUID();
  request.headers["x-confab-address"] = address;
  // Next answers `{}` to whoever says that they are its old router.
  delete request.headers["x-middleware-prefetch"];
}

function misformed(request: IncomingMessage, hosts: ReadonlySet<string>): Parameters<typeof refuse>[1] | null {
  const url = request.url ?? "";
  if (!url.startsWith("/")) return { code: "INVALID", message: "Only a path can be asked for here." };
  if (!hosts.has(request.headers.host ?? "") && !PROBES.has(url))
    return { code: "INVALID", status: 421, message: "This server does not go by that name." };
  // Uploads are counted by the door that takes them.
  if (Number(request.headers["content-length"] ?? 0) > BODY_MAX_BYTES && !/^\/api\/uploads(\/|$)/.test(url))
    return { code: "TOO_LARGE", message: "That is too large." };
  return null;
}

/**
 * Pages are read, but for the only server actions there are, Clerk's: by one of them the browser has Next forget its pages
 * when somebody signs in or out. Next fails on a form that pretends to be one. Its own paths (`/_next/`, in development
 * `/__nextjs…`) are its own business.
 */
function takesMethod({ method = "", url = "", headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return true;
  if (/^\/(?:api\/|_next\/|__nextjs)/.test(url)) return ROUTE_METHODS.has(method);
  const isAction = /^[0-9a-f]{40,64}$/.test(headers["next-action"]?.toString() ?? "");
  return method === "POST" && isAction && /^text\/plain\b/.test(headers["content-type"] ?? "");
}

function starting(response: ServerResponse): void {
  // Whoever was too quick with the browser gets the page without asking again.
  response.setHeader("refresh", "2");
  refuse(response, { code: "UNAVAILABLE", message: "Confab is starting.", retryAfterMs: 1_000 });
}
