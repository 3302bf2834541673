"use client";

import { Dialog as Base } from "@base-ui/react/dialog";
import { ChevronLeft, ChevronRight, X } from "lucide-react";
import { type KeyboardEvent, useMemo, useState } from "react";
import { attachmentPath } from "../../../../lib/contract/attachment-paths.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { classNames } from "../../../ui/class-names.ts";
import { DownloadLink } from "./download-link.tsx";
import { fileSize } from "./file-size.ts";
import { placeholderOf } from "./placeholder.ts";

const BUTTON =
  "grid size-10 shrink-0 place-items-center rounded-full text-white/85 hover:bg-white/15 hover:text-white disabled:invisible [&_svg]:size-5";

type LightboxProps = { pictures: readonly AttachmentView[]; startId: string; onClose: () => void };

/** Pictures of a message, one at a time and as large as the window: arrow keys move, Escape closes. */
export function Lightbox({ pictures, startId, onClose }: LightboxProps) {
  const [at, setAt] = useState(() =>
    Math.max(
      0,
      pictures.findIndex(({ id }) => id === startId),
    ),
  );
  const picture = pictures[Math.min(at, pictures.length - 1)];
  const blur = useMemo(() => placeholderOf(picture?.thumbhash ?? null), [picture]);
  if (!picture) return null;
  const move = (by: number) => setAt((now) => Math.min(Math.max(now + by, 0), pictures.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    move(by);
  };
  return (
    <Base.Root open onOpenChange={(open) => !open && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 min-h-dvh bg-black/85" />
        <Base.Popup
          onKeyDown={onKeyDown}
          className="fixed inset-0 z-50 flex flex-col text-white outline-none"
          onClick={(event) => event.target === event.currentTarget && onClose()}
        >
          <header className="flex items-center gap-1 px-3 pt-[max(0.5rem,env(safe-area-inset-top))] pb-2">
            <span className="min-w-0 flex-1 px-2 leading-tight">
              <Base.Title className="truncate text-sm font-medium">{picture.name}</Base.Title>
              <span className="text-xs text-white/70">
                {fileSize(picture.size)}
                {pictures.length > 1 && ` · ${at + 1} of ${pictures.length}`}
              </span>
            </span>
            <DownloadLink file={picture} className="text-white/85 hover:bg-white/15 hover:text-white" />
            <Base.Close aria-label="Close" className={BUTTON}>
              <X />
            </Base.Close>
          </header>
          <div className="flex min-h-0 flex-1 items-center px-2 pb-[max(1rem,env(safe-area-inset-bottom))]">
            <button
              type="button"
              aria-label="Previous picture"
              disabled={at === 0}
              onClick={() => move(-1)}
              className={classNames(BUTTON, "max-md:hidden")}
            >
              <ChevronLeft />
            </button>
            <div className="flex h-full min-w-0 flex-1 items-center justify-center">
              {/* eslint-disable-next-line @next/next/no-img-element -- behind access. */}
              <img
                key={picture.id}
                src={attachmentPath(picture.id)}
                alt={picture.name}
                width={picture.width ?? undefined}
                height={picture.height ?? undefined}
                className="max-h-full max-w-full bg-contain bg-center object-contain"
                style={blur ? { backgroundImage: `url(${blur})` } : undefined}
              />
            </div>
            <button
              type="button"
              aria-label="Next picture"
              disabled={at === pictures.length - 1}
              onClick={() => move(1)}
              className={classNames(BUTTON, "max-md:hidden")}
            >
              <ChevronRight />
            </button>
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
