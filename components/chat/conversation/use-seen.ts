"use client";

import type { Virtualizer } from "@tanstack/react-virtual";
import { useEffect, useState } from "react";
import { reportVisible } from "../../../lib/client/actions.ts";
import type { Row } from "./message-rows.ts";

type SeenInput = {
  threadId: string;
  meId: string;
  rows: readonly Row[];
  list: Virtualizer<HTMLDivElement, HTMLDivElement>;
  atEnd: boolean;
  landed: boolean;
  hasNewer: boolean;
};

/** The place of the last message at or before an index. */
function seqAt(rows: readonly Row[], index: number): number {
  for (let at = Math.min(index, rows.length - 1); at >= 0; at--) {
    const row = rows[at];
    if (row?.kind === "message") return row.seq;
  }
  return 0;
}

/** Tells how far the person has seen (PROTOCOL R3), and counts what arrived below that. */
export function useSeen({ threadId, meId, rows, list, atEnd, landed, hasNewer }: SeenInput): number {
  const bottom = (list.scrollOffset ?? 0) + (list.scrollRect?.height ?? 0);
  const lastInSight = list.getVirtualItems().findLast(({ end }) => end <= bottom + 4)?.index ?? -1;
  const visibleSeq = landed ? seqAt(rows, atEnd ? rows.length - 1 : lastInSight) : 0;
  const [seenSeq, setSeenSeq] = useState(0);
  if (visibleSeq > seenSeq) setSeenSeq(visibleSeq);

  useEffect(() => {
    if (visibleSeq > 0) reportVisible(threadId, visibleSeq);
  }, [threadId, visibleSeq]);

  // What was unread on opening, or is loaded by and by, is below too, but it did not just arrive.
  const [arrivedAfter, setArrivedAfter] = useState<number | null>(null);
  const newestSeq = seqAt(rows, rows.length - 1);
  if (landed && !hasNewer && arrivedAfter === null) setArrivedAfter(newestSeq);
  if (hasNewer && arrivedAfter !== null) setArrivedAfter(null);
  const from = Math.max(seenSeq, arrivedAfter ?? Infinity);
  return rows.filter((row) => row.kind === "message" && row.seq > from && row.authorId !== meId).length;
}
