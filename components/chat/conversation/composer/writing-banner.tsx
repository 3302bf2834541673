"use client";

import { X } from "lucide-react";
import type { ReactNode } from "react";
import { usePerson, useQuote } from "../../../../lib/client/hooks.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useMessageLine } from "../message-words.ts";

function Banner({ children, cancel, onCancel }: { children: ReactNode; cancel: string; onCancel: () => void }) {
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pr-1.5 pl-3.5 text-sm text-text-3">
      <span className="min-w-0 flex-1 truncate">{children}</span>
      <IconButton label={cancel} shortcut="Esc" side="top" className="size-7 max-md:size-9" onClick={onCancel}>
        <X />
      </IconButton>
    </div>
  );
}

/** Says what the message answers. */
export function ReplyBanner({ messageId, onCancel }: { messageId: string; onCancel: () => void }) {
  const quoted = useQuote(messageId);
  const author = usePerson(quoted?.authorId);
  const line = useMessageLine(quoted);
  return (
    <Banner cancel="Do not reply" onCancel={onCancel}>
      Replying to <b className="font-semibold text-text-2">{author?.displayName ?? "…"}</b> {line}
    </Banner>
  );
}

export function EditBanner({ onCancel }: { onCancel: () => void }) {
  return (
    <Banner cancel="Stop editing" onCancel={onCancel}>
      <b className="font-semibold text-accent-text">Editing message</b>
    </Banner>
  );
}
