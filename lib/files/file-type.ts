import { fileTypeFromBuffer } from "file-type";
import type { Scanned } from "../scanner.ts";

/** How much of a file is read to know what it is, in bytes. */
const HEAD = 256 * 1024;

/** What people may share, by what the bytes are. Whatever runs by being opened is not among them. */
const ALLOWED = new Set(
  `image/png image/jpeg image/gif image/webp image/avif image/heic image/heif image/bmp image/tiff
  image/vnd.adobe.photoshop
  audio/mpeg audio/mp4 audio/ogg audio/wav audio/flac audio/aac audio/webm audio/midi audio/amr
  video/mp4 video/webm video/ogg video/quicktime video/matroska video/mpeg
  application/pdf application/rtf application/x-cfb application/epub+zip application/postscript
  application/vnd.openxmlformats-officedocument.wordprocessingml.document
  application/vnd.openxmlformats-officedocument.spreadsheetml.sheet
  application/vnd.openxmlformats-officedocument.presentationml.presentation
  application/vnd.oasis.opendocument.text application/vnd.oasis.opendocument.spreadsheet
  application/vnd.oasis.opendocument.presentation application/vnd.oasis.opendocument.graphics
  application/zip application/gzip application/x-7z-compressed application/x-tar application/x-bzip2
  application/x-xz application/zstd application/vnd.rar application/vnd.apache.parquet
  model/gltf-binary model/stl font/ttf font/otf font/woff font/woff2 text/plain`.split(/\s+/),
);

/** One name for what has several. */
const SAME = new Map([
  ["audio/x-m4a", "audio/mp4"],
  ["audio/ogg; codecs=opus", "audio/ogg"],
  ["audio/opus", "audio/ogg"],
  ["audio/vnd.wave", "audio/wav"],
  ["audio/x-wav", "audio/wav"],
  ["audio/x-flac", "audio/flac"],
  ["application/ogg", "audio/ogg"],
  ["video/x-m4v", "video/mp4"],
  ["video/x-matroska", "video/matroska"],
  ["image/apng", "image/png"],
  ["application/x-rar-compressed", "application/vnd.rar"],
]);

/** The directory entry of a compound file that is an installer, not a document. */
const INSTALLER = Buffer.from("84100c0000000000c000000000000046", "hex");

/**
 * What a file is by its bytes, or null where it is nothing that may be shared. Its name and what the sender claims are
 * not asked. Markup and code of every kind is text here: it is shown and saved as text and never run.
 */
export async function sniffType(file: Scanned): Promise<string | null> {
  const head = await file.read(0, Math.min(HEAD, file.size) - 1);
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const type = found && (SAME.get(found.mime) ?? found.mime);
  if (type === "application/x-cfb") return (await isInstaller(file, head)) ? null : type;
  if (type && ALLOWED.has(type)) return type;
  return isText(head, file.size) ? "text/plain" : null;
}

/** Whether the root entry of a compound file has the class of a Windows installer. */
async function isInstaller(file: Scanned, head: Buffer): Promise<boolean> {
  if (head.length < 512) return false;
  const at = (head.readUInt32LE(48) + 1) * 2 ** head.readUInt16LE(30) + 80;
  if (at + 16 > file.size) return false;
  return (await file.read(at, at + 15)).equals(INSTALLER);
}

/** UTF-8 without control characters, as far as was read. Polyglots that begin as text are text. */
function isText(head: Buffer, size: number): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: size > head.length });
    return !/[\0-\x08\x0E-\x1A\x1C-\x1F\x7F]/.test(text);
  } catch {
    return false;
  }
}
