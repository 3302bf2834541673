"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Hash, Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useDeferredValue } from "react";
import { browseThreads } from "../../lib/client/actions.ts";
import { useEntries, useMe, usePeopleSearch } from "../../lib/client/hooks.ts";
import type { ChatState } from "../../lib/client/state.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { titleOf, useChatStore } from "../people/person-names.ts";
import { countsOf } from "../threads/row-text.ts";
import { startDirect } from "../threads/thread-actions.ts";
import { ThreadIcon } from "../threads/thread-icon.tsx";
import { CountBadge } from "../ui/badge.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { searchPath, showThread } from "./navigate.ts";
import { useIsMac } from "./platform.ts";
import { shortcutText } from "./shortcuts.ts";
import { bestMatches } from "./switcher-match.ts";
import { useCommands } from "./use-commands.tsx";

export type SwitcherItem = { key: string; name: string; icon: ReactNode; note?: ReactNode; run: () => void };
export type SwitcherGroup = { heading: string; items: SwitcherItem[] };

const PEOPLE_SHOWN = 20;

/** Everything that what was typed could mean, in groups without empty ones. */
export function useSwitcherItems(query: string): SwitcherGroup[] {
  const groups = [
    { heading: "Threads", items: useOwnThreads(query) },
    { heading: "Not joined", items: useOtherThreads(query) },
    { heading: "People", items: usePeople(query) },
    { heading: "Commands", items: useCommandItems(query) },
    { heading: "Messages", items: useMessageSearch(query) },
  ];
  return groups.filter(({ items }) => items.length > 0);
}

/** The person's own threads; what waits for them comes first. */
function useOwnThreads(query: string): SwitcherItem[] {
  const { starred, threads, direct } = useEntries();
  const state = useChatStore().getState();
  const waits = (id: string) => (state.threads[id]?.entry?.unread ? 0 : 1);
  const ids = [...starred, ...threads, ...direct].sort((a, b) => waits(a) - waits(b));
  return bestMatches(ids, query, (id) => [titleOf(state, id)]).map((id) => ({
    key: id,
    name: titleOf(state, id),
    icon: <ThreadIcon threadId={id} />,
    note: <ThreadBadge state={state} threadId={id} />,
    run: () => showThread(id),
  }));
}

function ThreadBadge({ state, threadId }: { state: ChatState; threadId: string }) {
  const entry = state.threads[threadId]?.entry;
  if (!entry) return null;
  const { badge, strong } = countsOf(entry);
  if (badge === 0) return null;
  return (
    <>
      <span className="sr-only">, {entry.unread} unread</span>
      <CountBadge count={badge} strong={strong} />
    </>
  );
}

/** Public threads that the person has not joined, once something is typed. */
function useOtherThreads(query: string): SwitcherItem[] {
  const q = useDeferredValue(query.trim());
  const { data, isPlaceholderData } = useQuery({
    queryKey: ["switcher", "threads", q],
    queryFn: () => browseThreads({ q, limit: 8 }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  if (q === "" || !data) return [];
  // Of the answer before, only what is typed now: Enter may come sooner than the next one.
  const isOld = isPlaceholderData || q !== query.trim();
  return (isOld ? bestMatches(data.threads, query, ({ name }) => [name]) : data.threads)
    .filter(({ joined }) => !joined)
    .map(({ id, name }) => ({ key: id, name, icon: <Hash aria-hidden="true" />, run: () => showThread(id) }));
}

/** People without a direct thread: the others stand above, under Threads. */
function usePeople(query: string): SwitcherItem[] {
  const me = useMe();
  const { people } = usePeopleSearch(query);
  const { starred, direct } = useEntries();
  const state = useChatStore().getState();
  const met = new Set(
    [...starred, ...direct].flatMap((id) => {
      const entry = state.threads[id]?.entry;
      return entry?.thread.kind === "DM" ? entry.memberIds : [];
    }),
  );
  const others = people.filter(({ id, status }) => id !== me.id && status === "ACTIVE" && !met.has(id));
  return bestMatches(others, query, ({ displayName, username }) => [displayName, username ?? ""])
    .slice(0, PEOPLE_SHOWN)
    .map(({ id, displayName, username }) => ({
      key: id,
      name: displayName,
      icon: <PersonAvatar userId={id} size={24} />,
      note: username && <span className="text-xs text-text-3">@{username}</span>,
      run: () => void startDirect([id]),
    }));
}

/** Always the last: what is called nothing may still have been said. */
function useMessageSearch(query: string): SwitcherItem[] {
  const router = useRouter();
  const q = query.trim();
  if (q === "") return [];
  const run = () => router.push(searchPath(q));
  return [{ key: "search-messages", name: `Search messages for “${q}”`, icon: <Search aria-hidden="true" />, run }];
}

function useCommandItems(query: string): SwitcherItem[] {
  const mac = useIsMac();
  return bestMatches(useCommands(), query, ({ name }) => [name]).map(({ name, icon, shortcut, run }) => ({
    key: `command-${name.replaceAll(" ", "-")}`,
    name,
    icon,
    note: shortcut && <Kbd keys={shortcutText(shortcut, mac)} />,
    run,
  }));
}
