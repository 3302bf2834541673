"use client";

import { Forward, Paperclip } from "lucide-react";
import type { MouseEvent } from "react";
import { jumpTo } from "../../../../lib/client/actions.ts";
import { usePerson } from "../../../../lib/client/hooks.ts";
import type { ForwardView } from "../../../../lib/contract/forwards.ts";
import { UNKNOWN_NAME, useThreadTitle } from "../../../people/person-names.ts";
import { failureText } from "../../../shell/attempt.ts";
import { showThread } from "../../../shell/navigate.ts";
import { openPerson } from "../../../shell/shell-state.ts";
import { ThreadLink } from "../../../shell/thread-link.tsx";
import { notifyFailure } from "../../../ui/toast.ts";
import { useConversation } from "../conversation-scope.ts";
import { filesCount } from "../files/files-text.ts";
import { MessageText } from "../markdown/message-text.tsx";
import { atTimeOrDate, fullTime } from "../time-text.ts";

const UNREACHABLE = "You cannot see the original: it is not there any more, or it stands in a thread you are not in.";

/** Goes to the original, or stays and says plainly that the reader cannot. */
async function follow(messageId: string, fromThreadId: string): Promise<void> {
  try {
    const threadId = await jumpTo(messageId);
    if (threadId !== fromThreadId) showThread(threadId, messageId);
  } catch (error) {
    notifyFailure((error as { code?: string }).code === "NOT_FOUND" ? UNREACHABLE : failureText(error));
  }
}

/** A message that was passed on, as it was then: by whom, when, and the way to the original. */
export function ForwardedMessage({ forward }: { forward: ForwardView }) {
  const author = usePerson(forward.authorId);
  const { timeStyle } = useConversation();
  const name = author?.displayName ?? UNKNOWN_NAME;
  return (
    <figure className="my-1 w-fit max-w-full rounded-md border border-line bg-surface px-3 py-2">
      <figcaption className="flex flex-wrap items-center gap-x-1.5 text-xs text-text-3">
        <Forward aria-hidden="true" className="size-3.5 shrink-0 stroke-[1.75]" />
        <span className="sr-only">Forwarded:</span>
        <button
          type="button"
          onClick={() => openPerson(forward.authorId)}
          className="font-semibold text-text-2 hover:underline"
        >
          {name}
        </button>
        <time dateTime={forward.createdAt} title={fullTime(forward.createdAt, timeStyle)}>
          {atTimeOrDate(forward.createdAt, new Date(), timeStyle)}
        </time>
        {forward.body !== null && <Original forward={forward} />}
      </figcaption>
      {forward.body === null ? (
        <p className="mt-0.5 text-text-3 italic">A moderator deleted the original.</p>
      ) : (
        <>
          {forward.body !== "" && <MessageText body={forward.body} />}
          {forward.files > 0 && (
            <p className="mt-0.5 flex items-center gap-1.5 text-sm text-text-3">
              <Paperclip aria-hidden="true" className="size-3.5 shrink-0 stroke-[1.75]" />
              {filesCount(forward.files)}, with the original
            </p>
          )}
        </>
      )}
    </figure>
  );
}

/** Where it comes from, as far as the reader knows the thread. */
function Original({ forward }: { forward: ForwardView }) {
  const { threadId } = useConversation();
  const title = useThreadTitle(forward.threadId);
  const onClick = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void follow(forward.messageId, threadId);
  };
  return (
    <>
      <span aria-hidden="true">·</span>
      <ThreadLink
        threadId={forward.threadId}
        messageId={forward.messageId}
        onClick={onClick}
        className="text-accent-text hover:underline"
      >
        {title ? `Original in ${title}` : "Show the original"}
      </ThreadLink>
    </>
  );
}
