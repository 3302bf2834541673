import { FILE_NAME_MAX_BYTES } from "../contract/limits.ts";

/** Controls, and what turns the direction of text around: `photo\u202Egnp.exe` would read as `photoexe.png`. */
const INVISIBLE = /[\p{Cc}\p{Cs}\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * The name of a file as it is kept and shown: the last part of a path, without what cannot be seen, in any script, of
 * 255 bytes at most with its ending kept. Never empty.
 */
export function safeFileName(given: string): string {
  const last = given.toWellFormed().replace(/^.*[/\\]/s, "");
  const name = withoutInvisible(last).normalize("NFC").trim().replace(/\s+/g, " ");
  const shown = /^\.*$/.test(name) ? "file" : name;
  return cut(shown);
}

/** Text without controls, and without what turns its direction around or takes no room. */
export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, "");

function cut(name: string): string {
  if (Buffer.byteLength(name) <= FILE_NAME_MAX_BYTES) return name;
  const dot = name.lastIndexOf(".");
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : "";
  let room = FILE_NAME_MAX_BYTES - Buffer.byteLength(ending);
  let stem = "";
  // By what a reader takes for one character, so that no emoji is cut in two.
  for (const { segment } of new Intl.Segmenter().segment(name)) {
    room -= Buffer.byteLength(segment);
    if (room < 0) break;
    stem += segment;
  }
  return (stem.trim() || "file") + ending;
}
