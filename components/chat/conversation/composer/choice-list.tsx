"use client";

import {
  type KeyboardEvent,
  type ReactNode,
  type Ref,
  useEffect,
  useId,
  useImperativeHandle,
  useRef,
  useState,
} from "react";
import { classNames } from "../../../ui/class-names.ts";

export type Choice = {
  key: string;
  picture: ReactNode;
  title: string;
  detail?: string | undefined;
};

/** What the composer hands keys to while a list is open. */
export type ChoiceKeys = { onKey: (event: KeyboardEvent) => boolean };

type ChoiceListProps<C extends Choice> = {
  label: string;
  choices: readonly C[];
  onPick: (choice: C) => void;
  /** Tells which option is the current one, for aria-activedescendant; null while there is none. */
  onActive: (id: string | null) => void;
  listId: string;
  keys: Ref<ChoiceKeys>;
};

const STEPS: Partial<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

/** What can be completed, above the composer. Focus stays in the text. */
export function ChoiceList<C extends Choice>({ label, choices, onPick, onActive, listId, keys }: ChoiceListProps<C>) {
  const [picked, setPicked] = useState<string | null>(null);
  const at = Math.max(
    0,
    choices.findIndex(({ key }) => key === picked),
  );
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);
  const activeId = choices[at] ? `${prefix}-${at}` : null;

  useEffect(() => {
    onActive(activeId);
    return () => onActive(null);
  }, [activeId, onActive]);
  useEffect(() => {
    list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  useImperativeHandle(keys, () => ({
    onKey(event) {
      const choice = choices[at];
      if (!choice) return false;
      const step = STEPS[event.key];
      if (step !== undefined) setPicked(choices[(at + step + choices.length) % choices.length]?.key ?? null);
      else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) onPick(choice);
      else return false;
      return true;
    },
  }));

  if (choices.length === 0) return null;
  return (
    <div
      ref={list}
      id={listId}
      role="listbox"
      aria-label={label}
      className="scroll-quiet absolute bottom-full left-0 z-30 mb-1.5 max-h-75 w-full max-w-lg overflow-y-auto rounded-lg border border-line bg-raised p-1 shadow-raised"
    >
      {choices.map((choice, index) => (
        <div
          key={choice.key}
          id={`${prefix}-${index}`}
          role="option"
          aria-selected={index === at}
          // The press must not take focus from the text.
          onMouseDown={(event) => event.preventDefault()}
          onMouseMove={() => setPicked(choice.key)}
          onClick={() => onPick(choice)}
          className={classNames(
            "flex h-9 cursor-default items-center gap-2.5 rounded-sm px-2 text-sm max-md:h-touch",
            index === at && "bg-active",
          )}
        >
          <span className="grid w-6 shrink-0 place-items-center">{choice.picture}</span>
          <span className="truncate font-medium">{choice.title}</span>
          {choice.detail && <span className="truncate text-xs text-text-2">{choice.detail}</span>}
        </div>
      ))}
    </div>
  );
}
