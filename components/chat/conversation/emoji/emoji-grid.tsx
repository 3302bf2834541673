"use client";

import { type KeyboardEvent, useEffect, useMemo, useState } from "react";
import { useAllCustomEmoji } from "../../../../lib/client/hooks.ts";
import { writtenEmoji } from "../../../../lib/contract/emoji-name.ts";
import { classNames } from "../../../ui/class-names.ts";
import { Input } from "../../../ui/input.tsx";
import { type BookEmoji, type EmojiGroup, findInBook, loadEmojiBook } from "./emoji-book.ts";
import { EmojiSign } from "./emoji-sign.tsx";
import { useEmojiHabits } from "./emoji-habits.ts";
import { TonePicker } from "./tone-picker.tsx";
import { type Tone, withTone } from "./emoji-tone.ts";

const COLUMNS = 8;
const SHOWN = 64;
const RECENT = 24;

const STEPS: Partial<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>("button")];
  const at = buttons.indexOf(event.target as HTMLElement);
  if (step === undefined || at < 0) return;
  event.preventDefault();
  buttons[at + step]?.focus();
}

function useEmojiBook(): { groups: readonly EmojiGroup[]; failed: boolean } {
  const [book, setBook] = useState<{ groups: readonly EmojiGroup[]; failed: boolean }>({ groups: [], failed: false });
  useEffect(() => {
    let left = false;
    loadEmojiBook().then(
      (groups) => !left && setBook({ groups, failed: false }),
      () => !left && setBook({ groups: [], failed: true }),
    );
    return () => {
      left = true;
    };
  }, []);
  return book;
}

/** The workspace's own, as one more group; none where there are none. */
function useCustomGroup(): readonly EmojiGroup[] {
  const all = useAllCustomEmoji();
  return useMemo(() => {
    const emoji = Object.keys(all).map((name) => ({ emoji: writtenEmoji(name), label: name, names: [name] }));
    const [first] = emoji;
    return first ? [{ name: "Ours", sign: first.emoji, emoji }] : [];
  }, [all]);
}

/** Emoji to pick from: the last used, one group after another, or what answers to a word. */
export function EmojiGrid({ onPick }: { onPick: (emoji: string) => void }) {
  const [query, setQuery] = useState("");
  const [group, setGroup] = useState<string | null>(null);
  const { groups: book, failed } = useEmojiBook();
  const custom = useCustomGroup();
  const groups = useMemo(() => (book.length === 0 ? [] : [...book, ...custom]), [book, custom]);
  const { habits, noteUse } = useEmojiHabits();
  const wanted = query.trim().toLowerCase();
  const recent = useMemo(() => recentOf(habits.used, groups), [habits.used, groups]);
  const found = useMemo(() => (wanted ? findInBook(groups, wanted, SHOWN) : []), [groups, wanted]);
  const openGroup = groups.find(({ name }) => name === group) ?? groups[0];
  const shown = wanted ? found : group === null && recent.length > 0 ? recent : (openGroup?.emoji ?? []);
  const title = wanted ? "Found" : group === null && recent.length > 0 ? "Recent" : (openGroup?.name ?? "");
  const pick = (emoji: string) => {
    noteUse(emoji);
    onPick(emoji);
  };
  return (
    <div className="flex w-80 max-w-full flex-col gap-1.5 p-2">
      <div className="flex items-center gap-1.5">
        <Input
          aria-label="Search emoji"
          placeholder="Search emoji"
          // Loaded after its popup has opened, it asks for focus itself; on a phone that would bring up the keyboard.
          autoFocus={matchMedia("(hover: hover)").matches}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const first = shown[0];
            if (event.key !== "Enter" || !wanted || !first || event.nativeEvent.isComposing) return;
            event.preventDefault();
            pick(withTone(first.emoji, habits.tone));
          }}
        />
        <TonePicker />
      </div>
      <GroupTabs groups={groups} hasRecent={recent.length > 0} open={title} onOpen={setGroup} />
      <div
        role="group"
        aria-label={title || "Emoji"}
        onKeyDown={moveFocus}
        className="scroll-quiet grid h-54 auto-rows-[2.25rem] grid-cols-8 content-start overflow-y-auto"
      >
        {shown.map((one) => (
          <EmojiButton key={one.emoji} one={one} tone={title === "Recent" ? 0 : habits.tone} onPick={pick} />
        ))}
        {groups.length > 0 && shown.length === 0 && (
          <p className="col-span-8 py-4 text-center text-sm text-text-3">No emoji by that name.</p>
        )}
        {failed && (
          <p className="col-span-8 py-4 text-center text-sm text-text-3">The emoji could not be loaded. Try again.</p>
        )}
      </div>
    </div>
  );
}

/** Recent ones have their tone already, and are called by it only where the book has no name for them. */
function recentOf(used: readonly { emoji: string }[], groups: readonly EmojiGroup[]): BookEmoji[] {
  const known = new Map(groups.flatMap(({ emoji }) => emoji).map((one) => [one.emoji, one]));
  return used.slice(0, RECENT).map(({ emoji }) => known.get(emoji) ?? { emoji, label: emoji, names: [] });
}

function EmojiButton({ one, tone, onPick }: { one: BookEmoji; tone: Tone; onPick: (emoji: string) => void }) {
  const emoji = withTone(one.emoji, tone);
  return (
    <button
      type="button"
      aria-label={one.label}
      title={one.label}
      onClick={() => onPick(emoji)}
      className="grid place-items-center rounded-sm text-xl leading-none hover:bg-hover"
    >
      <EmojiSign emoji={emoji} />
    </button>
  );
}

type GroupTabsProps = {
  groups: readonly EmojiGroup[];
  hasRecent: boolean;
  open: string;
  onOpen: (group: string | null) => void;
};

function GroupTabs({ groups, hasRecent, open, onOpen }: GroupTabsProps) {
  const tabs = [...(hasRecent ? [{ name: "Recent", sign: "🕘" }] : []), ...groups];
  return (
    <div role="group" aria-label="Groups" className="flex h-8 justify-between border-b border-line pb-1">
      {tabs.map(({ name, sign }) => (
        <button
          key={name}
          type="button"
          aria-label={name}
          title={name}
          aria-pressed={open === name}
          onClick={() => onOpen(name === "Recent" ? null : name)}
          className={classNames(
            "grid size-7 place-items-center rounded-sm text-base leading-none grayscale-60 hover:bg-hover",
            open === name && "bg-active grayscale-0",
          )}
        >
          <EmojiSign emoji={sign} />
        </button>
      ))}
    </div>
  );
}
