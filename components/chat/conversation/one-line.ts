"use client";

import { useMemo } from "react";
import { useGroups } from "../../../lib/client/hooks.ts";
import { usePeopleOf, useThreadNames } from "../../../lib/client/names.ts";
import { extractMentions } from "../../../lib/markdown/mentions.ts";
import { plainText } from "../../../lib/markdown/plain-text.ts";

/** Long enough for any line that ends in an ellipsis. */
const LINE_MAX = 240;

/** A message in one line of plain text with its mentions by name, for quotes and for reading aloud. Tells no spoiler. */
export function useOneLine(body: string | null, maxLength = LINE_MAX): string {
  const words = usePlainWords(body, { maxLength, coverSpoilers: true });
  return words.replace(/\s+/g, " ");
}

/** The words of a message with its mentions by name, as many as there are and in their lines. */
export function usePlainWords(
  body: string | null,
  { maxLength = Infinity, coverSpoilers = false }: { maxLength?: number; coverSpoilers?: boolean } = {},
): string {
  const { userIds, threadIds } = useMemo(() => extractMentions(body ?? "", { quotes: "follow" }), [body]);
  const people = usePeopleOf(userIds);
  const threads = useThreadNames(threadIds);
  const groups = useGroups();
  return useMemo(() => {
    return plainText(body ?? "", {
      maxLength,
      coverSpoilers,
      nameOf: (mention) => {
        if (mention.of === "person") return `@${people.get(mention.id)?.displayName ?? "…"}`;
        if (mention.of === "thread") return `#${threads.get(mention.id) ?? "private"}`;
        if (mention.of === "group") return `@${groups[mention.id]?.handle ?? "gone"}`;
        return `@${mention.of}`;
      },
    });
  }, [body, maxLength, coverSpoilers, people, threads, groups]);
}
