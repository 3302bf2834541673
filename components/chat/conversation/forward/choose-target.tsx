"use client";

import { Check } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useEntries, useMe, usePeopleSearch } from "../../../../lib/client/hooks.ts";
import type { ChatState } from "../../../../lib/client/state.ts";
import { PersonAvatar } from "../../../people/person-avatar.tsx";
import { titleOf, useChatStore } from "../../../people/person-names.ts";
import { bestMatches } from "../../../shell/switcher-match.ts";
import { ThreadIcon } from "../../../threads/thread-icon.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { fieldClass } from "../../../ui/input.tsx";
import { whyNotPosting } from "../ask-policy.ts";

/** Where a message is passed on to: a thread that is there, or a person with whom there is none yet. */
export type Target = { threadId: string; title: string } | { userId: string; title: string };

const targetKey = (target: Target): string => ("threadId" in target ? target.threadId : target.userId);

/** The threads in which the person can write now, those that match best first; after them other people of that name. */
function useTargets(query: string): Target[] {
  const threads = useThreadTargets(query);
  const strangers = useStrangers(query);
  return useMemo(() => (query.trim() === "" ? threads : [...threads, ...strangers]), [query, threads, strangers]);
}

/** People whom nobody blocks here and with whom there is no direct thread yet. */
function useStrangers(query: string): Target[] {
  const me = useMe();
  const { direct } = useEntries();
  const store = useChatStore();
  const { people } = usePeopleSearch(query);
  return useMemo(() => {
    const { threads, blockedIds } = store.getState();
    const known = new Set([me.id, ...blockedIds]);
    for (const id of direct) {
      const { thread, entry } = threads[id] ?? {};
      if (thread?.kind === "DM" && entry?.memberIds[0]) known.add(entry.memberIds[0]);
    }
    return people
      .filter(({ id, status }) => status === "ACTIVE" && !known.has(id))
      .map(({ id, displayName }) => ({ userId: id, title: displayName }));
  }, [store, me.id, direct, people]);
}

function useThreadTargets(query: string): Target[] {
  const me = useMe();
  const { starred, threads, direct } = useEntries();
  const store = useChatStore();
  return useMemo(() => {
    const state = store.getState();
    const ids = [...starred, ...threads, ...direct].filter((id) => mayWrite(state, me, id));
    return bestMatches(ids, query, (id) => [titleOf(state, id)]).map((id) => ({
      threadId: id,
      title: titleOf(state, id),
    }));
  }, [store, me, starred, threads, direct, query]);
}

function mayWrite(state: ChatState, me: ChatState["me"], threadId: string): boolean {
  const { thread, entry } = state.threads[threadId] ?? {};
  if (!thread || !entry) return false;
  const blocks = thread.kind === "DM" && state.blockedIds.includes(entry.memberIds[0] ?? "");
  return whyNotPosting({ me, thread, entry, now: Date.now(), blocks }) === null;
}

type ChooseTargetProps = { chosen: Target | null; onChoose: (target: Target | null) => void; onDone: () => void };

/** Finds one thread or person by name. Type, arrows, and Enter goes on to the comment. */
export function ChooseTarget({ chosen, onChoose, onDone }: ChooseTargetProps) {
  const id = useId();
  const chosenKey = chosen && targetKey(chosen);
  const [query, setQuery] = useState("");
  const targets = useTargets(query);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosenKey]);
  const search = (text: string) => {
    setQuery(text);
    onChoose(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = targets.findIndex((target) => targetKey(target) === chosenKey);
    if (step && targets.length > 0) {
      event.preventDefault();
      const from = at === -1 && step === -1 ? 0 : at;
      onChoose(targets.at((from + step) % targets.length) ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const picked = chosen ?? targets[0];
      if (!picked) return;
      onChoose(picked);
      onDone();
    }
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        To
      </label>
      <input
        id={id}
        role="combobox"
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosenKey ? `${id}-${chosenKey}` : undefined}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        placeholder="Find a thread or a person"
        value={query}
        onChange={(event) => search(event.target.value)}
        onKeyDown={press}
        className={classNames(fieldClass, "h-9 max-md:h-11")}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Threads and people"
        className="scroll-quiet h-44 overflow-y-auto rounded-md border border-line p-1"
      >
        {targets.map((target) => {
          const key = targetKey(target);
          return (
            <li
              key={key}
              id={`${id}-${key}`}
              role="option"
              aria-selected={key === chosenKey}
              // The field keeps the focus: the list is walked from it.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onChoose(target)}
              className={classNames(
                "flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm hover:bg-hover max-md:min-h-touch",
                key === chosenKey && "bg-active hover:bg-active",
              )}
            >
              <span className="grid w-6 shrink-0 place-items-center">
                {"threadId" in target ? (
                  <ThreadIcon threadId={target.threadId} />
                ) : (
                  <PersonAvatar userId={target.userId} size={24} />
                )}
              </span>
              <span className="min-w-0 flex-1 truncate">{target.title}</span>
              {"userId" in target && <span className="text-xs text-text-3">New direct message</span>}
              {key === chosenKey && <Check aria-hidden="true" className="size-4 shrink-0 text-accent-text" />}
            </li>
          );
        })}
        {targets.length === 0 && (
          <li role="presentation" className="px-2 py-6 text-center text-sm text-text-3">
            No thread that you can write in and nobody here is called “{query}”.
          </li>
        )}
      </ul>
    </div>
  );
}
