"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { KeyboardEvent, ReactNode, RefObject } from "react";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { DownloadLink } from "./download-link.tsx";
import { fileSize } from "./file-size.ts";

export const LIGHTBOX_BUTTON =
  "grid size-10 shrink-0 place-items-center rounded-full text-white/85 hover:bg-white/15 hover:text-white [&_svg]:size-5";

type LightboxFrameProps = {
  file: AttachmentView;
  /** After its size. */
  detail?: ReactNode;
  /** Beside the download. */
  tools?: ReactNode;
  onKeyDown?: (event: KeyboardEvent) => void;
  onClose: () => void;
  initialFocus?: RefObject<HTMLElement | null>;
  children: ReactNode;
};

/** A file over the whole window: its name, a way to have it, and a way out. */
export function LightboxFrame({ file, detail, tools, onKeyDown, onClose, initialFocus, children }: LightboxFrameProps) {
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 min-h-dvh bg-black/92" />
        <Base.Popup
          initialFocus={initialFocus}
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
          onClick={(event) => event.target === event.currentTarget && onClose()}
        >
          <header className="flex items-center gap-1 px-3 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2">
            <span className="min-w-0 flex-1 px-2 leading-tight">
              <Base.Title className="truncate text-sm font-medium">{file.name}</Base.Title>
              <span className="text-xs text-white/70">
                {fileSize(file.size)}
                {detail}
              </span>
            </span>
            {tools}
            <DownloadLink file={file} className="text-white/85 hover:bg-white/15 hover:text-white" />
            <Base.Close aria-label="Close" className={LIGHTBOX_BUTTON}>
              <X />
            </Base.Close>
          </header>
          {children}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
