"use client";

import { Paperclip } from "lucide-react";
import { useRef } from "react";
import { attachFiles } from "../../../../lib/client/actions.ts";
import type { UploadRow } from "../../../../lib/client/state.ts";
import { ATTACHMENTS_MAX } from "../../../../lib/contract/limits.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { notifyFailure } from "../../../ui/toast.ts";
import { UploadChip } from "./upload-chip.tsx";

/** Puts files into a composer, as many as a message takes. */
export function attachTo(place: { threadId: string; draftKey: string }, files: readonly File[], have: number): void {
  const taken = files.slice(0, Math.max(0, ATTACHMENTS_MAX - have));
  if (taken.length < files.length) notifyFailure(`A message takes ${ATTACHMENTS_MAX} files at most.`);
  if (taken.length > 0) void attachFiles(place, taken);
}

/** The files that go with the message being written. */
export function UploadStrip({ uploads }: { uploads: readonly UploadRow[] }) {
  if (uploads.length === 0) return null;
  return (
    <ul aria-label="Files of this message" className="flex max-h-52 flex-wrap gap-1.5 overflow-y-auto px-2.5 pt-2.5">
      {uploads.map((upload) => (
        <UploadChip key={upload.id} upload={upload} />
      ))}
    </ul>
  );
}

/** Opens the browser's choice of files. */
export function AttachButton({ why, onFiles }: { why: string | null; onFiles: (files: readonly File[]) => void }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label="Attach files" side="top" why={why} onClick={() => input.current?.click()}>
        <Paperclip />
      </IconButton>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to attach"
        onChange={({ currentTarget }) => {
          onFiles([...(currentTarget.files ?? [])]);
          // The same file again is a choice as well.
          currentTarget.value = "";
        }}
      />
    </>
  );
}
