/** Every shortcut of the shell: the table binds them, and the help overlay and the tooltips are made from it. */

export type ShortcutName =
  | "switcher"
  | "help"
  | "nextThread"
  | "previousThread"
  | "nextUnread"
  | "previousUnread"
  | "nextRegion"
  | "previousRegion"
  | "toggleDetails"
  | "find"
  | "mute"
  | "markRead"
  | "markAllRead"
  | "settings";

export type Shortcut = {
  name: ShortcutName;
  does: string;
  group: "Getting around" | "Reading";
  /** Chords such as `mod+k`, `alt+shift+arrowdown`; `mod` is ⌘ on a Mac and Ctrl elsewhere. The first one is shown. */
  chords: readonly string[];
  /** Whether it also works while somebody types. Single characters must not. */
  whileTyping: boolean;
};

export const SHORTCUTS: readonly Shortcut[] = [
  {
    name: "switcher",
    does: "Jump to a thread or person, or run a command",
    group: "Getting around",
    chords: ["mod+k"],
    whileTyping: true,
  },
  { name: "nextThread", does: "Next thread", group: "Getting around", chords: ["alt+arrowdown"], whileTyping: true },
  {
    name: "previousThread",
    does: "Previous thread",
    group: "Getting around",
    chords: ["alt+arrowup"],
    whileTyping: true,
  },
  {
    name: "nextUnread",
    does: "Next unread thread",
    group: "Getting around",
    chords: ["alt+shift+arrowdown"],
    whileTyping: true,
  },
  {
    name: "previousUnread",
    does: "Previous unread thread",
    group: "Getting around",
    chords: ["alt+shift+arrowup"],
    whileTyping: true,
  },
  { name: "nextRegion", does: "Next part of the page", group: "Getting around", chords: ["f6"], whileTyping: true },
  {
    name: "previousRegion",
    does: "Previous part of the page",
    group: "Getting around",
    chords: ["shift+f6"],
    whileTyping: true,
  },
  {
    name: "toggleDetails",
    does: "Show or hide the details",
    group: "Getting around",
    chords: ["mod+."],
    whileTyping: true,
  },
  { name: "settings", does: "Settings", group: "Getting around", chords: ["mod+,"], whileTyping: true },
  { name: "help", does: "Keyboard shortcuts", group: "Getting around", chords: ["mod+/", "?"], whileTyping: true },
  { name: "find", does: "Find in the thread", group: "Reading", chords: ["mod+f"], whileTyping: true },
  { name: "mute", does: "Mute or unmute the thread", group: "Reading", chords: ["alt+shift+m"], whileTyping: true },
  {
    name: "markRead",
    does: "Close what is open, or mark the thread read",
    group: "Reading",
    chords: ["escape"],
    whileTyping: false,
  },
  { name: "markAllRead", does: "Mark everything read", group: "Reading", chords: ["shift+escape"], whileTyping: true },
];

export type KeyPress = Pick<KeyboardEvent, "key" | "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Which shortcut a key press is, or null. `typing`: focus is where text is entered. */
export function shortcutOf(press: KeyPress, at: { mac: boolean; typing: boolean }): ShortcutName | null {
  for (const { name, chords, whileTyping } of SHORTCUTS)
    for (const chord of chords) {
      const bare = chord.length === 1;
      if (at.typing && (bare || !whileTyping)) continue;
      if (matches(chord, press, at.mac)) return name;
    }
  return null;
}

function matches(chord: string, press: KeyPress, mac: boolean): boolean {
  const parts = chord.split("+");
  const key = parts.at(-1) ?? "";
  const wants = (modifier: string) => parts.slice(0, -1).includes(modifier);
  const main = mac ? press.metaKey : press.ctrlKey;
  const other = mac ? press.ctrlKey : press.metaKey;
  if (main !== wants("mod") || other || press.altKey !== wants("alt")) return false;
  // "?" and "/" sit on other keys, with or without Shift, in other layouts: the character decides.
  const shiftDecides = key.length > 1 || /[a-z]/.test(key);
  if (shiftDecides && press.shiftKey !== wants("shift")) return false;
  return press.key.toLowerCase() === key || (/^[a-z]$/.test(key) && press.code === `Key${key.toUpperCase()}`);
}

const MAC = { mod: "⌘", alt: "⌥", shift: "⇧" } as const;
const OTHER = { mod: "Ctrl", alt: "Alt", shift: "Shift" } as const;
const KEYS: Record<string, string> = { enter: "Enter", arrowup: "↑", arrowdown: "↓", escape: "Esc", f6: "F6" };

/** A chord as people write it: `⌘K` on a Mac, `Ctrl K` elsewhere. */
export function chordText(chord: string, mac: boolean): string {
  const names = mac ? MAC : OTHER;
  const parts = chord
    .split("+")
    .map((part) => names[part as keyof typeof names] ?? KEYS[part] ?? (part.length === 1 ? part.toUpperCase() : part));
  return parts.join(mac ? "" : " ");
}

/** The chord to show for a shortcut. */
export function shortcutText(name: ShortcutName, mac: boolean): string {
  const chord = SHORTCUTS.find((shortcut) => shortcut.name === name)?.chords[0];
  return chord ? chordText(chord, mac) : "";
}
