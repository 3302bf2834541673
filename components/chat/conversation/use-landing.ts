"use client";
"use no memo";

import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Timeline } from "../../../lib/client/hooks.ts";
import type { Row } from "./message-rows.ts";

/** How long a message that was jumped to stays marked. */
const MARKED_MS = 2_400;
/** In how many frames rows have their measure, at the most. */
const SETTLING_FRAMES = 12;

type LandingInput = {
  list: Virtualizer<HTMLDivElement, HTMLDivElement>;
  rows: readonly Row[];
  timeline: Timeline;
  landed: boolean;
  onLanded: () => void;
};

type Target = NonNullable<Timeline["target"]>;

function indexOfTarget({ messageId, seq }: Target, rows: readonly Row[]): number {
  if (messageId) return rows.findIndex((row) => row.kind === "message" && row.id === messageId);
  if (seq === null) return -1;
  return rows.findIndex((row) => row.kind === "message" && row.seq >= seq);
}

/** A row and where in the window it will stand. */
export type Landing = { index: number; align: "start" | "center" | "end" };

/** What the thread was asked to show: its last row where nothing, or nothing that is there, was named. */
export function landingOf(target: Timeline["target"], rows: readonly Row[]): Landing {
  const index = target ? indexOfTarget(target, rows) : -1;
  if (index < 0) return { index: rows.length - 1, align: "end" };
  return { index, align: target?.messageId ? "center" : "start" };
}

type Hold = { again(): void; stop(): void };

/**
 * Goes to a place and stays there while rows get their measure and pages arrive, both of which move it; any movement of
 * the reader's ends it. `again` is for rows that have just changed.
 */
function hold(list: Virtualizer<HTMLDivElement, HTMLDivElement>, go: () => void): Hold {
  const readers = new AbortController();
  let frame = 0;
  const stop = () => {
    cancelAnimationFrame(frame);
    readers.abort();
    // What the list is still on its way to is an index, and the next page would make that another row's.
    list.cancelScroll();
  };
  for (const sign of ["wheel", "touchmove", "keydown", "pointerdown"] as const)
    list.scrollElement?.addEventListener(sign, stop, { passive: true, signal: readers.signal });
  const step = (framesLeft: number): void => {
    go();
    if (framesLeft === 0) stop();
    else frame = requestAnimationFrame(() => step(framesLeft - 1));
  };
  step(SETTLING_FRAMES);
  return {
    again: () => {
      if (!readers.signal.aborted) go();
    },
    stop,
  };
}

/**
 * Goes where the thread was asked to show (PROTOCOL: the first unread, a message, or the end), once for each request.
 * Calls `onLanded` the first time: until then rows are measured out of sight, and shown where they will stay.
 * `goToEnd` goes to the last row that is loaded instead, and stays there in the same way.
 */
export function useLanding({ list, rows, timeline, landed, onLanded }: LandingInput) {
  const { target, status } = timeline;
  const [unmarkedNonce, setUnmarkedNonce] = useState(0);
  const done = useRef<number | null>(null);
  const nonce = target?.nonce ?? 0;
  // What was loaded before is shown even where loading it anew has failed.
  const ready = status === "ready" || (status === "error" && rows.length > 0);
  const held = useRef<Hold | null>(null);
  const latest = useRef(rows);

  useLayoutEffect(() => {
    latest.current = rows;
    held.current?.again();
  }, [rows]);
  useLayoutEffect(() => {
    if (!ready || done.current === nonce) return;
    const index = target ? indexOfTarget(target, rows) : -1;
    // A message that is not among the rows yet will be: the engine sets the target when it asks for the page.
    if (target?.messageId && index < 0 && rows.length > 0) return;
    done.current = nonce;
    held.current?.stop();
    held.current = hold(list, () => {
      const { index, align } = landingOf(target, latest.current);
      if (align === "end") list.scrollToEnd();
      else list.scrollToIndex(index, { align });
    });
  }, [ready, nonce, target, rows, list]);
  useEffect(() => () => held.current?.stop(), []);

  useEffect(() => {
    if (!ready || landed) return;
    // Measuring what is in sight moves the rest: shown only once nothing moves any more.
    let height = -1;
    const settle = (framesLeft: number): void => {
      if (list.getTotalSize() === height || framesLeft === 0) return onLanded();
      height = list.getTotalSize();
      frame = requestAnimationFrame(() => settle(framesLeft - 1));
    };
    let frame = requestAnimationFrame(() => settle(SETTLING_FRAMES));
    return () => cancelAnimationFrame(frame);
  }, [ready, landed, onLanded, list]);

  const marked = target?.messageId && nonce !== unmarkedNonce ? (rows[indexOfTarget(target, rows)]?.key ?? null) : null;
  useEffect(() => {
    if (marked === null) return;
    const timer = setTimeout(() => setUnmarkedNonce(nonce), MARKED_MS);
    return () => clearTimeout(timer);
  }, [marked, nonce]);

  const goToEnd = () => {
    held.current?.stop();
    held.current = hold(list, () => list.scrollToEnd());
  };
  return { markedKey: marked, goToEnd };
}
