"use client";

import { ShieldAlert } from "lucide-react";
import { useState } from "react";
import { attachmentPath } from "../../../../lib/contract/attachment-paths.ts";
import { shownAs } from "../../../../lib/contract/shown-as.ts";
import type { AttachmentView, FileProblem } from "../../../../lib/contract/attachments.ts";
import { Loaded } from "../../../ui/loaded.tsx";
import { Spinner } from "../../../ui/spinner.tsx";
import { notifyFailure } from "../../../ui/toast.ts";
import { DownloadLink } from "./download-link.tsx";
import { FileCard } from "./file-card.tsx";
import { fileSize } from "./file-size.ts";
import { PdfPreview } from "./pdf-preview.tsx";
import { Picture } from "./picture.tsx";
import { TextPreview } from "./text-preview.tsx";

const isPicture = (file: AttachmentView): file is AttachmentView & { width: number; height: number } =>
  file.state === "CLEAN" && shownAs(file) === "image";

/** The files of a message: pictures beside each other, then the rest one under the other. */
export function MessageFiles({ files }: { files: readonly AttachmentView[] }) {
  const [shown, setShown] = useState<string | null>(null);
  if (files.length === 0) return null;
  const pictures = files.filter(isPicture);
  const others = files.filter((file) => !isPicture(file));
  return (
    <div className="mt-1 flex flex-col gap-1.5">
      {pictures.length > 0 && (
        <div className="flex flex-wrap gap-1.5">
          {pictures.map((file) => (
            <Picture key={file.id} file={file} tile={pictures.length > 1} onOpen={() => setShown(file.id)} />
          ))}
        </div>
      )}
      {others.map((file) => (
        <OneFile key={file.id} file={file} />
      ))}
      {shown !== null && <LazyLightbox pictures={pictures} startId={shown} onClose={() => setShown(null)} />}
    </div>
  );
}

const loadLightbox = () => import("./lightbox.tsx").then((file) => file.Lightbox);

function LazyLightbox(props: { pictures: readonly AttachmentView[]; startId: string; onClose: () => void }) {
  const onFailure = () => {
    props.onClose();
    notifyFailure("The picture could not be opened. Check the connection and try again.");
  };
  return <Loaded load={loadLightbox} props={props} onFailure={onFailure} />;
}

function OneFile({ file }: { file: AttachmentView }) {
  if (file.state === "PENDING") return <Scanning file={file} />;
  if (file.state === "INFECTED" || file.state === "FAILED") return <Refused file={file} />;
  const as = shownAs(file);
  return (
    <>
      {as === "video" && (
        <video
          controls
          preload="metadata"
          src={attachmentPath(file.id)}
          aria-label={file.name}
          className="aspect-video w-90 max-w-full rounded-md border border-line bg-black"
        />
      )}
      {as === "audio" && (
        <audio
          controls
          preload="none"
          src={attachmentPath(file.id)}
          aria-label={file.name}
          className="h-10 w-80 max-w-full"
        />
      )}
      <FileCard name={file.name} detail={fileSize(file.size)}>
        {as === "text" && <TextPreview file={file} />}
        {as === "pdf" && <PdfPreview file={file} />}
        <DownloadLink file={file} />
      </FileCard>
    </>
  );
}

function Scanning({ file }: { file: AttachmentView }) {
  return (
    <FileCard
      name={file.name}
      picture={
        <span className="grid size-10 shrink-0 place-items-center rounded-sm bg-hover text-text-2">
          <Spinner />
        </span>
      }
      detail={<span role="status">Scanning… · {fileSize(file.size)}</span>}
    />
  );
}

const PROBLEMS: Record<FileProblem, string> = {
  archive: "Locked away: it unpacks to far more than its size",
  size: "Locked away: too large for the scanner",
  unreadable: "Locked away: its bytes are damaged",
  scanner: "Locked away: the scanner was out of reach",
};

/** Says plainly that nobody gets this file, and why. */
function Refused({ file }: { file: AttachmentView }) {
  const reason =
    file.state === "INFECTED"
      ? `Infected (${file.finding}). Locked away; if you have a copy, delete it`
      : (PROBLEMS[file.finding as FileProblem] ?? "Locked away: it could not be scanned");
  return (
    <div
      role="note"
      className="flex w-fit max-w-full items-center gap-2.5 rounded-md border border-danger/40 bg-danger-soft py-2 pr-3 pl-2.5"
    >
      <ShieldAlert aria-hidden="true" className="size-5 shrink-0 text-danger" />
      <span className="min-w-0 leading-tight">
        <span className="block truncate text-sm font-medium line-through" title={file.name}>
          {file.name}
        </span>
        <span className="block text-xs text-danger">{reason}</span>
      </span>
    </div>
  );
}
