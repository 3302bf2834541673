"use client";

import { type RefObject, useCallback, useMemo, useRef, useState } from "react";
import { jumpTo } from "../../../lib/client/actions.ts";
import { useMe } from "../../../lib/client/hooks.ts";
import { attempt } from "../../shell/attempt.ts";
import { showThread } from "../../shell/navigate.ts";
import type { ConversationScope, Writing } from "./conversation-scope.ts";
import { useTimeStyle } from "./use-time-style.ts";

type ScopeInput = { threadId: string; rootId: string | null; pane: RefObject<HTMLElement | null> };

/** What the parts of a conversation share; `pane` is the element that holds them. */
export function useConversationScope({ threadId, rootId, pane }: ScopeInput): ConversationScope {
  const { id: meId } = useMe();
  const timeStyle = useTimeStyle();
  const [{ writing, refocus }, setWriting] = useState<{ writing: Writing; refocus: boolean }>({
    writing: { mode: "new", replyToId: null },
    refocus: false,
  });
  const write = useCallback(
    (next: Writing) => setWriting((before) => ({ writing: next, refocus: before.writing.mode !== "new" })),
    [],
  );
  const focusComposer = useCallback(() => {
    pane.current?.querySelector<HTMLElement>("[data-composer]")?.focus({ preventScroll: true });
  }, [pane]);
  const taker = useRef<((body: string) => void) | null>(null);
  const insert = useCallback((body: string) => taker.current?.(body), []);
  const takeInserts = useCallback((take: (body: string) => void) => {
    taker.current = take;
    return () => {
      if (taker.current === take) taker.current = null;
    };
  }, []);
  const goTo = useCallback(
    (messageId: string) => {
      void attempt(jumpTo(messageId)).then((found) => {
        if (found && found !== threadId) showThread(found, messageId);
      });
    },
    [threadId],
  );
  return useMemo(
    () => ({
      threadId,
      meId,
      timeStyle,
      rootId,
      writing,
      refocus,
      write,
      focusComposer,
      insert,
      takeInserts,
      jumpTo: goTo,
    }),
    [threadId, meId, timeStyle, rootId, writing, refocus, write, focusComposer, insert, takeInserts, goTo],
  );
}
