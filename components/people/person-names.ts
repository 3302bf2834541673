"use client";

import { useContext } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import { ChatContext } from "../../lib/client/chat-context.ts";
import type { ChatState } from "../../lib/client/state.ts";
import type { ThreadEntry } from "../../lib/contract/threads.ts";

/** What stands for a person whom the page has not met yet. */
export const UNKNOWN_NAME = "Someone";

/** The page's store, for the few places that read many things at once or only when a key is pressed. */
export function useChatStore() {
  const store = useContext(ChatContext);
  if (!store) throw new Error("This component needs a <ChatProvider> above it.");
  return store;
}

/** The names of several people, in their order. */
export const usePeopleNames = (userIds: readonly string[]): string[] =>
  useStore(
    useChatStore(),
    useShallow((state: ChatState) => userIds.map((id) => nameOf(state, id))),
  );

const nameOf = (state: ChatState, userId: string) => state.people[userId]?.displayName ?? UNKNOWN_NAME;

/** What a thread is called for this person: its own name, or the people it is with. */
export function titleOf(state: ChatState, threadId: string): string {
  const slice = state.threads[threadId];
  if (slice?.entry) return entryTitle(state, slice.entry);
  return slice?.thread?.name ?? "";
}

function entryTitle(state: ChatState, { thread, memberIds }: ThreadEntry): string {
  if (thread.kind === "PUBLIC" || thread.kind === "PRIVATE" || thread.name) return thread.name;
  return memberIds.length === 0 ? "Just you" : memberIds.map((id) => nameOf(state, id)).join(", ");
}

/** As `titleOf`, kept up to date; empty until the thread is known. */
export const useThreadTitle = (threadId: string): string =>
  useStore(useChatStore(), (state) => titleOf(state, threadId));
