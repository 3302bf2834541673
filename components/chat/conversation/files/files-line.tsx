import { AudioLines, Film, FileText, Image, type LucideIcon } from "lucide-react";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { shownAs } from "../../../../lib/contract/shown-as.ts";
import { filesText } from "./files-text.ts";

const ICONS: Record<NonNullable<ReturnType<typeof shownAs>>, LucideIcon> = {
  image: Image,
  video: Film,
  audio: AudioLines,
  text: FileText,
  pdf: FileText,
};

/** The files of a message in one line with an icon, where it is shown away from its thread. */
export function FilesLine({ files }: { files: readonly AttachmentView[] }) {
  const [first] = files;
  if (!first) return null;
  const Icon = ICONS[shownAs(first) ?? "text"];
  return (
    <span className="flex min-w-0 items-center gap-1.5 text-sm text-text-2">
      <Icon aria-hidden="true" className="size-3.5 shrink-0 stroke-[1.75] text-text-3" />
      <span className="truncate">{filesText(files)}</span>
    </span>
  );
}
