import type { IncomingMessage } from "node:http";
import { LocalClerkError } from "./api-error.ts";

const LOOPBACK_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/;
const LOOPBACK_PEER = /^(?:(?:::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}|::1)$/;
const MAX_BODY_BYTES = 100_000;

/**
 * Lets only this machine in: the peer is loopback (no other computer), the Host header too (no DNS rebinding), and no
 * proxy has passed the request on (a proxy on this machine would make everybody's peer loopback).
 * @throws LocalClerkError 403
 */
export function assertThisMachine(request: IncomingMessage): void {
  const local =
    LOOPBACK_PEER.test(request.socket.remoteAddress ?? "") && LOOPBACK_HOST.test(request.headers.host ?? "");
  const forwarded = request.headers.forwarded !== undefined || request.headers["x-forwarded-for"] !== undefined;
  if (!local || forwarded) throw new LocalClerkError(403, "local_only", "Local identity answers only on this machine.");
}

/**
 * Refuses changes that another site's page asks for. Clerk-js sends everything but readings as POST from our pages,
 * so the browser's Origin header is always there.
 * @throws LocalClerkError 403
 */
export function assertOwnOrigin(request: IncomingMessage, origin: string): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  if (request.headers.origin !== origin)
    throw new LocalClerkError(403, "origin_invalid", `Requests must come from ${origin}.`);
}

/** `target` as a URL of `origin`. @throws LocalClerkError 400 for any other place. */
export function ownUrl(target: string | null, origin: string): URL {
  const url = URL.parse(target ?? "/", origin);
  if (!url || url.origin !== origin || url.username || url.password)
    throw new LocalClerkError(400, "invalid_redirect_url", `redirect_url must be on ${origin}.`);
  return url;
}

/**
 * The fields of a JSON or form body; empty for none.
 * @throws LocalClerkError 413 above 100 kB, 400 where it cannot be parsed, 415 for another type.
 */
export async function readFields(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = await readText(request);
  if (text === "") return {};
  const type = request.headers["content-type"]?.split(";")[0]?.trim().toLowerCase();
  if (type === "application/x-www-form-urlencoded") return Object.fromEntries(new URLSearchParams(text));
  if (type === "application/json") return parseObject(text);
  throw new LocalClerkError(415, "unsupported_media_type", "Send a form or JSON.");
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new LocalClerkError(413, "request_body_too_large", "The request is too large.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new LocalClerkError(400, "request_body_invalid", "The body is not a JSON object.");
  return value as Record<string, unknown>;
}
