"use client";

import { useEffect, useState } from "react";
import { attachmentPath } from "../../../../lib/contract/attachment-paths.ts";
import type { AttachmentView } from "../../../../lib/contract/attachments.ts";
import { Dialog, DialogBody } from "../../../ui/dialog.tsx";
import { fileSize } from "./file-size.ts";

/** How much of a text is shown, in bytes. */
const SHOWN = 100_000;

type Loaded = { text: string } | { failed: true } | null;

async function load({ id, size }: AttachmentView): Promise<Loaded> {
  try {
    const headers = size > SHOWN ? { range: `bytes=0-${SHOWN - 1}` } : undefined;
    const answer = await fetch(attachmentPath(id), headers ? { headers } : {});
    return answer.ok ? { text: await answer.text() } : { failed: true };
  } catch {
    return { failed: true };
  }
}

/** A text file, read in place. It is only ever text: no markup in it means anything here. */
export function TextDialog({ file, onClose }: { file: AttachmentView; onClose: () => void }) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    let isOver = false;
    void load(file).then((found) => {
      if (!isOver) setLoaded(found);
    });
    return () => {
      isOver = true;
    };
    // A file never changes: its id stands for it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [file.id]);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={file.name}
      description={file.size > SHOWN ? `The first ${fileSize(SHOWN)} of ${fileSize(file.size)}` : fileSize(file.size)}
      className="w-[52rem]"
    >
      <DialogBody>
        {loaded === null ? (
          <p className="text-text-3">Loading…</p>
        ) : "failed" in loaded ? (
          <p role="alert" className="text-danger">
            The file could not be loaded. Close this and try again.
          </p>
        ) : (
          <pre tabIndex={0} className="font-mono text-sm wrap-anywhere whitespace-pre-wrap">
            {loaded.text}
          </pre>
        )}
      </DialogBody>
    </Dialog>
  );
}
