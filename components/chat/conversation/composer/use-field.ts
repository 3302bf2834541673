"use client";

import { type RefObject, useCallback, useMemo, useState } from "react";
import type { Selected } from "./text-format.ts";

/** The stretch in which two texts differ. */
function difference(before: string, after: string): { from: number; to: number; inserted: string } {
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let tail = 0;
  while (tail < shorter - from && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  return { from, to: before.length - tail, inserted: after.slice(from, after.length - tail) };
}

/** Changes the field as typing would, so that the browser's own undo takes it back. */
function typeInto(field: HTMLTextAreaElement, { text, start, end }: Selected): void {
  const { from, to, inserted } = difference(field.value, text);
  field.focus();
  field.setSelectionRange(from, to);
  if (inserted !== "") document.execCommand("insertText", false, inserted);
  else if (from !== to) document.execCommand("delete");
  field.setSelectionRange(start, end);
}

export type Field = {
  text: string;
  caret: number;
  /** Sets the text anew, as when another message is opened: nothing to undo. */
  setText: (text: string) => void;
  /** Takes over what the field holds after it was typed into. */
  read: () => void;
  /** Takes over where the caret is, and nothing else: React may tell of a selection while it is still changing the text. */
  readCaret: () => void;
  /** Changes text and selection as typing would. */
  edit: (change: (selected: Selected) => Selected | null) => void;
  focus: () => void;
};

/** The text of a field and where its caret is. */
export function useField(ref: RefObject<HTMLTextAreaElement | null>, initial: string): Field {
  const [text, setText] = useState(initial);
  const [caret, setCaret] = useState(initial.length);

  const readCaret = useCallback(() => {
    const field = ref.current;
    if (field) setCaret(field.selectionStart === field.selectionEnd ? field.selectionStart : -1);
  }, [ref]);

  const read = useCallback(() => {
    if (ref.current) setText(ref.current.value);
    readCaret();
  }, [ref, readCaret]);

  const edit = useCallback(
    (change: (selected: Selected) => Selected | null) => {
      const field = ref.current;
      if (!field) return;
      const next = change({ text: field.value, start: field.selectionStart, end: field.selectionEnd });
      if (next) typeInto(field, next);
    },
    [ref],
  );

  const focus = useCallback(() => ref.current?.focus({ preventScroll: true }), [ref]);
  return useMemo(
    () => ({ text, caret, setText, read, readCaret, edit, focus }),
    [text, caret, read, readCaret, edit, focus],
  );
}
