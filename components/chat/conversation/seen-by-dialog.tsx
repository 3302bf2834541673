"use client";

import type { MessageView } from "../../../lib/contract/messages.ts";
import { Dialog, DialogBody } from "../../ui/dialog.tsx";
import { Readers, useSeenBy } from "./readers.tsx";

/** Who has read as far as this message, of those who show it (PROTOCOL R4). */
export function SeenByDialog({ message, onClose }: { message: MessageView; onClose: () => void }) {
  const seenBy = useSeenBy(message.threadId, message.seq, message.authorId);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Seen by" className="w-[24rem]">
      <DialogBody>
        {seenBy.length > 0 ? (
          <Readers receipts={seenBy} />
        ) : (
          <p className="text-sm text-text-3">Nobody who shows it has read this yet.</p>
        )}
      </DialogBody>
    </Dialog>
  );
}
