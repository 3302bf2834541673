import { z } from "zod";
import { id, time } from "./ids.ts";

/** The most files one message carries. */
export const ATTACHMENTS_MAX = 10;

/** The longest name of a file, in bytes of UTF-8: what file systems take. */
export const FILE_NAME_MAX_BYTES = 255;

/** Where files are uploaded to (tus 1.0); one upload is at this path, a slash and its id. */
export const UPLOADS_PATH = "/api/uploads";

/** Where the bytes of a file are, for those who may read its message. */
export const attachmentPath = (attachmentId: string): string => `/api/attachments/${attachmentId}`;

/** A smaller picture of an image, without what cameras write into theirs; only where `width` is known. */
export const thumbnailPath = (attachmentId: string): string => `/api/attachments/${attachmentId}/thumbnail`;

/** Why a file was refused after its upload. `archive`: it unpacks to more than anybody wants. */
export const fileProblem = z.enum(["archive", "size", "unreadable", "scanner"]);
export type FileProblem = z.infer<typeof fileProblem>;

/** A file as everybody in the thread sees it (PROTOCOL L5). No byte of it leaves the server unless it is CLEAN. */
export const attachmentView = z.object({
  id,
  name: z.string(),
  /** In bytes. */
  size: z.int().positive(),
  /** What the bytes are, whatever the name says. */
  type: z.string(),
  state: z.enum(["PENDING", "CLEAN", "INFECTED", "FAILED"]),
  /** Of an INFECTED file the name of what was found, of a FAILED one a `fileProblem`. */
  finding: z.string().nullable(),
  /** In pixels as shown; known of images that were decoded, and only those are shown in place. */
  width: z.int().positive().nullable(),
  height: z.int().positive().nullable(),
  /** A placeholder of some 25 bytes (thumbhash), base64. */
  thumbhash: z.string().nullable(),
});
export type AttachmentView = z.infer<typeof attachmentView>;

export const attachmentInput = z.strictObject({ attachmentId: id });

/** A path that gives the bytes to whoever opens it, for a short time and while its maker may read them. */
export const attachmentLink = z.object({ url: z.string(), expiresAt: time });

const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
const AUDIO = new Set(["audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac", "audio/aac", "audio/webm"]);
const VIDEO = new Set(["video/mp4", "video/webm"]);

/** How a file is shown in place: only what browsers play without running anything of it. */
export function shownAs({
  type,
  width,
}: Pick<AttachmentView, "type" | "width">): "image" | "audio" | "video" | "text" | null {
  if (IMAGES.has(type)) return width === null ? null : "image";
  if (AUDIO.has(type)) return "audio";
  if (VIDEO.has(type)) return "video";
  return type === "text/plain" ? "text" : null;
}
