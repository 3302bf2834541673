import type { MessageView } from "../../../lib/contract/messages.ts";
import type { PendingRow } from "../../../lib/client/state.ts";

/** How long one author's messages stay under one name. */
const GROUP_MS = 5 * 60_000;

/** One line of the list: a message that is there, or one on its way. `key` survives the step from one to the other. */
export type Row = {
  key: string;
  createdAt: string;
  authorId: string;
  /** Under the name of the row before. */
  grouped: boolean;
  /** The first of its day: the divider above it names this moment's day. */
  startsDay: boolean;
  /** The first unread one: the "New" line is above it. */
  startsNew: boolean;
} & ({ message: MessageView; pending: null } | { message: null; pending: PendingRow });

type RowsInput = {
  /** By seq, ascending, without holes. */
  messages: readonly MessageView[];
  pending: readonly PendingRow[];
  meId: string;
  /** There are older messages that are not loaded. */
  hasOlder: boolean;
  firstUnreadSeq: number | null;
  /** Which day a moment falls on for the viewer; equal strings are one day. */
  dayOf: (iso: string) => string;
};

/** The stable key of a message: mine keep the clientId they were written under, so that sending remounts nothing. */
export function rowKey(message: MessageView, meId: string): string {
  return message.authorId === meId ? message.clientId : message.id;
}

type Bare = Pick<Row, "key" | "createdAt" | "authorId"> &
  ({ message: MessageView; pending: null } | { message: null; pending: PendingRow });

function startsGroup(row: Bare, before: Bare | undefined): boolean {
  if (!before || before.authorId !== row.authorId) return true;
  if (row.message?.system || before.message?.system) return true;
  if (row.message?.replyToId ?? row.pending?.replyToId) return true;
  return Date.parse(row.createdAt) - Date.parse(before.createdAt) > GROUP_MS;
}

/** The first message that the "New" line stands above: the first from there on that is not mine. */
function findFirstNew(messages: readonly MessageView[], fromSeq: number | null, meId: string): string | null {
  if (fromSeq === null) return null;
  return messages.find(({ seq, authorId }) => seq >= fromSeq && authorId !== meId)?.id ?? null;
}

/**
 * The rows of a thread, oldest first. While there is something older, the first message only serves to know whether
 * the second one begins a day or a group: no row ever changes its height because older ones arrive above it.
 */
export function toRows({ messages, pending, meId, hasOlder, firstUnreadSeq, dayOf }: RowsInput): Row[] {
  const firstNewId = findFirstNew(messages, firstUnreadSeq, meId);
  const bare: Bare[] = [
    ...messages.map((message) => ({
      key: rowKey(message, meId),
      createdAt: message.createdAt,
      authorId: message.authorId,
      message,
      pending: null,
    })),
    ...pending.map((row) => ({
      key: row.clientId,
      createdAt: row.createdAt,
      authorId: meId,
      message: null,
      pending: row,
    })),
  ];
  const rows: Row[] = [];
  let before: Bare | undefined;
  for (const row of bare) {
    const isContext = !before && hasOlder && bare.length > 1;
    if (!isContext) {
      const startsDay = !before || dayOf(row.createdAt) !== dayOf(before.createdAt);
      const startsNew = row.message !== null && row.message.id === firstNewId;
      rows.push({ ...row, startsDay, startsNew, grouped: !startsDay && !startsNew && !startsGroup(row, before) });
    }
    before = row;
  }
  return rows;
}
