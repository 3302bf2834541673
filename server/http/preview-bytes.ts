import { accessPreviewPicture } from "../../lib/access/access-preview.ts";
import { actorOfHeaders } from "../../lib/auth/current-actor.ts";
import { pgSql } from "../../lib/db.ts";
import { AppError, notFound } from "../../lib/errors.ts";
import { processSlot } from "../../lib/process.ts";
import { type ObjectStore, thumbnailKey } from "../../lib/storage.ts";
import { headersOf } from "./answer-error.ts";
import type { Interceptor } from "./request-listener.ts";
import { answerNoBytes, type Exchange, sendObject } from "./send-object.ts";

const PATH = /^\/api\/previews\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/** The pictures of links, encoded anew and from our own host: whoever reads a message tells its links nothing. */
export function createPreviewDoor({ store }: { store: ObjectStore }): Interceptor {
  const { pool, limits } = processSlot();
  const sql = pgSql(pool);

  async function serve(previewId: string, exchange: Exchange): Promise<void> {
    const { request } = exchange;
    if (request.method !== "GET" && request.method !== "HEAD") throw new AppError("METHOD", "Pictures are only read.");
    const actor = await actorOfHeaders(headersOf(request));
    await limits.enforce("read", actor.userId);
    await accessPreviewPicture(sql, { actor, previewId, now: new Date() });
    const key = thumbnailKey(previewId);
    const found = await store.head(key);
    if (!found) throw notFound();
    const object = { key, size: found.size, tag: `"${previewId}-${found.size}"` };
    await sendObject(store, object, { type: "image/webp", ...exchange }, "inline");
  }

  return async (request, response) => {
    const [, previewId] = PATH.exec((request.url ?? "").split("?")[0] ?? "") ?? [];
    if (previewId === undefined) return false;
    const exchange = { request, response };
    await serve(previewId.toLowerCase(), exchange).catch((error: unknown) => answerNoBytes(exchange, error));
    return true;
  };
}
