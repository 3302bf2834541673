import type { AttachmentView } from "./attachments.ts";

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
