import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { create as contentDisposition } from "content-disposition";
import { type AttachmentRow, accessAttachment, requireClean } from "../../lib/access/access-attachment.ts";
import type { Actor } from "../../lib/access/actor.ts";
import { actorOfHeaders } from "../../lib/auth/current-actor.ts";
import { shownAs } from "../../lib/contract/shown-as.ts";
import { pgSql } from "../../lib/db.ts";
import { AppError, notFound } from "../../lib/errors.ts";
import { fileLinks } from "../../lib/files/file-link.ts";
import { processSlot } from "../../lib/process.ts";
import { type ByteRange, ObjectMissing, type ObjectStore, thumbnailKey } from "../../lib/storage.ts";
import { answerError, headersOf } from "./answer-error.ts";
import type { Interceptor } from "./request-listener.ts";

const PATH = /^\/api\/attachments\/([0-9a-f-]{36})(\/thumbnail)?$/i;

/** What a page of ours, or any other, may do with these bytes: nothing but show them. */
const HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; sandbox";

/**
 * The bytes of files. Access and the scanner's verdict are asked for each request, links and ranges included; the
 * browser may keep what it got, and asks again before it shows it. Streams past Next, with the reader's own speed.
 */
export function createBytesDoor({ store }: { store: ObjectStore }): Interceptor {
  const { pool, limits } = processSlot();
  const sql = pgSql(pool);

  async function serve(attachmentId: string, isThumbnail: boolean, url: URL, exchange: Exchange): Promise<void> {
    const { request } = exchange;
    if (request.method !== "GET" && request.method !== "HEAD") throw new AppError("METHOD", "Files are only read.");
    const now = new Date();
    const link = url.searchParams.get("link");
    const actor = link === null ? await actorOfHeaders(headersOf(request)) : await actorOfLink(link, attachmentId, now);
    await limits.enforce("read", actor.userId);
    const file = await accessAttachment(sql, { actor, attachmentId, now });
    requireClean(file);
    if (isThumbnail) return serveThumbnail(file, exchange);
    if (request.method === "GET" && isFromTheStart(request))
      await sql.rows(NOTE_DOWNLOAD, [attachmentId, actor.userId]);
    const isInline = shownAs(file) !== null && shownAs(file) !== "text" && !url.searchParams.has("download");
    await send(
      { key: file.id, size: file.size, tag: `"${file.sha256 ?? file.id}"` },
      { type: file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type, ...exchange },
      contentDisposition(file.name, { type: isInline ? "inline" : "attachment" }),
    );
  }

  async function serveThumbnail(file: AttachmentRow, exchange: Exchange): Promise<void> {
    const key = thumbnailKey(file.id);
    const found = file.width === null ? null : await store.head(key);
    if (!found) throw notFound();
    await send({ key, size: found.size, tag: `"${file.sha256}-webp"` }, { type: "image/webp", ...exchange }, "inline");
  }

  async function actorOfLink(link: string, attachmentId: string, now: Date): Promise<Actor> {
    const actor = fileLinks().read(link, attachmentId, now);
    if (!actor) throw new AppError("FORBIDDEN", "This link is no longer valid. Ask for a new one.");
    const ended = await sql.rows(`SELECT 1 FROM "Session" WHERE id = $1 AND "endedAt" IS NOT NULL`, [actor.sessionId]);
    if (ended.length > 0) throw new AppError("FORBIDDEN", "This link is no longer valid. Ask for a new one.");
    return actor;
  }

  async function send(
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

  return async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const [, attachmentId, thumbnail] = PATH.exec(url.pathname) ?? [];
    if (!attachmentId) return false;
    try {
      await serve(attachmentId.toLowerCase(), thumbnail !== undefined, url, { request, response });
    } catch (error) {
      for (const name of ["content-disposition", "content-range", "accept-ranges", "etag"]) response.removeHeader(name);
      await answerError(request, response, error instanceof ObjectMissing ? notFound() : error);
    }
    return true;
  };
}

type Exchange = { request: IncomingMessage; response: ServerResponse };

const NOTE_DOWNLOAD = `
  INSERT INTO "AttachmentDownload" ("attachmentId", "userId") VALUES ($1::uuid, $2::uuid)
  ON CONFLICT ("attachmentId", "userId") DO UPDATE SET times = "AttachmentDownload".times + 1, "lastAt" = now()`;

/** Players ask for many parts; each play counts once. */
function isFromTheStart(request: IncomingMessage): boolean {
  const { range } = request.headers;
  return range === undefined || /^bytes=0-/.test(range) || !/^bytes=\d+-/.test(range);
}

/** One range as asked for; null where none is, or one that is to be ignored (several, or no bytes). */
export function readRange(header: string | undefined, size: number): ByteRange | "unsatisfiable" | null {
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
