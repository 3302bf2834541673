"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Row } from "./message-rows.ts";

const STEPS: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, k: -1, j: 1 };

type RovingInput = { rows: readonly Row[]; focusComposer: () => void };

/** One stop for Tab in the whole list, moved by the arrow keys. `focusedKey` is the row that has focus, or null. */
export function useRovingRows({ rows, focusComposer }: RovingInput) {
  const [lastKey, setFocusedKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const focusedKey = lastKey !== null && rows.some(({ key }) => key === lastKey) ? lastKey : null;
  const listElement = useRef<HTMLElement | null>(null);

  const focusWanted = () => {
    if (wanted.current === null) return;
    const index = rows.findIndex(({ key }) => key === wanted.current);
    const row = listElement.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  };
  // The row may be mounted only by a render that the key press caused.
  useLayoutEffect(focusWanted);

  const focusRow = (index: number, list: Virtualizer<HTMLDivElement, HTMLDivElement>) => {
    const row = rows[index];
    if (!row) return;
    wanted.current = row.key;
    setFocusedKey(row.key);
    list.scrollToIndex(index, { align: "auto" });
    // Where it stands already, no render may come: what is still wanted later would then take focus from elsewhere.
    focusWanted();
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    listElement.current = event.currentTarget;
    // Whatever has focus now is where the person went last.
    wanted.current = null;
    const row = event.target.closest<HTMLElement>("[data-row]");
    const key = row && rows[Number(row.dataset.row)]?.key;
    if (key) setFocusedKey(key);
  };

  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    // A window that loses focus gives it back to the same row: then nothing was left.
    if (!relatedTarget || currentTarget.contains(relatedTarget)) return;
    wanted.current = null;
    setFocusedKey(null);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, list: Virtualizer<HTMLDivElement, HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const row = target.closest<HTMLElement>("[data-row]");
    // A menu or window of a row is in it for React only, and has its own keys; so have toolbars and scrolling code.
    if (!row || target.closest("[role=toolbar], [role=alertdialog], pre")) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      if (target === row) focusComposer();
      else row.focus();
      return;
    }
    const step = target === row || event.key.startsWith("Arrow") ? STEPS[event.key] : undefined;
    const index = Number(row.dataset.row);
    const edge = target !== row ? null : event.key === "Home" ? 0 : event.key === "End" ? rows.length - 1 : null;
    const to = step === undefined ? edge : index + step;
    if (to === null) return;
    event.preventDefault();
    if (to >= rows.length) focusComposer();
    else focusRow(Math.max(to, 0), list);
  };

  return { focusedKey, onFocus, onBlur, onKeyDown };
}
