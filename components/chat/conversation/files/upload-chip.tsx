"use client";

import { Pause, Play, RotateCw, X } from "lucide-react";
import { useState } from "react";
import { cancelUpload, pauseUpload, resumeUpload } from "../../../../lib/client/actions.ts";
import type { UploadRow } from "../../../../lib/client/state.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { FileCard, FileTile } from "./file-card.tsx";
import { fileSize } from "./file-size.ts";

/** How an upload stands, in words. */
export function uploadText({ state, sent, size, error }: UploadRow): string {
  if (state === "failed") return error?.message ?? "The upload failed.";
  if (state === "done") return fileSize(size);
  const share = `${Math.floor((sent / Math.max(size, 1)) * 100)} % of ${fileSize(size)}`;
  if (state === "paused") return `Paused · ${share}`;
  return state === "uploading" ? share : `Waiting · ${share}`;
}

/** What it is, or how large, does not change by asking again. */
const canTryAgain = ({ size, error }: UploadRow) =>
  size > 0 && error?.code !== "MEDIA_TYPE" && error?.code !== "TOO_LARGE";

const SMALL = "size-7 max-md:size-9";

/** A file in the composer: how far it is, and what can be done about it. */
export function UploadChip({ upload }: { upload: UploadRow }) {
  const { id, name, state, sent, size } = upload;
  const isGoing = state === "uploading" || state === "waiting";
  return (
    <li className="relative overflow-hidden rounded-md">
      <FileCard
        name={name}
        picture={upload.preview && <Thumbnail url={upload.preview} name={name} />}
        detail={<span className={state === "failed" ? "text-danger" : undefined}>{uploadText(upload)}</span>}
      >
        {isGoing && (
          <IconButton label={`Pause ${name}`} side="top" className={SMALL} onClick={() => pauseUpload(id)}>
            <Pause />
          </IconButton>
        )}
        {state === "paused" && (
          <IconButton label={`Resume ${name}`} side="top" className={SMALL} onClick={() => resumeUpload(id)}>
            <Play />
          </IconButton>
        )}
        {state === "failed" && canTryAgain(upload) && (
          <IconButton label={`Retry ${name}`} side="top" className={SMALL} onClick={() => resumeUpload(id)}>
            <RotateCw />
          </IconButton>
        )}
        <IconButton label={`Remove ${name}`} side="top" className={SMALL} onClick={() => void cancelUpload(id)}>
          <X />
        </IconButton>
      </FileCard>
      {state !== "done" && state !== "failed" && (
        <progress
          aria-label={`Upload of ${name}`}
          max={size}
          value={sent}
          className="absolute inset-x-0 bottom-0 block h-[3px] w-full appearance-none bg-transparent [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-hover [&::-webkit-progress-value]:bg-accent [&::-webkit-progress-value]:transition-[width]"
        />
      )}
    </li>
  );
}

/** The files of a message on its way. */
export function PendingFiles({ uploads }: { uploads: readonly UploadRow[] }) {
  if (uploads.length === 0) return null;
  return (
    <div className="mt-1 flex flex-col gap-1.5">
      {uploads.map((upload) => (
        <FileCard
          key={upload.id}
          name={upload.name}
          picture={upload.preview && <Thumbnail url={upload.preview} name={upload.name} />}
          detail={uploadText(upload)}
        />
      ))}
    </div>
  );
}

/** What is called a picture need not be one. */
function Thumbnail({ url, name }: { url: string; name: string }) {
  const [isBroken, setBroken] = useState(false);
  if (isBroken) return <FileTile name={name} />;
  return (
    // eslint-disable-next-line @next/next/no-img-element -- an address within this page.
    <img src={url} alt="" onError={() => setBroken(true)} className="size-10 shrink-0 rounded-sm object-cover" />
  );
}
