"use client";

import { Minus, Plus } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { attachmentPath } from "../../../../lib/contract/attachment-paths.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { LIGHTBOX_BUTTON, LightboxFrame } from "./lightbox-frame.tsx";
import { OpenPdf, PdfError, type PdfProblem } from "./pdf-document.ts";
import { PdfPages } from "./pdf-pages.tsx";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const KEYS: Record<string, number> = { "+": 1, "=": 1, "-": -1 };

type Loaded = { pdf: OpenPdf } | { problem: PdfProblem } | null;

/** A PDF over the window, its pages one under the other: the usual keys scroll, + and − zoom, 0 fits the width again, Escape closes. */
export function PdfWindow({ file, onClose }: { file: AttachmentView; onClose: () => void }) {
  const [loaded, setLoaded] = usePdf(file.id);
  const [zoom, setZoom] = useState(ZOOMS.indexOf(1));
  const [page, setPage] = useState(1);
  const pages = useRef<HTMLDivElement>(null);
  const zoomBy = (by: number) => setZoom((now) => Math.min(Math.max(now + by, 0), ZOOMS.length - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = KEYS[event.key];
    if (by !== undefined) zoomBy(by);
    else if (event.key === "0") setZoom(ZOOMS.indexOf(1));
  };
  const pdf = loaded && "pdf" in loaded ? loaded.pdf : null;
  const tools = pdf && (
    <>
      <button
        type="button"
        aria-label="Zoom out"
        aria-disabled={zoom === 0}
        onClick={() => zoomBy(-1)}
        className={LIGHTBOX_BUTTON}
      >
        <Minus />
      </button>
      <button
        type="button"
        aria-label="Zoom in"
        aria-disabled={zoom === ZOOMS.length - 1}
        onClick={() => zoomBy(1)}
        className={LIGHTBOX_BUTTON}
      >
        <Plus />
      </button>
    </>
  );
  return (
    <LightboxFrame
      file={file}
      detail={pdf && ` · page ${page} of ${pdf.pageCount.toLocaleString()}`}
      tools={tools}
      onKeyDown={onKeyDown}
      onClose={onClose}
      initialFocus={pages}
    >
      {/* Focused by opening, so that the keys scroll it; where its pages are not there yet, too. */}
      <div
        ref={pages}
        tabIndex={0}
        role="region"
        aria-label={`Pages of ${file.name}`}
        aria-busy={loaded === null}
        className="min-h-0 flex-1 overflow-auto pb-[max(1rem,env(safe-area-inset-bottom))] outline-none"
      >
        {pdf ? (
          <PdfPages
            pdf={pdf}
            zoom={ZOOMS[zoom] as number}
            scroller={pages}
            onPage={setPage}
            onProblem={(problem) => setLoaded({ problem })}
          />
        ) : (
          <div className="grid h-full place-items-center px-6 text-center">
            {loaded && "problem" in loaded ? (
              <p role="alert">{SENTENCES[loaded.problem]}</p>
            ) : (
              <p role="status" className="flex items-center gap-2.5 text-white/80">
                <Spinner /> Opening…
              </p>
            )}
          </div>
        )}
      </div>
    </LightboxFrame>
  );
}

const SENTENCES: Record<PdfProblem, string> = {
  damaged: "This PDF is damaged and cannot be shown here. You can still download it.",
  locked: "This PDF is locked with a password. Download it to open it.",
  slow: "This PDF takes too long to draw here. Download it to open it.",
  unreachable: "The file could not be loaded. Close this and try again.",
};

function usePdf(fileId: string) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    let closed = false;
    const opening = OpenPdf.open(attachmentPath(fileId));
    opening.then(
      (pdf) => !closed && setLoaded({ pdf }),
      (error: unknown) => !closed && setLoaded({ problem: error instanceof PdfError ? error.problem : "damaged" }),
    );
    return () => {
      closed = true;
      void opening.then(
        (pdf) => pdf.close(),
        () => undefined,
      );
    };
  }, [fileId]);
  return [loaded, setLoaded] as const;
}
