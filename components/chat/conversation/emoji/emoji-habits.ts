"use client";

import { useSyncExternalStore } from "react";
import { useMe } from "../../../../lib/client/hooks.ts";
import { TONES, type Tone } from "./emoji-tone.ts";

/** What this person reaches for on this device. */
export type Habits = {
  tone: Tone;
  /** The last used first. */
  used: readonly { emoji: string; times: number }[];
};

const REMEMBERED = 40;
const NONE: Habits = { tone: 0, used: [] };
/** Before there are habits. */
const QUICK = ["✅", "👍", "🙏"];

const keyOf = (userId: string) => `confab.emoji.${userId}`;

/** The three to offer at once: the most used, and until then those that everybody uses. */
export function quickThree({ used }: Habits): string[] {
  const often = used.filter(({ times }) => times > 2).sort((a, b) => b.times - a.times);
  return [...new Set([...often.map(({ emoji }) => emoji), ...QUICK])].slice(0, 3);
}

/** The habits after an emoji was picked. */
export function afterUse({ tone, used }: Habits, emoji: string): Habits {
  const times = used.find((one) => one.emoji === emoji)?.times ?? 0;
  const rest = used.filter((one) => one.emoji !== emoji);
  return { tone, used: [{ emoji, times: times + 1 }, ...rest].slice(0, REMEMBERED) };
}

/** What a device kept, or nothing where that is not to be read. */
export function readHabits(kept: string | null): Habits {
  try {
    const { tone, used } = JSON.parse(kept ?? "") as { tone: unknown; used: unknown };
    const isUse = (one: unknown): one is Habits["used"][number] =>
      typeof (one as { emoji?: unknown })?.emoji === "string" && typeof (one as { times?: unknown }).times === "number";
    return {
      tone: TONES.find((one) => one === tone) ?? 0,
      used: Array.isArray(used) ? used.filter(isUse).slice(0, REMEMBERED) : [],
    };
  } catch {
    return NONE;
  }
}

const known = new Map<string, Habits>();
const listeners = new Set<() => void>();

function habitsOf(userId: string): Habits {
  const before = known.get(userId);
  if (before) return before;
  let kept: string | null = null;
  try {
    kept = localStorage.getItem(keyOf(userId));
  } catch {
    // Storage is forbidden: habits then last as long as the page.
  }
  const habits = readHabits(kept);
  known.set(userId, habits);
  return habits;
}

function keep(userId: string, habits: Habits): void {
  known.set(userId, habits);
  try {
    localStorage.setItem(keyOf(userId), JSON.stringify(habits));
  } catch {
    // As above.
  }
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The person's habits, with what changes them. */
export function useEmojiHabits(): { habits: Habits; noteUse: (emoji: string) => void; setTone: (tone: Tone) => void } {
  const { id } = useMe();
  const habits = useSyncExternalStore(
    subscribe,
    () => habitsOf(id),
    () => NONE,
  );
  return {
    habits,
    noteUse: (emoji) => keep(id, afterUse(habitsOf(id), emoji)),
    setTone: (tone) => keep(id, { ...habitsOf(id), tone }),
  };
}
