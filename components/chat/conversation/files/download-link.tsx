"use client";

import { Download } from "lucide-react";
import { attachmentPath } from "../../../../lib/contract/attachment-paths.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { classNames } from "../../../ui/class-names.ts";
import { iconClass } from "../../../ui/icon-button.tsx";
import { Tooltip } from "../../../ui/tooltip.tsx";

/** Saves a file under its own name. */
export function DownloadLink({ file, className }: { file: AttachmentView; className?: string }) {
  return (
    <Tooltip text="Download" side="top">
      <a
        href={`${attachmentPath(file.id)}?download`}
        download={file.name}
        aria-label={`Download ${file.name}`}
        className={classNames(iconClass, className)}
      >
        <Download />
      </a>
    </Tooltip>
  );
}
