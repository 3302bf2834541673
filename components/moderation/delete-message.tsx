"use client";

import { deleteMessage, restoreMessage } from "../../lib/client/actions.ts";
import { usePerson } from "../../lib/client/hooks.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import { ReasonDialog } from "../admin/reason-dialog.tsx";
import { attempt } from "../shell/attempt.ts";
import { notifyWithUndo } from "../ui/toast.ts";

/** Says that a message is deleted, and takes it back for who changes their mind. */
export function offerUndelete(messageId: string): void {
  notifyWithUndo("Message deleted.", () => void attempt(restoreMessage(messageId)));
}

type DeleteAnothersDialogProps = { message: MessageView; onClose: () => void; onDeleted: () => void };

/** Asks why, and deletes what somebody else wrote. */
export function DeleteAnothersDialog({ message, onClose, onDeleted }: DeleteAnothersDialogProps) {
  const name = usePerson(message.authorId)?.displayName ?? "its author";
  const run = async (reason: string) => {
    await deleteMessage(message.id, reason);
    onDeleted();
    offerUndelete(message.id);
  };
  return (
    <ReasonDialog
      title="Delete this message"
      description={`Everybody sees that a message of ${name} was deleted here, and by whom.`}
      confirm="Delete"
      hint={`${name} reads it; it is kept in the audit log.`}
      onConfirm={run}
      onClose={onClose}
    />
  );
}
