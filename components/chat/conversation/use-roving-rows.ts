"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import { type FocusEvent, type KeyboardEvent, useLayoutEffect, useRef, useState } from "react";
import type { Row } from "./message-rows.ts";

const STEPS: Partial<Record<string, number>> = { ArrowUp: -1, ArrowDown: 1, k: -1, j: 1 };

type RovingInput = { rows: readonly Row[]; focusComposer: () => void };

/** One stop for Tab in the whole list, moved by the arrow keys; the last row to begin with. */
export function useRovingRows({ rows, focusComposer }: RovingInput) {
  const [focusedKey, setFocusedKey] = useState<string | null>(null);
  const wanted = useRef<string | null>(null);
  const isThere = focusedKey !== null && rows.some(({ key }) => key === focusedKey);
  const activeKey = isThere ? focusedKey : (rows.at(-1)?.key ?? null);
  const listElement = useRef<HTMLElement | null>(null);

  // The row may be mounted only by the render that the key press caused.
  useLayoutEffect(() => {
    if (wanted.current === null) return;
    const index = rows.findIndex(({ key }) => key === wanted.current);
    const row = listElement.current?.querySelector<HTMLElement>(`[data-row="${index}"]`);
    if (!row) return;
    wanted.current = null;
    row.focus({ preventScroll: true });
  });

  const focusRow = (index: number, list: Virtualizer<HTMLDivElement, HTMLDivElement>) => {
    const row = rows[index];
    if (!row) return;
    wanted.current = row.key;
    setFocusedKey(row.key);
    list.scrollToIndex(index, { align: "auto" });
  };

  const onFocus = (event: FocusEvent<HTMLElement>) => {
    listElement.current = event.currentTarget;
    const row = event.target.closest<HTMLElement>("[data-row]");
    const key = row && rows[Number(row.dataset.row)]?.key;
    if (key) setFocusedKey(key);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>, list: Virtualizer<HTMLDivElement, HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (event.key === "Escape" && target.closest("[data-row]")) {
      event.preventDefault();
      event.stopPropagation();
      if (target.dataset.row === undefined) target.closest<HTMLElement>("[data-row]")?.focus();
      else focusComposer();
      return;
    }
    if (target.dataset.row === undefined) return;
    const index = Number(target.dataset.row);
    const step = STEPS[event.key];
    const to =
      event.key === "Home" ? 0 : event.key === "End" ? rows.length - 1 : step === undefined ? null : index + step;
    if (to === null) return;
    event.preventDefault();
    if (to >= rows.length) focusComposer();
    else focusRow(Math.max(to, 0), list);
  };

  return { activeKey, focusedKey, onFocus, onKeyDown };
}
