"use client";

import { type KeyboardEvent, useMemo, useState } from "react";
import { Input } from "../../../ui/input.tsx";
import { useEmoji } from "./choices.tsx";
import { findEmoji, type NamedEmoji } from "./emoji-list.ts";

const COLUMNS = 8;
const SHOWN = 64;

/** What people reach for first; the rest is found by name. */
const FIRST =
  "thumbsup tada eyes heart joy pray white_check_mark fire rocket wave raised_hands clap smile grinning slightly_smiling_face thinking sob sweat_smile rofl sunglasses heart_eyes partying_face hugs shrug facepalm muscle ok_hand point_up thumbsdown x warning question bulb bug wrench hammer_and_wrench package memo calendar clock1 coffee pizza beers cake sunny umbrella snowflake star zap rainbow dog cat unicorn see_no_evil crossed_fingers 100 checkered_flag hourglass lock key mag bell mega link pushpin".split(
    " ",
  );

function firstOnes(list: readonly NamedEmoji[]): NamedEmoji[] {
  const byName = new Map(list.map((one) => [one.name, one]));
  return FIRST.flatMap((name) => byName.get(name) ?? []);
}

const STEPS: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = buttons.indexOf(event.target as HTMLElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}

/** Emoji to pick from, searched by name. */
export function EmojiGrid({ onPick }: { onPick: (emoji: string) => void }) {
  const [query, setQuery] = useState("");
  const list = useEmoji();
  const found = useMemo(() => {
    const wanted = query.trim().toLowerCase().replace(/\s+/g, "_");
    return wanted === "" ? firstOnes(list) : findEmoji(list, wanted, SHOWN);
  }, [list, query]);
  return (
    <div className="flex w-80 max-w-full flex-col gap-2 p-2">
      <Input
        aria-label="Search emoji"
        placeholder="Search emoji"
        value={query}
        onChange={(event) => setQuery(event.target.value)}
      />
      <div
        role="group"
        aria-label="Emoji"
        onKeyDown={moveFocus}
        className="scroll-quiet grid h-56 auto-rows-[2.25rem] grid-cols-8 overflow-y-auto"
      >
        {found.map(({ emoji, name }) => (
          <button
            key={name}
            type="button"
            aria-label={name.replaceAll("_", " ")}
            title={`:${name}:`}
            onClick={() => onPick(emoji)}
            className="grid place-items-center rounded-sm text-xl leading-none hover:bg-hover"
          >
            {emoji}
          </button>
        ))}
      </div>
      {list.length > 0 && found.length === 0 && (
        <p className="pb-2 text-center text-sm text-text-3">No emoji by that name.</p>
      )}
    </div>
  );
}
