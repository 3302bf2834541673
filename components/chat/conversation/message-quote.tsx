"use client";

import { usePerson, useQuote } from "../../../lib/client/hooks.ts";
import { useConversation } from "./conversation-scope.ts";
import { useMessageLine } from "./message-words.ts";

/** The message that a reply answers, in one line of fixed height; a click goes there. */
export function MessageQuote({ messageId }: { messageId: string }) {
  const { jumpTo } = useConversation();
  const quoted = useQuote(messageId);
  const author = usePerson(quoted?.authorId);
  const text = useMessageLine(quoted);
  return (
    <button
      type="button"
      onClick={() => jumpTo(messageId)}
      className="mb-0.5 flex h-5 w-full min-w-0 items-center gap-2 text-left text-sm text-text-3 before:w-[3px] before:shrink-0 before:self-stretch before:rounded-[2px] before:bg-accent-line hover:text-text-2"
    >
      <span className="sr-only">In reply to</span>
      <b className="shrink-0 font-semibold text-text-2">{author?.displayName ?? "…"}</b>
      <span className="truncate">{text}</span>
    </button>
  );
}
