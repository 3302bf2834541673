"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { markAllRead, markThreadRead } from "../../lib/client/actions.ts";
import { useEntries } from "../../lib/client/hooks.ts";
import type { ChatState } from "../../lib/client/state.ts";
import { useChatStore } from "../people/person-names.ts";
import { countsOf } from "../threads/row-text.ts";
import { muteWithUndo } from "../threads/thread-actions.ts";
import { notifyWithUndo } from "../ui/toast.ts";
import { attempt } from "./attempt.ts";
import { showThread } from "./navigate.ts";
import { nextThread } from "./next-thread.ts";
import { useIsMac } from "./platform.ts";
import { focusRegion } from "./regions.ts";
import { closeSide, openDetails, openFind, openLayer, useShell } from "./shell-state.ts";
import { type ShortcutName, shortcutOf } from "./shortcuts.ts";

/** Binds the table of shortcuts to the page. */
export function useShortcuts(threadId: string | null): void {
  const mac = useIsMac();
  const router = useRouter();
  const sections = useEntries();
  const store = useChatStore();
  const order = [...sections.starred, ...sections.threads, ...sections.direct];

  const step = (direction: 1 | -1, unreadOnly: boolean) => {
    const next = nextThread(
      { order, current: threadId, direction },
      (id) => !unreadOnly || isUnread(store.getState(), id),
    );
    if (next) showThread(next);
  };
  const actions: Record<ShortcutName, () => void> = {
    switcher: () => openLayer({ name: "switcher" }),
    help: () => openLayer({ name: "shortcuts" }),
    settings: () => router.push("/settings"),
    nextThread: () => step(1, false),
    previousThread: () => step(-1, false),
    nextUnread: () => step(1, true),
    previousUnread: () => step(-1, true),
    nextRegion: () => focusRegion(1),
    previousRegion: () => focusRegion(-1),
    toggleDetails: () => (useShell.getState().side?.name === "details" ? closeSide() : openDetails()),
    find: openFind,
    mute: () => toggleMute(store.getState(), threadId),
    markRead: () => closeTopOrRead(threadId),
    markAllRead: () => void markAllWithUndo(),
  };
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });

  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const name = shortcutOf(event, { mac, typing: isTyping(event) });
      // An open window has its own keys; of ours only the switcher and the help still work over it.
      if (!name || (isLayerOpen() && name !== "switcher" && name !== "help")) return;
      // Find and mute are for a conversation. Where finding is open already, the browser's own is meant.
      if ((name === "find" || name === "mute") && !threadId) return;
      if (name === "find" && document.activeElement?.matches("[data-find]")) return;
      event.preventDefault();
      latest.current[name]();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, [mac, threadId]);
}

const isUnread = (state: ChatState, threadId: string) => {
  const entry = state.threads[threadId]?.entry;
  return Boolean(entry && countsOf(entry).bold);
};

/** Escape in a composer that has nothing to cancel is meant for the page; other fields keep theirs. */
function isTyping({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof HTMLElement) || (key === "Escape" && target.matches("[data-composer]"))) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

const isLayerOpen = () => document.querySelector("[role=dialog], [role=alertdialog], [role=menu]") !== null;

function toggleMute(state: ChatState, threadId: string | null): void {
  const entry = threadId ? state.threads[threadId]?.entry : null;
  if (entry) void muteWithUndo(entry);
}

function closeTopOrRead(threadId: string | null) {
  if (useShell.getState().side) return closeSide();
  if (threadId) void attempt(markThreadRead(threadId));
}

/** Marks everything read and offers to take it back. */
export async function markAllWithUndo(): Promise<void> {
  const undo = await attempt(markAllRead());
  if (undo) notifyWithUndo("Everything is marked read.", () => void attempt(undo()));
}
