import type { TimelineRow } from "../../../lib/client/timeline.ts";

/** How long one author's messages stay under one name. */
const GROUP_MS = 5 * 60_000;

/** One line of the list, and how it stands to the one above it. */
export type Row = TimelineRow & {
  /** Under the name of the row before. */
  grouped: boolean;
  /** The first of its day: the divider above it names this moment's day. */
  startsDay: boolean;
  /** The first unread one: the "New" line is above it. */
  startsNew: boolean;
};

type RowsInput = {
  /** Oldest first, without holes. */
  timeline: readonly TimelineRow[];
  meId: string;
  /** There are older messages that are not loaded. */
  hasOlder: boolean;
  firstUnreadSeq: number | null;
  /** Which day a moment falls on for the viewer; equal strings are one day. */
  dayOf: (iso: string) => string;
};

const isSystem = (row: TimelineRow) => row.kind === "message" && row.system;

function startsGroup(row: TimelineRow, before: TimelineRow | undefined): boolean {
  if (!before || before.authorId !== row.authorId || row.reply) return true;
  if (isSystem(row) || isSystem(before)) return true;
  return Date.parse(row.createdAt) - Date.parse(before.createdAt) > GROUP_MS;
}

/** The message that the "New" line stands above: the first from there on that is not mine. */
function findFirstNew(timeline: readonly TimelineRow[], fromSeq: number | null, meId: string): string | null {
  if (fromSeq === null) return null;
  return timeline.find((row) => row.kind === "message" && row.seq >= fromSeq && row.authorId !== meId)?.key ?? null;
}

/**
 * The rows of a thread, oldest first. While there is something older, the first message only serves to know whether
 * the second one begins a day or a group: no row ever changes its height because older ones arrive above it.
 */
export function toRows({ timeline, meId, hasOlder, firstUnreadSeq, dayOf }: RowsInput): Row[] {
  const firstNew = findFirstNew(timeline, firstUnreadSeq, meId);
  const rows: Row[] = [];
  let before: TimelineRow | undefined;
  for (const row of timeline) {
    const isContext = !before && hasOlder && timeline.length > 1;
    if (!isContext) {
      const startsDay = !before || dayOf(row.createdAt) !== dayOf(before.createdAt);
      const startsNew = row.key === firstNew;
      rows.push({ ...row, startsDay, startsNew, grouped: !startsDay && !startsNew && !startsGroup(row, before) });
    }
    before = row;
  }
  return rows;
}

/** Two rows that look the same: a list of them renders only what changed. */
export function isSameRow(a: Row, b: Row): boolean {
  return (
    a.kind === b.kind &&
    a.key === b.key &&
    (a.kind === "pending" || b.kind === "pending" || (a.id === b.id && a.seq === b.seq)) &&
    a.grouped === b.grouped &&
    a.startsDay === b.startsDay &&
    a.startsNew === b.startsNew &&
    a.createdAt === b.createdAt
  );
}
