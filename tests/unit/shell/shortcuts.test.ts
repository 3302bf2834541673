import { describe, expect, it } from "vitest";
import { chordText, type KeyPress, SHORTCUTS, shortcutOf, shortcutText } from "../../../components/shell/shortcuts.ts";

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  code: "",
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  ...held,
});
const onLinux = { mac: false, typing: false };

describe("shortcuts", () => {
  it("knows Ctrl K on Linux and ⌘ K on a Mac, and neither the other way round", () => {
    expect(shortcutOf(press("k", { ctrlKey: true }), onLinux)).toBe("switcher");
    expect(shortcutOf(press("k", { metaKey: true }), { mac: true, typing: false })).toBe("switcher");
    expect(shortcutOf(press("k", { metaKey: true }), onLinux)).toBeNull();
    expect(shortcutOf(press("k", { ctrlKey: true }), { mac: true, typing: false })).toBeNull();
    expect(shortcutOf(press("k"), onLinux)).toBeNull();
  });

  it("finds a letter by its key where the layout writes another one", () => {
    expect(shortcutOf(press("л", { ctrlKey: true, code: "KeyK" }), onLinux)).toBe("switcher");
  });

  it("tells threads from unread threads by Shift", () => {
    expect(shortcutOf(press("ArrowDown", { altKey: true }), onLinux)).toBe("nextThread");
    expect(shortcutOf(press("ArrowDown", { altKey: true, shiftKey: true }), onLinux)).toBe("nextUnread");
    expect(shortcutOf(press("ArrowUp", { altKey: true, shiftKey: true }), onLinux)).toBe("previousUnread");
  });

  it("takes ? however the layout types it, and never while somebody types", () => {
    expect(shortcutOf(press("?", { shiftKey: true }), onLinux)).toBe("help");
    expect(shortcutOf(press("?"), onLinux)).toBe("help");
    expect(shortcutOf(press("?", { shiftKey: true }), { mac: false, typing: true })).toBeNull();
    expect(shortcutOf(press("/", { ctrlKey: true }), { mac: false, typing: true })).toBe("help");
  });

  it("leaves Escape to the field that is typed in, and takes Shift Escape from everywhere", () => {
    expect(shortcutOf(press("Escape"), onLinux)).toBe("markRead");
    expect(shortcutOf(press("Escape"), { mac: false, typing: true })).toBeNull();
    expect(shortcutOf(press("Escape", { shiftKey: true }), { mac: false, typing: true })).toBe("markAllRead");
  });

  it("binds each chord once, so that the help overlay tells the truth", () => {
    const chords = SHORTCUTS.flatMap((shortcut) => shortcut.chords);
    expect(new Set(chords).size).toBe(chords.length);
    expect(new Set(SHORTCUTS.map(({ name }) => name)).size).toBe(SHORTCUTS.length);
  });

  it("writes chords as people do", () => {
    expect(chordText("alt+shift+arrowdown", true)).toBe("⌥⇧↓");
    expect(chordText("alt+shift+arrowdown", false)).toBe("Alt Shift ↓");
    expect(shortcutText("switcher", true)).toBe("⌘K");
    expect(shortcutText("switcher", false)).toBe("Ctrl K");
  });
});
