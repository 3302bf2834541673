"use client";

import { useTyping } from "../../../lib/client/hooks.ts";
import { usePeopleNames } from "../../people/person-names.ts";
import { typingSentence } from "./typing-sentence.ts";

/** Who is typing, in room that is always there. */
export function TypingLine({ threadId }: { threadId: string }) {
  const sentence = typingSentence(usePeopleNames(useTyping(threadId)));
  return (
    <div
      aria-hidden={sentence === null}
      className="flex h-5.5 shrink-0 items-center gap-2 px-5 text-xs text-text-3 max-md:px-4"
    >
      {sentence && (
        <>
          <span aria-hidden="true" className="flex gap-[3px]">
            {[0, 200, 400].map((delay) => (
              <i
                key={delay}
                className="size-[5px] animate-pulse-soft rounded-full bg-text-3"
                style={{ animationDelay: `${delay}ms` }}
              />
            ))}
          </span>
          <span className="truncate">
            {sentence.map(({ text, isName }) =>
              isName ? (
                <b key={text} className="font-semibold text-text-2">
                  {text}
                </b>
              ) : (
                text
              ),
            )}
          </span>
        </>
      )}
    </div>
  );
}
