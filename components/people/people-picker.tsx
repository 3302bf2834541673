"use client";

import { Check, X } from "lucide-react";
import { type KeyboardEvent, useId, useRef, useState } from "react";
import { useMe, usePeopleSearch } from "../../lib/client/hooks.ts";
import type { PersonView } from "../../lib/contract/people.ts";
import { classNames } from "../ui/class-names.ts";
import { PersonAvatar } from "./person-avatar.tsx";

type PeoplePickerProps = {
  label: string;
  chosen: readonly PersonView[];
  onChange: (people: PersonView[]) => void;
  max: number;
  /** Those who are left out: they are in the thread already. */
  exceptIds?: readonly string[];
  /** The person themself can be chosen, too. */
  withMe?: boolean;
  autoFocus?: boolean;
};

/** Finds people by name and collects them. Type, arrows, Enter; Backspace takes the last one back. */
export function PeoplePicker({
  label,
  chosen,
  onChange,
  max,
  exceptIds = [],
  withMe = false,
  autoFocus,
}: PeoplePickerProps) {
  const me = useMe();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const { people, loading, failed } = usePeopleSearch(query);
  const input = useRef<HTMLInputElement>(null);
  const id = useId();
  const found = people.filter(
    (person) => (withMe || person.id !== me.id) && person.status === "ACTIVE" && !exceptIds.includes(person.id),
  );
  const highlighted = found[Math.min(at, found.length - 1)];
  const isChosen = (person: PersonView) => chosen.some((other) => other.id === person.id);

  const toggle = (person: PersonView) => {
    if (isChosen(person)) onChange(chosen.filter((other) => other.id !== person.id));
    else if (chosen.length < max) onChange([...chosen, person]);
    setQuery("");
    setAt(0);
    input.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const next = Math.min(at, found.length - 1) + (event.key === "ArrowDown" ? 1 : -1);
      setAt(Math.max(0, Math.min(found.length - 1, next)));
    } else if (event.key === "Enter" && highlighted && (query !== "" || chosen.length === 0)) {
      event.preventDefault();
      toggle(highlighted);
    } else if (event.key === "Backspace" && query === "") onChange(chosen.slice(0, -1));
  };

  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-semibold">
        {label}
      </label>
      {/* The field is the input; the frame around it only widens what can be clicked. */}
      <div
        onPointerDown={(event) => {
          if (event.target === event.currentTarget) {
            event.preventDefault();
            input.current?.focus();
          }
        }}
        className="flex max-h-28 shrink-0 flex-wrap items-center gap-1.5 overflow-y-auto rounded-md border border-line bg-bg p-1.5 focus-within:border-accent focus-within:outline-1 focus-within:outline-accent"
      >
        {chosen.map((person) => (
          <span
            key={person.id}
            className="flex items-center gap-1.5 rounded-sm bg-accent-soft py-0.5 pr-0.5 pl-1 text-sm font-medium text-accent-text"
          >
            <PersonAvatar userId={person.id} size={18} />
            {person.displayName}
            <button
              type="button"
              aria-label={`Take ${person.displayName} out`}
              onClick={() => toggle(person)}
              className="grid size-5 place-items-center rounded-sm hover:bg-hover max-md:size-8"
            >
              <X aria-hidden="true" className="size-3.5" />
            </button>
          </span>
        ))}
        <input
          ref={input}
          id={id}
          role="combobox"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={highlighted ? `${id}-${highlighted.id}` : undefined}
          autoComplete="off"
          autoFocus={autoFocus}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={press}
          placeholder={chosen.length === 0 ? "Name or username" : ""}
          className="h-6 min-w-24 flex-1 bg-transparent px-1 text-sm outline-none max-md:h-8"
        />
      </div>
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label="People"
        aria-multiselectable="true"
        aria-busy={loading}
        className="scroll-quiet h-56 min-h-24 overflow-y-auto rounded-md border border-line p-1"
      >
        {found.map((person) => (
          <li
            key={person.id}
            id={`${id}-${person.id}`}
            role="option"
            aria-selected={isChosen(person)}
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => toggle(person)}
            className={classNames(
              "flex min-h-10 cursor-default items-center gap-2.5 rounded-sm px-2 py-1 text-sm hover:bg-hover max-md:min-h-touch",
              person === highlighted && "bg-hover",
            )}
          >
            <PersonAvatar userId={person.id} size={28} />
            <span className="min-w-0 flex-1 truncate">
              {person.displayName}
              <span className="ml-2 text-xs text-text-3">
                {[person.username && `@${person.username}`, person.title].filter(Boolean).join(" · ")}
              </span>
            </span>
            {isChosen(person) && <Check aria-hidden="true" className="size-4 text-accent-text" />}
          </li>
        ))}
        {found.length === 0 && !loading && (
          <li role="presentation" className="px-2 py-6 text-center text-sm text-text-3">
            {failed
              ? "The server cannot be reached."
              : query
                ? `Nobody is called “${query}”.`
                : "Nobody else is here yet."}
          </li>
        )}
      </ul>
      {chosen.length >= max && <p className="text-xs text-text-3">That is as many as can be chosen at once.</p>}
    </div>
  );
}
