import type { IncomingMessage, ServerResponse } from "node:http";
import { accessWorkspace } from "../../lib/access/access-workspace.ts";
import { actorOfHeaders } from "../../lib/auth/current-actor.ts";
import { addEmoji } from "../../lib/commands/add-emoji.ts";
import { addEmojiInput } from "../../lib/contract/custom-emoji.ts";
import { EMOJI_MAX_BYTES, EMOJI_UPLOAD_PATH } from "../../lib/contract/emoji-name.ts";
import { pgSql } from "../../lib/db.ts";
import { AppError, notFound } from "../../lib/errors.ts";
import { makeEmojiPicture } from "../../lib/files/emoji-picture.ts";
import { invalidInput } from "../../lib/invalid-input.ts";
import { processSlot } from "../../lib/process.ts";
import { requireOwnOrigin } from "../../lib/request-origin.ts";
import { answerError, headersOf } from "./answer-error.ts";
import type { Interceptor } from "./request-listener.ts";
import { HARMLESS } from "./send-object.ts";

const PICTURE = /^\/api\/emoji\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * Custom emoji as bytes: their pictures, for everybody of the workspace, and new ones, from admins. Pictures are small,
 * never change and stay in their rows, so that one comes and goes in the transaction of its emoji.
 */
export function createEmojiDoors(): Interceptor {
  const { pool, limits } = processSlot();
  const sql = pgSql(pool);

  async function serve(emojiId: string, still: boolean, { request, response }: Exchange): Promise<void> {
    if (request.method !== "GET" && request.method !== "HEAD") throw new AppError("METHOD", "Pictures are only read.");
    const actor = await actorOfHeaders(headersOf(request));
    await limits.enforce("read", actor.userId);
    // Whoever may see the people of the workspace may see what they say it with.
    await accessWorkspace(sql, { actor, action: "person.view", now: new Date() });
    const [found] = await sql.rows<{ bytes: Buffer }>(still ? STILL : MOVING, [emojiId]);
    if (!found) throw notFound();
    response.setHeader("content-type", "image/webp");
    response.setHeader("content-disposition", "inline");
    response.setHeader("content-security-policy", HARMLESS);
    response.setHeader("content-length", found.bytes.length);
    // Another picture is another emoji, with another id.
    response.setHeader("cache-control", "private, max-age=2592000, immutable");
    response.setHeader("vary", "cookie, authorization");
    response.writeHead(200).end(request.method === "HEAD" ? undefined : found.bytes);
  }

  async function add({ request, response }: Exchange): Promise<void> {
    response.setHeader("cache-control", "no-store");
    const headers = headersOf(request);
    requireOwnOrigin({ headers });
    const actor = await actorOfHeaders(headers);
    await limits.enforce("upload", actor.userId);
    const { searchParams } = new URL(request.url ?? "", "http://localhost");
    const parsed = addEmojiInput.safeParse(Object.fromEntries(searchParams));
    if (!parsed.success) throw invalidInput(parsed.error);
    // Before anything is read or decoded for somebody who may not; under the lock it is asked again.
    await accessWorkspace(sql, { actor, action: "emoji.manage", now: new Date() });
    const picture = await makeEmojiPicture(await readBody(request));
    if (!picture) throw new AppError("MEDIA_TYPE", "An emoji is a PNG, GIF or WebP picture that is not damaged.");
    const data = await addEmoji(actor, { ...parsed.data, ...picture }, headers.get("x-request-id") ?? undefined);
    response.writeHead(201, { "content-type": "application/json" }).end(JSON.stringify({ ok: true, data }));
  }

  return async (request, response) => {
    const [path = "", query = ""] = (request.url ?? "").split("?");
    const [, emojiId] = PICTURE.exec(path) ?? [];
    const exchange = { request, response };
    const isNew = path === EMOJI_UPLOAD_PATH && request.method === "POST";
    if (emojiId === undefined && !isNew) return false;
    try {
      await (emojiId === undefined ? add(exchange) : serve(emojiId.toLowerCase(), query === "still", exchange));
    } catch (error) {
      await answerError(request, response, error);
    }
    return true;
  };
}

type Exchange = { request: IncomingMessage; response: ServerResponse };

const MOVING = `SELECT picture AS bytes FROM "CustomEmoji" WHERE id = $1::uuid AND "disabledAt" IS NULL`;
const STILL = `SELECT coalesce(still, picture) AS bytes FROM "CustomEmoji" WHERE id = $1::uuid AND "disabledAt" IS NULL`;

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Whoever sends too much is told so, over the connection that they send it by.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > EMOJI_MAX_BYTES) throw new AppError("TOO_LARGE", "An emoji's picture has 256 KB at most.");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
