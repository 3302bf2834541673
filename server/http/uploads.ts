import type { IncomingMessage, ServerResponse } from "node:http";
import { Metadata, Server } from "@tus/server";
import { z } from "zod";
import type { Actor } from "../../lib/access/actor.ts";
import { actorOfHeaders } from "../../lib/auth/current-actor.ts";
import { beginUpload } from "../../lib/commands/begin-upload.ts";
import { discardUpload } from "../../lib/commands/discard-upload.ts";
import { finishUpload } from "../../lib/commands/finish-upload.ts";
import { UPLOADS_PATH } from "../../lib/contract/attachment-paths.ts";
import { id } from "../../lib/contract/ids.ts";
import { translateDatabaseError } from "../../lib/database-errors.ts";
import { pgSql } from "../../lib/db.ts";
import { AppError, errorBodyOf, isAppError, notFound } from "../../lib/errors.ts";
import { safeFileName } from "../../lib/files/file-name.ts";
import { sniffType } from "../../lib/files/file-type.ts";
import { scannedFile } from "../../lib/files/judge-file.ts";
import { invalidInput } from "../../lib/invalid-input.ts";
import { processSlot } from "../../lib/process.ts";
import { requireOwnOrigin } from "../../lib/request-origin.ts";
import type { ObjectStore } from "../../lib/storage.ts";
import { eraseBytes } from "../jobs/sweep-files.ts";
import { answerError, headersOf } from "./answer-error.ts";
import type { Interceptor } from "./request-listener.ts";

const MB = 1024 * 1024;
const METHODS = new Set(["OPTIONS", "POST", "HEAD", "PATCH", "DELETE"]);

/** What stands in `Upload-Metadata`, and how long the file says it is. */
const uploadInput = z.object({
  attachmentId: id,
  threadId: id,
  filename: z.string().max(8_000),
  length: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number)
    .pipe(z.int().positive()),
});

type Row = { id: string; threadId: string; size: number; state: string };
const OWN = `SELECT id, "threadId", size, state::text AS state FROM "Attachment" WHERE id = $1::uuid AND "ownerId" = $2::uuid`;

/**
 * Resumable uploads (tus 1.0). They come before Next, which passes on no large bodies, so everything a handler does is
 * done here: own origin, a session of each request's own, the person's limits, and the right to attach, asked when an
 * upload begins and again when its last byte has come.
 */
