import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { notFound } from "../../lib/errors.ts";
import { type ByteRange, ObjectMissing, type ObjectStore } from "../../lib/storage.ts";
import { answerError } from "./answer-error.ts";

export type Exchange = { request: IncomingMessage; response: ServerResponse };

/** What a page of ours, or any other, may do with these bytes: nothing but show them. */
export const HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox";

/**
 * Answers with an object of the store, or the part of it that was asked for, at the reader's own speed. Who may have it
 * was decided before. The browser may keep it, and asks again before it shows it.
 */
export async function sendObject(
  store: ObjectStore,
  { key, size, tag }: { key: string; size: number; tag: string },
  { type, request, response }: Exchange & { type: string },
  disposition: string,
): Promise<void> {
  response.setHeader("content-type", type);
  response.setHeader("content-disposition", disposition);
  response.setHeader("content-security-policy", HARMLESS);
  response.setHeader("cache-control", "private, no-cache");
  response.setHeader("vary", "cookie, authorization");
  response.setHeader("accept-ranges", "bytes");
  response.setHeader("etag", tag);
  if (request.headers["if-none-match"]?.includes(tag)) return void response.writeHead(304).end();

  const isSame = [undefined, tag].includes(request.headers["if-range"] as string | undefined);
  const range = isSame ? readRange(request.headers.range, size) : null;
  if (range === "unsatisfiable") {
    response.setHeader("content-range", `bytes */${size}`);
    response.writeHead(416).end();
    return;
  }
  if (range) response.setHeader("content-range", `bytes ${range.start}-${range.end}/${size}`);
  response.setHeader("content-length", range ? range.end - range.start + 1 : size);
  if (request.method === "HEAD") return void response.writeHead(range ? 206 : 200).end();
  const bytes = await store.get(key, range ?? undefined);
  response.statusCode = range ? 206 : 200;
  // Who hangs up in the middle has what they wanted.
  await pipeline(bytes, response).catch(() => response.destroy());
}

/** A refusal in place of bytes, without what was said of them. */
export async function answerNoBytes({ request, response }: Exchange, error: unknown): Promise<void> {
  for (const name of ["content-disposition", "content-range", "accept-ranges", "etag"]) response.removeHeader(name);
  await answerError(request, response, error instanceof ObjectMissing ? notFound() : error);
}

/** One range as asked for; null where none is, or one that is to be ignored (several, or no bytes). */
function readRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | null {
  const [, from, to] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? "") ?? [];
  if (from === undefined || to === undefined || from + to === "") return null;
  if (from === "") {
    const length = Math.min(Number(to), size);
    return length === 0 ? "unsatisfiable" : { start: size - length, end: size - 1 };
  }
  const start = Number(from);
  const end = to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== "" && Number(to) < start) return null;
  return start >= size ? "unsatisfiable" : { start, end };
}
