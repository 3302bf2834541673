import { describe, expect, it } from "vitest";
import {
  type ComposerFacts,
  composerKey,
  type KeyFacts,
} from "../../../components/chat/conversation/composer/composer-keys.ts";

const press = (key: string, more: Partial<KeyFacts> = {}): KeyFacts => ({
  key,
  keyCode: 0,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  isComposing: false,
  ...more,
});
const facts = (more: Partial<ComposerFacts> = {}): ComposerFacts => ({
  sendKey: "enter",
  touch: false,
  empty: false,
  hasSelection: false,
  ...more,
});

describe("composerKey", () => {
  it("sends with Enter and breaks the line with Shift+Enter", () => {
    expect(composerKey(press("Enter"), facts())).toBe("send");
    expect(composerKey(press("Enter", { shiftKey: true }), facts())).toBe("break");
  });

  it("never sends while an input method composes", () => {
    expect(composerKey(press("Enter", { isComposing: true }), facts())).toBeNull();
    expect(composerKey(press("Enter", { keyCode: 229 }), facts())).toBeNull();
    expect(composerKey(press("Process"), facts())).toBeNull();
  });

  it("sends with Ctrl+Enter only for those who want that, and always with it", () => {
    expect(composerKey(press("Enter"), facts({ sendKey: "ctrl-enter" }))).toBe("break");
    expect(composerKey(press("Enter", { ctrlKey: true }), facts({ sendKey: "ctrl-enter" }))).toBe("send");
    expect(composerKey(press("Enter", { metaKey: true }), facts())).toBe("send");
    expect(composerKey(press("Enter"), facts({ touch: true }))).toBe("break");
  });

  it("edits the last message with ↑ only where there is no text to move in", () => {
    expect(composerKey(press("ArrowUp"), facts({ empty: true }))).toBe("editLast");
    expect(composerKey(press("ArrowUp"), facts())).toBeNull();
    expect(composerKey(press("ArrowUp", { shiftKey: true }), facts({ empty: true }))).toBeNull();
  });

  it("formats with the usual keys, and leaves ⌘K to the page unless words are selected", () => {
    expect(composerKey(press("b", { metaKey: true }), facts())).toBe("bold");
    expect(composerKey(press("I", { ctrlKey: true }), facts())).toBe("italic");
    expect(composerKey(press("e", { ctrlKey: true }), facts())).toBe("code");
    expect(composerKey(press("k", { metaKey: true }), facts())).toBeNull();
    expect(composerKey(press("k", { metaKey: true }), facts({ hasSelection: true }))).toBe("link");
    expect(composerKey(press("b"), facts())).toBeNull();
  });
});
