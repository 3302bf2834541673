"use client";

import { useCallback } from "react";
import { useChatStore } from "../../../people/person-names.ts";
import { type NamedMention, toShown } from "./mention-text.ts";

export type ShownText = { text: string; mentions: NamedMention[] };

/**
 * Turns a text in its permanent form into what is edited, with the names known at that moment. `beside`: the mentions of
 * the text that it is added to, which are in the answer too.
 */
export function useShownText(): (body: string, beside?: readonly NamedMention[]) => ShownText {
  const store = useChatStore();
  return useCallback(
    (body, beside = []) => {
      const { people, threads, groups } = store.getState();
      const nameOf = (permanent: string) => {
        const id = permanent.slice(2, -1);
        const group = permanent.startsWith("<&") ? groups[id] : undefined;
        if (group) return `@${group.handle}`;
        const isPerson = permanent.startsWith("<@");
        const name = isPerson ? people[id]?.displayName : threads[id]?.thread?.name;
        return name ? `${isPerson ? "@" : "#"}${name}` : null;
      };
      return toShown(body, nameOf, beside);
    },
    [store],
  );
}
