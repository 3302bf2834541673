"use client";

import { usePendingFiles, usePerson } from "../../../lib/client/hooks.ts";
import type { PendingRow } from "../../../lib/client/state.ts";
import type { MessageView } from "../../../lib/contract/messages.ts";
import { EditedMark } from "./edited-mark.tsx";
import { MessageFiles } from "./files/message-files.tsx";
import { PendingFiles } from "./files/upload-chip.tsx";
import { ForwardedMessage } from "./forward/forwarded-message.tsx";
import { MessageText } from "./markdown/message-text.tsx";
import { LinkPreviews } from "./previews/link-previews.tsx";
import { SystemSentence } from "./system-note.tsx";

function Tombstone({ message }: { message: MessageView }) {
  const remover = usePerson(message.deletedById);
  const byAuthor = message.deletedById === null || message.deletedById === message.authorId;
  return (
    <p className="text-text-3 italic">
      Message deleted by {byAuthor ? "its author" : (remover?.displayName ?? "a moderator")}
    </p>
  );
}

/** What a message says: its text and files, its tombstone, or Confab's own sentence. */
export function MessageBody({ message }: { message: MessageView }) {
  if (message.system) return <SystemSentence note={message.system} actorId={message.authorId} />;
  if (message.deletedAt || message.body === null) return <Tombstone message={message} />;
  return (
    <>
      {(message.body !== "" || message.editCount > 0) && (
        <MessageText body={message.body} after={message.editCount > 0 ? <EditedMark message={message} /> : undefined} />
      )}
      {message.forward && <ForwardedMessage forward={message.forward} />}
      <MessageFiles files={message.attachments} />
      <LinkPreviews message={message} />
    </>
  );
}

/** What a message on its way says, with its files and how far they are. */
export function PendingBody({ pending }: { pending: PendingRow }) {
  const files = usePendingFiles(pending.attachmentIds ?? []);
  return (
    <>
      {pending.body !== "" && <MessageText body={pending.body} />}
      {pending.forward && <ForwardedMessage forward={pending.forward} />}
      <PendingFiles uploads={files} />
    </>
  );
}
