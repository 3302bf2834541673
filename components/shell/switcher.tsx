"use client";

import { Dialog } from "@base-ui/react/dialog";
import { Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";
import { classNames } from "../ui/class-names.ts";
import { Kbd } from "../ui/kbd.tsx";
import { closeLayer } from "./shell-state.ts";
import { type SwitcherItem, useSwitcherItems } from "./use-switcher-items.tsx";

/** ⌘K: every thread, every person, every command, by typing a part of its name. */
export function Switcher() {
  return (
    <Dialog.Root open onOpenChange={(open) => !open && closeLayer()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fixed inset-0 z-40 bg-scrim" />
        <Dialog.Popup className="fixed top-[12dvh] left-1/2 z-50 flex max-h-[min(28rem,70dvh)] w-[36rem] max-w-[calc(100vw-2rem)] -translate-x-1/2 flex-col overflow-hidden rounded-lg border border-line bg-raised text-text shadow-raised outline-none max-md:inset-0 max-md:h-dvh max-md:max-h-none max-md:w-full max-md:max-w-none max-md:translate-x-0 max-md:rounded-none max-md:border-0 max-md:pt-[env(safe-area-inset-top)]">
          <Dialog.Title className="sr-only">Jump to a thread or person, or run a command</Dialog.Title>
          <Palette />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Palette() {
  const id = useId();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const groups = useSwitcherItems(query);
  const items = groups.flatMap((group) => group.items);
  const active = items.find(({ key }) => key === chosen) ?? items[0];

  const run = (item: SwitcherItem) => {
    closeLayer();
    item.run();
  };
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && active) {
      event.preventDefault();
      setChosen(items.at((items.indexOf(active) + step) % items.length)?.key ?? null);
    } else if (event.key === "Enter" && active) {
      event.preventDefault();
      run(active);
    }
  };

  return (
    <>
      <div className="flex shrink-0 items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden="true" className="size-4 shrink-0 text-text-3" />
        <input
          autoFocus
          role="combobox"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-label="Thread, person or command"
          aria-controls={`${id}-list`}
          aria-activedescendant={active && `${id}-${active.key}`}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setChosen(null);
          }}
          onKeyDown={press}
          placeholder="Thread, person or command"
          className="h-12 min-w-0 flex-1 bg-transparent text-md outline-none"
        />
        <button type="button" onClick={closeLayer} className="rounded-sm max-md:p-2">
          <Kbd keys="Esc" className="max-md:hidden" />
          <span className="text-sm font-semibold text-text-2 md:sr-only"> Close</span>
        </button>
      </div>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="What to jump to"
        className="scroll-quiet min-h-0 flex-1 overflow-y-auto p-2"
      >
        {groups.map(({ heading, items: found }) => (
          <div key={heading} role="group" aria-labelledby={`${id}-${heading.replace(" ", "-")}`}>
            <div id={`${id}-${heading.replace(" ", "-")}`} className="px-2 pt-2 pb-1 text-xs font-semibold text-text-3">
              {heading}
            </div>
            {found.map((item) => (
              <Option
                key={item.key}
                id={`${id}-${item.key}`}
                item={item}
                active={item === active}
                onRun={() => run(item)}
              />
            ))}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p role="status" className="px-4 pb-8 text-center text-sm text-text-3">
          Nothing is called “{query}”.
        </p>
      )}
    </>
  );
}

type OptionProps = { id: string; item: SwitcherItem; active: boolean; onRun: () => void };

function Option({ id, item, active, onRun }: OptionProps) {
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) row.current?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={active}
      // The field keeps the focus: the list is walked from it.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onRun}
      className={classNames(
        "flex min-h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm hover:bg-hover max-md:min-h-touch [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:stroke-[1.75] [&_svg]:text-text-3",
        active && "bg-active hover:bg-active",
      )}
    >
      <span className="grid w-6 shrink-0 place-items-center">{item.icon}</span>
      <span className="min-w-0 flex-1 truncate">{item.name}</span>
      {item.note}
    </div>
  );
}
