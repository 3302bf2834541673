"use client";

import { Check } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useEntries, useMe } from "../../../../lib/client/hooks.ts";
import type { ChatState } from "../../../../lib/client/state.ts";
import { titleOf, useChatStore } from "../../../people/person-names.ts";
import { bestMatches } from "../../../shell/switcher-match.ts";
import { ThreadIcon } from "../../../threads/thread-icon.tsx";
import { classNames } from "../../../ui/class-names.ts";
import { fieldClass } from "../../../ui/input.tsx";
import { whyNotPosting } from "../ask-policy.ts";

/** The threads in which the person can write now, those that match best first. */
function useTargets(query: string): { id: string; title: string }[] {
  const me = useMe();
  const { starred, threads, direct } = useEntries();
  const store = useChatStore();
  return useMemo(() => {
    const state = store.getState();
    const ids = [...starred, ...threads, ...direct].filter((id) => mayWrite(state, me, id));
    return bestMatches(ids, query, (id) => [titleOf(state, id)]).map((id) => ({ id, title: titleOf(state, id) }));
  }, [store, me, starred, threads, direct, query]);
}

function mayWrite(state: ChatState, me: ChatState["me"], threadId: string): boolean {
  const { thread, entry } = state.threads[threadId] ?? {};
  if (!thread || !entry) return false;
  const blocks = thread.kind === "DM" && state.blockedIds.includes(entry.memberIds[0] ?? "");
  return whyNotPosting({ me, thread, entry, now: Date.now(), blocks }) === null;
}

type ChooseTargetProps = { chosen: string | null; onChoose: (threadId: string | null) => void; onDone: () => void };

/** Finds one thread by name. Type, arrows, and Enter goes on to the comment. */
export function ChooseTarget({ chosen, onChoose, onDone }: ChooseTargetProps) {
  const id = useId();
  const [query, setQuery] = useState("");
  const targets = useTargets(query);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [chosen]);
  const search = (text: string) => {
    setQuery(text);
    onChoose(null);
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = targets.findIndex((target) => target.id === chosen);
    if (step && targets.length > 0) {
      event.preventDefault();
      const from = at === -1 && step === -1 ? 0 : at;
      onChoose(targets.at((from + step) % targets.length)?.id ?? null);
    } else if (event.key === "Enter") {
      event.preventDefault();
      const picked = chosen ?? targets[0]?.id;
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
        aria-activedescendant={chosen ? `${id}-${chosen}` : undefined}
        autoComplete="off"
        spellCheck={false}
        autoFocus
        placeholder="Find a thread"
        value={query}
        onChange={(event) => search(event.target.value)}
        onKeyDown={press}
        className={classNames(fieldClass, "h-9 max-md:h-11")}
      />
      <ul
        ref={list}
        id={`${id}-list`}
        role="listbox"
        aria-label="Threads"
        className="scroll-quiet h-44 overflow-y-auto rounded-md border border-line p-1"
      >
        {targets.map((target) => (
          <li
            key={target.id}
            id={`${id}-${target.id}`}
            role="option"
            aria-selected={target.id === chosen}
            // The field keeps the focus: the list is walked from it.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(target.id)}
            className={classNames(
              "flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm hover:bg-hover max-md:min-h-touch",
              target.id === chosen && "bg-active hover:bg-active",
            )}
          >
            <span className="grid w-6 shrink-0 place-items-center">
              <ThreadIcon threadId={target.id} />
            </span>
            <span className="min-w-0 flex-1 truncate">{target.title}</span>
            {target.id === chosen && <Check aria-hidden="true" className="size-4 shrink-0 text-accent-text" />}
          </li>
        ))}
        {targets.length === 0 && (
          <li role="presentation" className="px-2 py-6 text-center text-sm text-text-3">
            No thread of yours that you can write in is called “{query}”.
          </li>
        )}
      </ul>
    </div>
  );
}
