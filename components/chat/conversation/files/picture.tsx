"use client";

import { useMemo, useState } from "react";
import { thumbnailPath } from "../../../../lib/contract/attachment-paths.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { classNames } from "../../../ui/class-names.ts";
import { placeholderOf } from "./placeholder.ts";

/** The largest box of a single picture, in CSS pixels. */
const BOX = { width: 360, height: 280 };
/** Of a row of several. */
const TILE = 148;

/** The size at which a picture is shown, known before any of it has loaded: nothing moves when it does. */
export function shownSize({ width, height }: { width: number; height: number }): { width: number; height: number } {
  const scale = Math.min(1, BOX.width / width, BOX.height / height);
  // A line of one pixel is still something to click on.
  return { width: Math.max(32, Math.round(width * scale)), height: Math.max(32, Math.round(height * scale)) };
}

type PictureProps = { file: AttachmentView & { width: number; height: number }; tile: boolean; onOpen: () => void };

/** A picture in a message: its blur first, then its smaller version; a click shows it large. */
export function Picture({ file, tile, onOpen }: PictureProps) {
  const blur = useMemo(() => placeholderOf(file.thumbhash), [file.thumbhash]);
  const [tries, setTries] = useState(0);
  const size = tile ? { width: TILE, height: TILE } : shownSize(file);
  return (
    <button
      type="button"
      onClick={onOpen}
      aria-label={`Show ${file.name}`}
      className="relative block max-w-full overflow-hidden rounded-md border border-line bg-hover bg-cover bg-center"
      style={{
        width: size.width,
        aspectRatio: `${size.width} / ${size.height}`,
        ...(blur ? { backgroundImage: `url(${blur})` } : {}),
      }}
    >
      {/* eslint-disable-next-line @next/next/no-img-element -- behind access; sized when it was stored. */}
      <img
        key={tries}
        src={thumbnailPath(file.id)}
        alt={file.name}
        width={size.width}
        height={size.height}
        loading="lazy"
        decoding="async"
        // A session that was just being renewed: once more.
        onError={() => tries < 2 && setTimeout(() => setTries(tries + 1), 1_500)}
        className={classNames("size-full", tile ? "object-cover" : "object-contain")}
      />
    </button>
  );
}
