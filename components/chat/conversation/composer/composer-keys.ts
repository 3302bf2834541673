import type { PreferenceView } from "../../../../lib/contract/preferences.ts";

export type ComposerKey =
  | "send"
  | "break"
  | "editLast"
  | "cancel"
  | "bold"
  | "italic"
  | "code"
  | "strike"
  | "link"
  | null;

export type KeyFacts = {
  key: string;
  keyCode: number;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
};

export type ComposerFacts = {
  sendKey: PreferenceView["sendKey"];
  /** On a touch keyboard Enter breaks the line: the button sends. */
  touch: boolean;
  empty: boolean;
  hasSelection: boolean;
};

const FORMATS: Partial<Record<string, ComposerKey>> = { b: "bold", i: "italic", e: "code", k: "link" };

/**
 * What a key does in the composer. While an input method composes, nothing: the Enter that accepts a word must never
 * send. Safari reports that Enter after the composition has ended, with the key code 229.
 */
export function composerKey(press: KeyFacts, facts: ComposerFacts): ComposerKey {
  if (press.isComposing || press.keyCode === 229 || press.key === "Process") return null;
  const mod = press.ctrlKey || press.metaKey;
  if (press.key === "Enter") return enterKey(press, facts, mod);
  if (press.key === "Escape") return "cancel";
  if (press.key === "ArrowUp" && facts.empty && !mod && !press.shiftKey && !press.altKey) return "editLast";
  if (!mod || press.altKey) return null;
  if (press.shiftKey) return press.key.toLowerCase() === "x" ? "strike" : null;
  const format = FORMATS[press.key.toLowerCase()] ?? null;
  // Without selected words the same keys jump to another thread.
  return format === "link" && !facts.hasSelection ? null : format;
}

function enterKey(press: KeyFacts, { sendKey, touch }: ComposerFacts, mod: boolean): ComposerKey {
  if (mod) return "send";
  if (press.shiftKey || press.altKey || touch || sendKey === "ctrl-enter") return "break";
  return "send";
}
