"use client";
"use no memo";

import {
  defaultRangeExtractor,
  type Range,
  useVirtualizer,
  type VirtualItem,
  type Virtualizer,
} from "@tanstack/react-virtual";
import { useCallback, useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from "react";
import { loadNewer, loadOlder } from "../../../lib/client/actions.ts";
import type { Timeline } from "../../../lib/client/hooks.ts";
import type { Row } from "./message-rows.ts";
import type { Landing } from "./use-landing.ts";
import { makeScrollWrites } from "./scroll-writes.ts";

/** Near enough to the end to follow what arrives. */
const AT_END_PX = 32;
/** Room under the newest message for who has seen it. */
const END_PX = 28;
/** Room at the top: for skeletons while there is something older, for the thread's first words when there is not. */
const START_PX = { older: 160, beginning: 132 };
/** Rows beyond what is in sight; few until the first ones are shown, which nobody should wait for. */
const OVERSCAN = { landing: 2, reading: 8 };
/** How many screens before the edge of what is loaded the next page is asked for. */
const AHEAD_SCREENS = 1.5;

type List = Virtualizer<HTMLDivElement, HTMLDivElement>;

type MessageScrollInput = {
  rows: readonly Row[];
  timeline: Timeline;
  /** The key of the row that has focus: it stays mounted, or focus would be lost by scrolling. */
  activeKey: string | null;
  /** Where the list will be scrolled to as soon as it has rows; null once it stands there. */
  landing: Landing | null;
};

/**
 * The windowed list: what is read never moves (on prepend, append, edit or measuring), and what arrives is followed
 * only by those who are at the end of a thread whose newest page is loaded.
 */
export function useMessageScroll({ rows, timeline, activeKey, landing }: MessageScrollInput) {
  const scroller = useRef<HTMLDivElement>(null);
  const { hasOlder, hasNewer } = timeline;
  const [atEnd, setAtEnd] = useState(true);
  // The newest page must have been there before an append is "new": else reaching it would throw the reader to its end.
  const hadNewest = useRef(!hasNewer);
  const [writes] = useState(makeScrollWrites);
  const activeIndex = activeKey === null ? -1 : rows.findIndex(({ key }) => key === activeKey);
  const overscan = useDeferredValue(landing === null) ? OVERSCAN.reading : OVERSCAN.landing;
  const { index: landingIndex, align } = landing ?? { index: null, align: "end" };

  const rangeExtractor = useCallback(
    (range: Range) => {
      const indexes = defaultRangeExtractor(
        landingIndex === null ? range : around({ index: landingIndex, align }, range),
      );
      if (activeIndex < 0 || indexes.includes(activeIndex)) return indexes;
      return [...indexes, activeIndex].sort((a, b) => a - b);
    },
    [activeIndex, landingIndex, align],
  );

  // eslint-disable-next-line react-hooks/incompatible-library -- neither it nor what reads it is memoised by a compiler.
  const list = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    ...writes,
    count: rows.length,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => rows[index]?.key ?? index,
    estimateSize: (index) => estimate(rows[index]),
    rangeExtractor,
    overscan,
    anchorTo: "end",
    followOnAppend: hadNewest.current,
    scrollEndThreshold: AT_END_PX,
    paddingStart: hasOlder ? START_PX.older : START_PX.beginning,
    paddingEnd: END_PX,
    onChange: (instance) => {
      setAtEnd(!hasNewer && instance.isAtEnd(AT_END_PX));
    },
  });
  list.shouldAdjustScrollPositionOnItemSizeChange = keepsReading;

  useLayoutEffect(() => {
    hadNewest.current = !hasNewer;
  });
  useStickToEnd(scroller, list);
  return { scroller, list, atEnd };
}

/** Rows where the list will stand, not where it was made: else the first ones would be made only to be thrown away. */
function around({ index, align }: Landing, range: Range): Range {
  const inSight = range.endIndex - range.startIndex;
  const above = align === "start" ? 0 : align === "center" ? Math.ceil(inSight / 2) : inSight;
  // Near its end the list cannot be scrolled so far that a row stands at the top.
  const startIndex = Math.max(0, Math.min(index - above, range.count - 1 - inSight));
  return { ...range, startIndex, endIndex: Math.min(range.count - 1, startIndex + inSight) };
}

function estimate(row: Row | undefined): number {
  if (!row) return 48;
  return (row.grouped ? 26 : 54) + (row.startsDay ? 40 : 0) + (row.startsNew ? 24 : 0);
}

/** A row above what is read changed its height: scroll by as much. What stands in sight grows downwards. */
function keepsReading(item: VirtualItem, _delta: number, list: List): boolean {
  const offset = list.scrollOffset ?? 0;
  if (!list.itemSizeCache.has(item.key)) return item.start < offset;
  const viewport = list.scrollRect?.height ?? 0;
  return item.start < offset && item.end <= offset + viewport / 3;
}

/** A pane that changes its height (a growing composer, the keyboard of a phone) keeps its end in sight. */
function useStickToEnd(scroller: { current: HTMLDivElement | null }, list: List): void {
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let height = element.clientHeight;
    let wasAtEnd = true;
    const note = () => {
      wasAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight <= AT_END_PX;
    };
    const observer = new ResizeObserver(() => {
      if (element.clientHeight === height) return;
      height = element.clientHeight;
      if (wasAtEnd) list.scrollToEnd();
    });
    element.addEventListener("scroll", note, { passive: true });
    observer.observe(element);
    return () => {
      element.removeEventListener("scroll", note);
      observer.disconnect();
    };
  }, [scroller, list]);
}

type LoadingInput = {
  threadId: string;
  list: List;
  timeline: Timeline;
  count: number;
  /** Before that the list stands wherever it was made. */
  landed: boolean;
};

/** Asks for the next page before the edge of what is loaded comes into sight. */
export function useLoading({ threadId, list, timeline, count, landed }: LoadingInput): void {
  const { hasOlder, hasNewer, loadingOlder, loadingNewer, status } = timeline;
  const offset = list.scrollOffset ?? 0;
  const viewport = list.scrollRect?.height ?? 0;
  const below = list.getTotalSize() - offset - viewport;
  const ready = landed && status === "ready" && viewport > 0;
  const wantsOlder = ready && hasOlder && !loadingOlder && offset < viewport * AHEAD_SCREENS;
  const wantsNewer = ready && hasNewer && !loadingNewer && below < viewport * AHEAD_SCREENS;
  // `count` is among the dependencies so that a short page is followed by the next one.
  useEffect(() => {
    if (wantsOlder) loadOlder(threadId).catch(() => undefined);
  }, [wantsOlder, threadId, count]);
  useEffect(() => {
    if (wantsNewer) loadNewer(threadId).catch(() => undefined);
  }, [wantsNewer, threadId, count]);
}