export function createUploadDoor({ store, onUploaded }: { store: ObjectStore; onUploaded(): void }): Interceptor {
  const actors = new WeakMap<IncomingMessage, Actor>();
  const { UPLOAD_MAX_MB: maxMb, UPLOAD_QUOTA_MB: quotaMb, APP_URL } = processSlot().env;
  const sql = pgSql(processSlot().pool);

  const tus = new Server({
    path: UPLOADS_PATH,
    datastore: store.uploads,
    relativeLocation: true,
    maxSize: maxMb * MB,
    allowedOrigins: APP_URL ? [APP_URL] : [],
    namingFunction: (_request, metadata) => String(metadata?.attachmentId).toLowerCase(),
    async onUploadFinish(request, upload) {
      const actor = actors.get(request.runtime?.node?.req as IncomingMessage);
      if (!actor) throw new AppError("UNAUTHENTICATED", "Sign in to go on.");
      await complete(actor, await ownUpload(actor, upload.id));
      return {};
    },
    onResponseError(request, thrown) {
      const error = translateDatabaseError(thrown);
      const known = isAppError(error) ? error : ofTus(thrown);
      if (known.code === "INTERNAL")
        processSlot().log.error({ err: error, requestId: request.headers.get("x-request-id") }, "an upload failed");
      return { status_code: known.status, body: JSON.stringify({ ok: false, error: errorBodyOf(known) }) };
    },
  });

  async function ownUpload(actor: Actor, uploadId: string): Promise<Row> {
    const [row] = await sql.rows<Row>(OWN, [uploadId, actor.userId]);
    if (!row) throw notFound();
    return row;
  }

  /** All bytes are there. What may not be shared, or not here, leaves nothing behind. */
  async function complete(actor: Actor, row: Row): Promise<void> {
    if (row.state !== "UPLOADING") return;
    try {
      const type = await sniffType(scannedFile(store, row));
      // Before the row says so: whoever scans it may be another process.
      if (type !== null) await store.keepUpload(row.id);
      await finishUpload(actor, { ...row, type });
    } catch (error) {
      if (isAppError(error) && error.code !== "UNAVAILABLE") {
        await discardUpload(actor, row.id);
        await eraseBytes(store, row.id);
      }
      throw error;
    }
    await store.finishUpload(row.id);
    onUploaded();
  }

  async function begin(actor: Actor, request: IncomingMessage): Promise<void> {
    const parsed = uploadInput.safeParse({
      ...metadataOf(request.headers["upload-metadata"]),
      length: request.headers["upload-length"],
    });
    if (!parsed.success) throw invalidInput(parsed.error);
    const { attachmentId, threadId, filename, length } = parsed.data;
    const name = safeFileName(filename);
    await beginUpload(actor, { id: attachmentId, threadId, name, size: length, maxMb, quotaMb });
  }

  /** Gives true where the answer is made already: of an upload that is complete, tus knows nothing any more. */
  async function goOn(actor: Actor, uploadId: string, request: IncomingMessage, response: ServerResponse) {
    let row = await ownUpload(actor, uploadId);
    if (request.method === "HEAD" && row.state === "UPLOADING") {
      const upload = await store.uploads.getUpload(uploadId).catch(() => null);
      if (!upload) throw notFound();
      // The last byte came, and the word of it was lost on the way.
      if (upload.offset === row.size) await complete(actor, row);
      row = await ownUpload(actor, uploadId);
    }
    if (row.state === "UPLOADING") return false;
    if (request.method === "PATCH") throw new AppError("CONFLICT", "This file is uploaded already.");
    for (const [name, value] of uploadHeaders(row)) response.setHeader(name, value);
    response.end();
    return true;
  }

  async function serve(uploadId: string | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.setHeader("cache-control", "no-store");
    const headers = headersOf(request);
    if (!METHODS.has(request.method ?? "") || headers.has("x-http-method-override"))
      throw new AppError("METHOD", "Uploads know POST, HEAD, PATCH and DELETE.");
    if (request.method === "OPTIONS") return tus.handle(request, response);
    requireOwnOrigin({ headers });
    const actor = await actorOfHeaders(headers);
    await processSlot().limits.enforce(request.method === "POST" ? "upload" : "write", actor.userId);
    if ((request.method === "POST") !== (uploadId === null)) throw notFound();

    if (uploadId === null) await begin(actor, request);
    else if (request.method === "DELETE") {
      await discardUpload(actor, uploadId);
      await eraseBytes(store, uploadId);
      response.writeHead(204, { "tus-resumable": "1.0.0" }).end();
      return;
    } else if (await goOn(actor, uploadId, request, response)) return;
    actors.set(request, actor);
    await tus.handle(request, response);
  }

  return async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path !== UPLOADS_PATH && !path.startsWith(`${UPLOADS_PATH}/`)) return false;
    const uploadId = path === UPLOADS_PATH ? null : path.slice(UPLOADS_PATH.length + 1).toLowerCase();
    try {
      if (uploadId !== null && !id.safeParse(uploadId).success) throw notFound();
      await serve(uploadId, request, response);
    } catch (error) {
      await answerError(request, response, error);
    }
    return true;
  };
}

function metadataOf(header: string | string[] | undefined): Record<string, string | null> {
  try {
    return Metadata.parse(String(header));
  } catch {
    throw new AppError("INVALID", "Upload-Metadata is malformed.");
  }
}

const uploadHeaders = ({ size }: Row): [string, string][] => [
  ["tus-resumable", "1.0.0"],
  ["upload-offset", String(size)],
  ["upload-length", String(size)],
];

/** What the protocol's own refusals are called here. */
function ofTus(thrown: unknown): AppError {
  const { status_code: status, body } = thrown as { status_code?: number; body?: string };
  const message = body?.trim() || "The upload failed.";
  if (status === 404 || status === 410) return notFound();
  if (status === 409 || status === 423) return new AppError("CONFLICT", message);
  if (status === 413) return new AppError("TOO_LARGE", message);
  if (status === 415) return new AppError("MEDIA_TYPE", message);
  if (status !== undefined && status >= 400 && status < 500) return new AppError("INVALID", message);
  return new AppError("INTERNAL", "Something went wrong on the server.");
}
