"use client";

import { BookmarkX, EyeOff } from "lucide-react";
import { usePerson } from "../../lib/client/hooks.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import type { SavedItem as Item } from "../../lib/contract/saved.ts";
import type { ThreadView } from "../../lib/contract/threads.ts";
import { FilesLine } from "../chat/conversation/files/files-line.tsx";
import { saveOrUnsave } from "../chat/conversation/keep-message.ts";
import { useMessageWords } from "../chat/conversation/message-words.ts";
import { MessagePlace } from "../chat/message-place.tsx";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { UNKNOWN_NAME } from "../people/person-names.ts";
import { ThreadLink } from "../shell/thread-link.tsx";
import { IconButton } from "../ui/icon-button.tsx";

const SHOWN = 480;

/** One saved message: it leads to its place, and can be let go of. */
export function SavedItem({ item: { messageId, message, thread } }: { item: Item }) {
  return (
    <li className="flex items-start gap-1 pr-2">
      {message && thread ? <Readable message={message} thread={thread} /> : <Hidden />}
      <IconButton
        label="Remove from saved"
        onClick={() => saveOrUnsave(messageId, false)}
        className="mt-2 shrink-0 max-md:size-10"
      >
        <BookmarkX />
      </IconButton>
    </li>
  );
}

function Hidden() {
  return (
    <p className="flex flex-1 items-center gap-2.5 px-4 py-4 text-sm text-text-3 italic">
      <EyeOff aria-hidden="true" className="size-4 shrink-0" />
      You can no longer see this message.
    </p>
  );
}

function Readable({ message, thread }: { message: MessageView; thread: ThreadView }) {
  const author = usePerson(message.authorId);
  const line = useMessageWords(message, SHOWN);
  return (
    <ThreadLink
      threadId={thread.id}
      messageId={message.id}
      className="flex min-w-0 flex-1 flex-col gap-1 px-4 py-3 -outline-offset-2 hover:bg-hover/60"
    >
      <MessagePlace message={message} thread={thread} />
      <span className="flex gap-2.5">
        <PersonAvatar userId={message.authorId} size={28} />
        <span className="min-w-0 flex-1">
          <b className="mr-1.5 font-[620]">{author?.displayName ?? UNKNOWN_NAME}</b>
          {message.deletedAt ? (
            <span className="text-text-3 italic">Message deleted</span>
          ) : (
            <span className="line-clamp-4 break-words">{line}</span>
          )}
          <FilesLine files={message.attachments} />
        </span>
      </span>
    </ThreadLink>
  );
}
