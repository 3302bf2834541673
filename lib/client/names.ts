"use client";

import { useContext, useEffect, useMemo } from "react";
import { useStore } from "zustand";
import { useShallow } from "zustand/react/shallow";
import type { PersonView } from "../contract/people.ts";
import type { ThreadView } from "../contract/threads.ts";
import { ChatContext } from "./chat-context.ts";
import { findEngine } from "./engine.ts";
import type { ChatState } from "./state.ts";

function useChat<T>(select: (state: ChatState) => T): T {
  const store = useContext(ChatContext);
  if (!store) throw new Error("This component needs a <ChatProvider> above it.");
  return useStore(store, select);
}

/** Several people by id; those the page has not met are asked for and missing until then. */
export function usePeopleOf(userIds: readonly string[]): ReadonlyMap<string, PersonView> {
  const people = useChat(useShallow((state: ChatState) => userIds.map((id) => state.people[id])));
  const missing = userIds.filter((_, index) => !people[index]).join();
  useEffect(() => {
    if (missing) for (const id of missing.split(",")) findEngine()?.people.want(id);
  }, [missing]);
  return useMemo(() => new Map(people.flatMap((person) => (person ? [[person.id, person]] : []))), [people]);
}

/** The names of threads by id; those the person cannot see are missing. */
export function useThreadNames(threadIds: readonly string[]): ReadonlyMap<string, string> {
  const threads = useChat(useShallow((state: ChatState) => threadIds.map((id) => state.threads[id]?.thread)));
  return useMemo(() => new Map(threads.flatMap((thread) => (thread ? [[thread.id, thread.name]] : []))), [threads]);
}

/** The named threads the person knows of, for completing `#`. */
export function useNamedThreads(): readonly ThreadView[] {
  return useChat(
    useShallow((state: ChatState) =>
      Object.values(state.threads)
        .flatMap(({ thread }) => thread ?? [])
        .filter(
          ({ name, kind, state: open }) => name !== "" && kind !== "DM" && kind !== "GROUP_DM" && open !== "DELETED",
        ),
    ),
  );
}
