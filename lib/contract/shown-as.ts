import type { AttachmentView } from "./attachments.ts";

const IMAGES = new Set(["image/png", "image/jpeg", "image/gif", "image/webp", "image/avif"]);
const AUDIO = new Set(["audio/mpeg", "audio/mp4", "audio/ogg", "audio/wav", "audio/flac", "audio/aac", "audio/webm"]);
const VIDEO = new Set(["video/mp4", "video/webm"]);

/** As what a browser may be given the bytes themselves: it plays them, and runs nothing of them. */
export const isPlayed = (as: ShownAs | null): boolean => as === "image" || as === "audio" || as === "video";

type ShownAs = "image" | "audio" | "video" | "text" | "pdf";

/** How a file is shown in place: only what can be looked at without running anything of it. */
export function shownAs({ type, width }: Pick<AttachmentView, "type" | "width">): ShownAs | null {
  if (IMAGES.has(type)) return width === null ? null : "image";
  if (AUDIO.has(type)) return "audio";
  if (VIDEO.has(type)) return "video";
  if (type === "application/pdf") return "pdf";
  return type === "text/plain" ? "text" : null;
}
