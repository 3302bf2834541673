"use client";

import { ChevronLeft, ChevronRight } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, useMemo, useState } from "react";
import { attachmentPath } from "../../../../lib/contract/attachment-paths.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { classNames } from "../../../ui/class-names.ts";
import { LIGHTBOX_BUTTON, LightboxFrame } from "./lightbox-frame.tsx";
import { placeholderOf } from "./placeholder.ts";

const TURN = classNames(LIGHTBOX_BUTTON, "disabled:invisible max-md:hidden");

/** As large as there is room for and no larger than it is, in its own shape: its blur stands exactly where it will. */
function fitted({ width, height }: AttachmentView): CSSProperties {
  if (width === null || height === null) return {};
  return { width: `min(${width}px, 100cqw, ${width / height} * 100cqh)`, aspectRatio: `${width} / ${height}` };
}

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
    <LightboxFrame
      file={picture}
      detail={pictures.length > 1 && ` · ${at + 1} of ${pictures.length}`}
      onKeyDown={onKeyDown}
      onClose={onClose}
    >
      <div className="flex min-h-0 flex-1 items-center px-2 pb-[max(1rem,env(safe-area-inset-bottom))]">
        <button
          type="button"
          aria-label="Previous picture"
          disabled={at === 0}
          onClick={() => move(-1)}
          className={TURN}
        >
          <ChevronLeft />
        </button>
        <div className="flex h-full [container-type:size] min-w-0 flex-1 items-center justify-center">
          {/* eslint-disable-next-line @next/next/no-img-element -- behind access. */}
          <img
            key={picture.id}
            src={attachmentPath(picture.id)}
            alt={picture.name}
            width={picture.width ?? undefined}
            height={picture.height ?? undefined}
            className="max-h-full max-w-full bg-cover bg-center object-contain"
            style={{ ...fitted(picture), ...(blur ? { backgroundImage: `url(${blur})` } : {}) }}
          />
        </div>
        <button
          type="button"
          aria-label="Next picture"
          disabled={at === pictures.length - 1}
          onClick={() => move(1)}
          className={TURN}
        >
          <ChevronRight />
        </button>
      </div>
    </LightboxFrame>
  );
}
