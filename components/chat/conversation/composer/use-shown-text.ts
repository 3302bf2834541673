"use client";

import { useCallback } from "react";
import { useChatStore } from "../../../people/person-names.ts";
import { type NamedMention, toShown } from "./mention-text.ts";

export type ShownText = { text: string; mentions: NamedMention[] };

/** Turns a text in its permanent form into what is edited, with the names known at that moment. */
export function useShownText(): (body: string) => ShownText {
  const store = useChatStore();
  return useCallback(
    (body) => {
      const { people, threads } = store.getState();
      return toShown(body, (permanent) => {
        const id = permanent.slice(2, -1);
        const isPerson = permanent.startsWith("<@");
        const name = isPerson ? people[id]?.displayName : threads[id]?.thread?.name;
        return name ? `${isPerson ? "@" : "#"}${name}` : null;
      });
    },
    [store],
  );
}
