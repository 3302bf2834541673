"use client";

import { Dialog } from "@base-ui/react/dialog";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Command } from "cmdk";
import { Hash, Search } from "lucide-react";
import { type ReactNode, useDeferredValue, useState } from "react";
import { browseThreads } from "../../lib/client/actions.ts";
import { useEntries, useMe, usePeopleSearch } from "../../lib/client/hooks.ts";
import { PersonAvatar } from "../people/person-avatar.tsx";
import { titleOf, useChatStore } from "../people/person-names.ts";
import { ThreadIcon } from "../threads/thread-icon.tsx";
import { startDirect } from "../threads/thread-actions.ts";
import { countsOf } from "../threads/row-text.ts";
import { CountBadge } from "../ui/badge.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { showThread } from "./navigate.ts";
import { useIsMac } from "./platform.ts";
import { closeLayer } from "./shell-state.ts";
import { shortcutText } from "./shortcuts.ts";
import { useCommands } from "./use-commands.tsx";

const itemClass =
  "flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm data-[selected=true]:bg-hover max-md:min-h-touch [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-text-3";

/** ⌘K: every thread, every person, every command, by typing a part of its name. */
export function Switcher() {
  const [query, setQuery] = useState("");
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeLayer()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 w-[36rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 overflow-hidden rounded-lg border border-line bg-raised shadow-raised outline-none max-md:inset-0 max-md:h-dvh max-md:w-full max-md:max-w-none max-md:translate-x-0 max-md:rounded-none max-md:border-0 max-md:pt-[env(safe-area-inset-top)]">
          <Dialog.Title className="sr-only">Jump to</Dialog.Title>
          <Command
            label="Jump to a thread or person, or run a command"
            loop
            className="flex max-h-[min(28rem,70dvh)] flex-col max-md:h-full max-md:max-h-none"
          >
            <div className="flex items-center gap-2.5 border-b border-line px-4">
              <Search aria-hidden="true" className="size-4 shrink-0 text-text-3" />
              <Command.Input
                autoFocus
                value={query}
                onValueChange={setQuery}
                placeholder="Thread, person or command"
                className="h-12 flex-1 bg-transparent text-md outline-none"
              />
              <button type="button" onClick={closeLayer} aria-label="Close" className="rounded-sm">
                <Kbd keys="Esc" />
              </button>
            </div>
            <Command.List className="scroll-quiet min-h-0 flex-1 overflow-y-auto p-2">
              <Command.Empty className="px-2 py-8 text-center text-sm text-text-3">
                Nothing is called “{query}”.
              </Command.Empty>
              <ThreadItems />
              <OtherThreadItems query={query} />
              <PeopleItems query={query} />
              <CommandItems />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Group({ heading, children }: { heading: string; children: ReactNode }) {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-text-3"
    >
      {children}
    </Command.Group>
  );
}

/** The person's own threads; what waits for them comes first. */
function ThreadItems() {
  const { starred, threads, direct } = useEntries();
  const state = useChatStore().getState();
  const ids = [...starred, ...threads, ...direct];
  const waits = (id: string) => (state.threads[id]?.entry?.unread ? 0 : 1);
  const go = (id: string) => {
    closeLayer();
    showThread(id);
  };
  return (
    <Group heading="Threads">
      {ids
        .toSorted((a, b) => waits(a) - waits(b))
        .map((id) => {
          const entry = state.threads[id]?.entry;
          const counts = entry && countsOf(entry);
          return (
            <Command.Item
              key={id}
              value={id}
              keywords={[titleOf(state, id)]}
              onSelect={() => go(id)}
              className={itemClass}
            >
              <span className="grid w-6 place-items-center">
                <ThreadIcon threadId={id} />
              </span>
              <span className="min-w-0 flex-1 truncate">{titleOf(state, id)}</span>
              {counts && counts.badge > 0 && <CountBadge count={counts.badge} strong={counts.strong} />}
            </Command.Item>
          );
        })}
    </Group>
  );
}

/** Public threads not joined, once something is typed. */
function OtherThreadItems({ query }: { query: string }) {
  const q = useDeferredValue(query.trim());
  const { data } = useQuery({
    queryKey: ["switcher", "threads", q],
    queryFn: () => browseThreads({ q, limit: 8 }),
    enabled: q.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  const others = q ? (data?.threads ?? []).filter(({ joined }) => !joined) : [];
  if (others.length === 0) return null;
  return (
    <Group heading="Not joined">
      {others.map(({ id, name }) => (
        <Command.Item
          key={id}
          value={id}
          keywords={[name]}
          onSelect={() => {
            closeLayer();
            showThread(id);
          }}
          className={itemClass}
        >
          <span className="grid w-6 place-items-center">
            <Hash aria-hidden="true" />
          </span>
          <span className="min-w-0 flex-1 truncate">{name}</span>
        </Command.Item>
      ))}
    </Group>
  );
}

function PeopleItems({ query }: { query: string }) {
  const me = useMe();
  const { people } = usePeopleSearch(useDeferredValue(query.trim()));
  const { starred, direct } = useEntries();
  const state = useChatStore().getState();
  // Whoever has a thread with the person stands above, under Threads.
  const met = new Set(
    [...starred, ...direct].flatMap((id) => {
      const entry = state.threads[id]?.entry;
      return entry?.thread.kind === "DM" ? entry.memberIds : [];
    }),
  );
  const others = people.filter(({ id, status }) => id !== me.id && status === "ACTIVE" && !met.has(id)).slice(0, 20);
  if (others.length === 0) return null;
  return (
    <Group heading="People">
      {others.map((person) => (
        <Command.Item
          key={person.id}
          value={person.id}
          keywords={[person.displayName, person.username ?? ""]}
          onSelect={() => {
            closeLayer();
            void startDirect([person.id]);
          }}
          className={itemClass}
        >
          <PersonAvatar userId={person.id} size={24} />
          <span className="min-w-0 flex-1 truncate">{person.displayName}</span>
          {person.username && <span className="text-xs text-text-3">@{person.username}</span>}
        </Command.Item>
      ))}
    </Group>
  );
}

function CommandItems() {
  const mac = useIsMac();
  return (
    <Group heading="Commands">
      {useCommands().map(({ name, icon, shortcut, run }) => (
        <Command.Item
          key={name}
          value={`command ${name}`}
          keywords={[name]}
          onSelect={() => {
            closeLayer();
            run();
          }}
          className={itemClass}
        >
          <span className="grid w-6 place-items-center">{icon}</span>
          <span className="min-w-0 flex-1 truncate">{name}</span>
          {shortcut && <Kbd keys={shortcutText(shortcut, mac)} />}
        </Command.Item>
      ))}
    </Group>
  );
}
