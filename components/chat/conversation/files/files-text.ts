import { shownAs } from "../../../../lib/contract/shown-as.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";

/** The files of a message in words, for where only a line is: its quote, its being read aloud. */
export function filesText(files: readonly AttachmentView[]): string {
  const [first] = files;
  if (!first) return "";
  const arePictures = files.every((file) => shownAs(file) === "image");
  if (files.length > 1) return `${files.length} ${arePictures ? "pictures" : "files"}`;
  return arePictures ? `Picture: ${first.name}` : first.name;
}

/** How many files there are, where none is named: `1 file`, `3 files`. */
export const filesCount = (files: number): string => (files === 1 ? "1 file" : `${files} files`);
