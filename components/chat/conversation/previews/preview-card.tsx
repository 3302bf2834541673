"use client";

import { Link2Off, X } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import type { LinkPreviewView } from "../../../../lib/contract/link-previews.ts";
import { previewPicturePath } from "../../../../lib/contract/preview-path.ts";
import { classNames } from "../../../ui/class-names.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Skeleton } from "../../../ui/skeleton.tsx";
import { placeholderOf } from "../files/placeholder.ts";

/** One height for all of them: what is shown in it may change and moves nothing. */
const CARD = "h-[5.5rem] w-108 max-w-full rounded-md border border-line bg-raised";

function Words({ children }: { children: ReactNode }) {
  return <span className="flex min-w-0 flex-1 flex-col justify-center px-3 py-1.5 leading-snug">{children}</span>;
}

/** The room of a link that is being looked up. */
export function PendingCard() {
  return (
    <div className={classNames(CARD, "flex border-dashed")} role="status" aria-label="Looking the link up">
      <Words>
        <Skeleton className="h-2.5 w-20" />
        <Skeleton className="mt-2 w-2/3" />
        <Skeleton className="mt-2 h-2.5 w-1/2" />
      </Words>
    </div>
  );
}

/** The room of a link of which there is nothing to show, or nothing any more. It is gone when the message is next seen. */
export function GoneCard({ url }: { url: string }) {
  return (
    <div className={classNames(CARD, "flex items-center gap-2 border-dashed px-3 text-xs text-text-3")}>
      <Link2Off aria-hidden="true" className="size-4 shrink-0" />
      <span className="truncate">No preview of {new URL(url).hostname}</span>
    </div>
  );
}

type PreviewCardProps = { preview: LinkPreviewView; onRemove: (() => void) | undefined };

/** What a link leads to: where, what, in a few words, with its picture. */
export function PreviewCard({ preview, onRemove }: PreviewCardProps) {
  const { url, siteName, description } = preview;
  const title = preview.title ?? fileNameOf(url);
  return (
    <div className="group/card relative w-108 max-w-full">
      <a
        href={url}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className={classNames(CARD, "flex overflow-hidden hover:border-line-strong")}
      >
        <Words>
          <span className={classNames("truncate text-xs text-text-3", onRemove && "pr-6")}>{siteName}</span>
          <span className="truncate text-sm font-[620] text-accent-text group-hover/card:underline">{title}</span>
          {description !== null && <span className="line-clamp-2 text-xs text-text-2">{description}</span>}
        </Words>
        {preview.width !== null && <CardPicture preview={preview} />}
      </a>
      {onRemove && (
        <IconButton
          label={`Remove the preview of ${title}`}
          side="top"
          onClick={onRemove}
          className="absolute top-1 right-1 size-6 rounded-full border border-line bg-raised opacity-0 group-hover/card:opacity-100 focus-visible:opacity-100 max-md:size-7 pointer-coarse:opacity-100 [&_svg]:size-3.5"
        >
          <X />
        </IconButton>
      )}
    </div>
  );
}

/** The link's own picture, fetched and encoded anew by our server. */
function CardPicture({ preview: { id, thumbhash } }: { preview: LinkPreviewView }) {
  const blur = useMemo(() => placeholderOf(thumbhash), [thumbhash]);
  const [tries, setTries] = useState(0);
  return (
    <span
      className="block h-full w-28 shrink-0 border-l border-line bg-hover bg-cover bg-center max-md:w-22"
      style={blur ? { backgroundImage: `url(${blur})` } : undefined}
    >
      {/* eslint-disable-next-line @next/next/no-img-element -- behind access; sized when it was stored. */}
      <img
        key={tries}
        src={previewPicturePath(id)}
        alt=""
        loading="lazy"
        decoding="async"
        // A session that was just being renewed: once more.
        onError={() => tries < 2 && setTimeout(() => setTries(tries + 1), 1_500)}
        className="size-full object-cover"
      />
    </span>
  );
}

/** Of a link that leads to a picture alone. */
function fileNameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split("/").at(-1) ?? "";
  try {
    return decodeURIComponent(last) || hostname;
  } catch {
    return last;
  }
}
