"use client";

import { usePerson } from "../../lib/client/hooks.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import type { SearchResult as Result } from "../../lib/contract/search.ts";
import { useOneLine } from "../chat/conversation/one-line.ts";
import { atTimeOrDate, fullTime } from "../chat/conversation/time-text.ts";
import { useTimeStyle } from "../chat/conversation/use-time-style.ts";
import { UNKNOWN_NAME, useThreadTitle } from "../people/person-names.ts";
import { ThreadLink } from "../shell/thread-link.tsx";
import { ThreadIcon } from "../threads/thread-icon.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { excerptOf } from "./highlight.ts";

const SHOWN = 320;

/** A message that was found: where, who, what, with a line of what was said around it. The whole of it leads there. */
export function SearchResult({ result, words }: { result: Result; words: readonly string[] }) {
  const { message, thread } = result;
  const title = useThreadTitle(thread.id) || thread.name;
  const author = usePerson(message.authorId);
  const style = useTimeStyle();
  const parts = excerptOf(useOneLine(message.body, Infinity), words, SHOWN);
  const name = author?.displayName ?? UNKNOWN_NAME;
  return (
    <li>
      <ThreadLink
        threadId={thread.id}
        messageId={message.id}
        className="flex flex-col gap-1 px-4 py-3 -outline-offset-2 hover:bg-hover/60"
      >
        <span className="flex min-w-0 items-center gap-1.5 text-xs text-text-3 [&_svg]:size-3.5">
          <ThreadIcon threadId={thread.id} />
          <span className="truncate font-medium">{title}</span>
          <span aria-hidden="true">·</span>
          <time dateTime={message.createdAt} title={fullTime(message.createdAt, style)} className="shrink-0">
            {atTimeOrDate(message.createdAt, new Date(), style)}
          </time>
        </span>
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
          </span>
        </span>
        {result.after && <Context message={result.after} />}
      </ThreadLink>
    </li>
  );
}

function Context({ message }: { message: MessageView }) {
  const author = usePerson(message.authorId);
  const line = useOneLine(message.body);
  return (
    <span className="ml-9.5 truncate text-sm text-text-3 max-md:ml-0">
      {author?.displayName ?? UNKNOWN_NAME}: {line}
    </span>
  );
}
