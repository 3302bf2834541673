import { AppError } from "./errors.ts";

/** The largest JSON body, in bytes: a message of 8,000 characters in any script, with room to spare. */
export const BODY_MAX = 64 * 1024;

/**
 * The body of a request as a JSON object; an absent one is empty. Reads no more than `BODY_MAX` bytes.
 * Throws MEDIA_TYPE for anything but application/json, TOO_LARGE, or INVALID for what is no JSON object.
 */
export async function readJsonBody(request: Request): Promise<Record<string, unknown>> {
  if (!request.body) return {};
  const bytes = await readBytes(request, BODY_MAX);
  if (bytes.length === 0) return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/json\s*(?:;|$)/i.test(type)) throw new AppError("MEDIA_TYPE", "Send application/json.");
  return parseObject(decode(bytes));
}

/** The bytes of a request's body. Throws TOO_LARGE beyond `max` without reading on. */
export async function readBytes(request: Request, max: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > max) throw new AppError("TOO_LARGE", `The body is larger than ${max} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("INVALID", "The body is not UTF-8.");
  }
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new AppError("INVALID", "The body is not JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("INVALID", "The body must be a JSON object.");
  }
  return value as Record<string, unknown>;
}
