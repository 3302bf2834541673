import type { IncomingMessage } from "node:http";
import { create as contentDisposition } from "content-disposition";
import { type AttachmentRow, accessAttachment, requireClean } from "../../lib/access/access-attachment.ts";
import type { Actor } from "../../lib/access/actor.ts";
import { actorOfHeaders } from "../../lib/auth/current-actor.ts";
import { isPlayed, shownAs } from "../../lib/contract/shown-as.ts";
import { pgSql } from "../../lib/db.ts";
import { AppError, notFound } from "../../lib/errors.ts";
import { fileLinks } from "../../lib/files/file-link.ts";
import { processSlot } from "../../lib/process.ts";
import { type ObjectStore, thumbnailKey } from "../../lib/storage.ts";
import { headersOf } from "./answer-error.ts";
import type { Interceptor } from "./request-listener.ts";
import { answerNoBytes, type Exchange, sendObject } from "./send-object.ts";

const PATH = /^\/api\/attachments\/([0-9a-f-]{36})(\/thumbnail)?$/i;

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
    const isInline = isPlayed(shownAs(file)) && !url.searchParams.has("download");
    await sendObject(
      store,
      { key: file.id, size: file.size, tag: `"${file.sha256 ?? file.id}"` },
      { type: file.type === "text/plain" ? "text/plain; charset=utf-8" : file.type, ...exchange },
      contentDisposition(file.name, { type: isInline ? "inline" : "attachment" }),
    );
  }

  async function serveThumbnail(file: AttachmentRow, exchange: Exchange): Promise<void> {
    const key = thumbnailKey(file.id);
    const found = file.width === null ? null : await store.head(key);
    if (!found) throw notFound();
    const object = { key, size: found.size, tag: `"${file.sha256}-webp"` };
    await sendObject(store, object, { type: "image/webp", ...exchange }, "inline");
  }

  async function actorOfLink(link: string, attachmentId: string, now: Date): Promise<Actor> {
    const actor = fileLinks().read(link, attachmentId, now);
    if (!actor) throw new AppError("FORBIDDEN", "This link is no longer valid. Ask for a new one.");
    const ended = await sql.rows(`SELECT 1 FROM "Session" WHERE id = $1 AND "endedAt" IS NOT NULL`, [actor.sessionId]);
    if (ended.length > 0) throw new AppError("FORBIDDEN", "This link is no longer valid. Ask for a new one.");
    return actor;
  }

  return async (request, response) => {
    const url = new URL(request.url ?? "", "http://localhost");
    const [, attachmentId, thumbnail] = PATH.exec(url.pathname) ?? [];
    if (!attachmentId) return false;
    try {
      await serve(attachmentId.toLowerCase(), thumbnail !== undefined, url, { request, response });
    } catch (error) {
      await answerNoBytes({ request, response }, error);
    }
    return true;
  };
}

const NOTE_DOWNLOAD = `
  INSERT INTO "AttachmentDownload" ("attachmentId", "userId") VALUES ($1::uuid, $2::uuid)
  ON CONFLICT ("attachmentId", "userId") DO UPDATE SET times = "AttachmentDownload".times + 1, "lastAt" = now()`;

/** Players ask for many parts; each play counts once. */
function isFromTheStart(request: IncomingMessage): boolean {
  const { range } = request.headers;
  return range === undefined || /^bytes=0-/.test(range) || !/^bytes=\d+-/.test(range);
}
