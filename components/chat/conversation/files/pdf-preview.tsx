"use client";

import { useState } from "react";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { Button } from "../../../ui/button.tsx";
import { Loaded } from "../../../ui/loaded.tsx";
import { notifyFailure } from "../../../ui/toast.ts";

const load = () => import("./pdf-window.tsx").then((file) => file.PdfWindow);

/** The button that opens a PDF over the window. */
export function PdfPreview({ file }: { file: AttachmentView }) {
  const [open, setOpen] = useState(false);
  const onFailure = () => {
    setOpen(false);
    notifyFailure("The file could not be shown. Check the connection and try again.");
  };
  return (
    <>
      <Button
        look="quiet"
        className="h-8 px-2.5 text-sm"
        aria-label={`Show ${file.name}`}
        onClick={() => setOpen(true)}
      >
        Show
      </Button>
      {open && <Loaded load={load} props={{ file, onClose: () => setOpen(false) }} onFailure={onFailure} />}
    </>
  );
}
