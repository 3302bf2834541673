"use client";

import { usePerson } from "../../lib/client/hooks.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import type { SearchResult as Result } from "../../lib/contract/search.ts";
import { FilesLine } from "../chat/conversation/files/files-line.tsx";
import { useMessageLine, useMessageWords } from "../chat/conversation/message-words.ts";
import { MessagePlace } from "../chat/message-place.tsx";
import { UNKNOWN_NAME } from "../people/person-names.ts";
import { ThreadLink } from "../shell/thread-link.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { excerptOf } from "./highlight.ts";

const SHOWN = 320;

/** A message that was found: where, who, what, with a line of what was said around it. The whole of it leads there. */
export function SearchResult({ result, words }: { result: Result; words: readonly string[] }) {
  const { message, thread } = result;
  const author = usePerson(message.authorId);
  const parts = excerptOf(useMessageWords(message, Infinity), words, SHOWN);
  const name = author?.displayName ?? UNKNOWN_NAME;
  return (
    <li>
      <ThreadLink
        threadId={thread.id}
        messageId={message.id}
        className="flex flex-col gap-1 px-4 py-3 -outline-offset-2 hover:bg-hover/60"
      >
        <MessagePlace message={message} thread={thread} />
        {result.before && <Context message={result.before} />}
        <span className="flex gap-2.5">
          <Avatar id={message.authorId} name={name} url={author?.avatarUrl ?? null} size={28} />
          <span className="min-w-0 flex-1 text-md break-words">
            <b className="mr-1.5 font-[620]">{name}</b>
            {parts.map(({ text, hit }, index) =>
              hit ? (
                <mark key={index} className="rounded-[3px] bg-warn-soft px-0.5 text-warn-text">
                  {text}
                </mark>
              ) : (
                <span key={index}>{text}</span>
              ),
            )}
            <FilesLine files={message.attachments} />
          </span>
        </span>
        {result.after && <Context message={result.after} />}
      </ThreadLink>
    </li>
  );
}

function Context({ message }: { message: MessageView }) {
  const author = usePerson(message.authorId);
  const line = useMessageLine(message);
  return (
    <span className="ml-9.5 truncate text-sm text-text-3 max-md:ml-0">
      {author?.displayName ?? UNKNOWN_NAME}: {line}
    </span>
  );
}
