// Judges a run by its history and the database: the invariants of what the product promises, each by itself. Shares no
// code with the application, so that one misunderstanding cannot hide in both.
import type { DatabaseRows, MessageRow } from "./database-rows.ts";
import type { FinalScreen, History, HistoryLine } from "./history.ts";

export type Violation = { invariant: Invariant; what: string };

type Line<T extends HistoryLine["type"]> = Extract<HistoryLine, { type: T }>;
type Run = { history: History; rows: DatabaseRows };
type Find = (run: Run) => string[];

const linesOf = <T extends HistoryLine["type"]>(history: History, type: T): Line<T>[] =>
  history.filter((line): line is Line<T> => line.type === type);
const written = ({ messages }: DatabaseRows): MessageRow[] => messages.filter(({ kind }) => kind === "PERSON");

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Every acknowledged send is there exactly once, at the place and under the id that the answer said. */
const acknowledgedOnce: Find = ({ history, rows }) => {
  const byKey = groupBy(written(rows), ({ clientId }) => clientId);
  return linesOf(history, "sent").flatMap(({ clientId, messageId, seq }) => {
    const found = byKey.get(clientId) ?? [];
    if (found.length !== 1) return [`${clientId} was acknowledged and is there ${found.length} times`];
    const isThatOne = found[0]!.id === messageId && found[0]!.seq === seq;
    return isThatOne ? [] : [`${clientId} was acknowledged as ${messageId} at ${seq} and is another`];
  });
};

/** No key stands twice, in the database or on any screen. */
const noneTwice: Find = ({ history, rows }) => [
  ...rows.doubledKeys.map((key) => `${key} is in the database twice`),
  ...linesOf(history, "final").flatMap(({ screen, messages }) =>
    [...groupBy(messages, ({ authorId, clientId }) => `${authorId} ${clientId}`)]
      .filter(([, same]) => same.length > 1)
      .map(([key]) => `${screen} shows ${key} twice`),
  ),
];

/** What nobody knows the end of is there once or not at all. What was refused for good is not there. */
const unknownOnceOrNot: Find = ({ history, rows }) => {
  const byKey = groupBy(written(rows), ({ clientId }) => clientId);
  const sent = new Set(linesOf(history, "sent").map(({ clientId }) => clientId));
  const refused = new Map(linesOf(history, "refused").map(({ clientId, code }) => [clientId, code]));
  const unknown = new Set(linesOf(history, "unknown").map(({ clientId }) => clientId));
  return linesOf(history, "send").flatMap(({ clientId }) => {
    const count = byKey.get(clientId)?.length ?? 0;
    if (sent.has(clientId)) return [];
    if (refused.has(clientId) && !unknown.has(clientId) && count > 0)
      return [`${clientId} was refused (${refused.get(clientId)}) and is there`];
    return count > 1 ? [`${clientId}, of which nobody heard, is there ${count} times`] : [];
  });
};

/** Nothing is there that nobody asked for, and nothing other than what was asked for. */
const nothingUninvited: Find = ({ history, rows }) => {
  const asked = new Map(linesOf(history, "send").map((line) => [line.clientId, line]));
  const edits = new Set(linesOf(history, "edit").map(({ messageId, body }) => `${messageId} ${body}`));
  return written(rows).flatMap(({ id, clientId, authorId, threadId, body, editCount }) => {
    const send = asked.get(clientId);
    if (!send) return [`message ${id} is there and nobody sent it`];
    if (send.authorId !== authorId || send.threadId !== threadId) return [`message ${id} is another's, or elsewhere`];
    const isAsked = editCount === 0 ? send.body === body : edits.has(`${id} ${body}`);
    return isAsked ? [] : [`message ${id} says what nobody wrote`];
  });
};

/** A stream counts without holes: messages and later changes fill 1 to head, each place once. */
const denseSequence: Find = ({ rows }) =>
  rows.threads.flatMap(({ id, head }) => {
    const places = [...rows.messages, ...rows.events].flatMap(({ threadId, seq }) => (threadId === id ? [seq] : []));
    places.sort((a, b) => a - b);
    const isDense = places.length === head && places.every((seq, index) => seq === index + 1);
    return isDense ? [] : [`thread ${id}: ${places.length} places up to head ${head}, not 1 to ${head}`];
  });

/** In each sender's order: what was asked for after something was acknowledged stands after it. */
const senderOrder: Find = ({ history, rows }) => {
  const byKey = new Map(written(rows).map((row) => [row.clientId, row]));
  const last = new Map<string, MessageRow>();
  const place = ({ threadId, authorId }: MessageRow) => `${threadId} ${authorId}`;
  const after = new Map<string, MessageRow | undefined>();
  return history.flatMap((line) => {
    if (line.type !== "send" && line.type !== "sent") return [];
    const row = byKey.get(line.clientId);
    if (!row) return [];
    if (line.type === "send") {
      after.set(line.clientId, last.get(place(row)));
      return [];
    }
    const before = after.get(line.clientId);
    if ((last.get(place(row))?.seq ?? 0) < row.seq) last.set(place(row), row);
    return before && before.seq > row.seq ? [`${row.clientId} stands before ${before.clientId}, sent earlier`] : [];
  });
};

/** Live plus resync is history: every screen ends with what the database holds, all of it and in order. */
const screensEqualDatabase: Find = ({ history, rows }) =>
  linesOf(history, "final").flatMap((final) => {
    if (final.isGone) return [];
    const expected = visibleTo(final, rows).map(signOf);
    const shown = final.messages.map(signOf);
    const [isExpected, isShown] = [new Set(expected), new Set(shown)];
    const missing = expected.filter((sign) => !isShown.has(sign));
    const extra = shown.filter((sign) => !isExpected.has(sign));
    if (missing.length + extra.length > 0)
      return [`${final.screen} in ${final.threadId} lacks ${say(missing)} and has ${say(extra)}`];
    return shown.join() === expected.join() ? [] : [`${final.screen} in ${final.threadId} is in another order`];
  });

/** The same for everybody: two screens of one thread show the same from where both are loaded. */
const screensAlike: Find = ({ history }) =>
  [...groupBy(linesOf(history, "final"), ({ threadId }) => threadId).values()].flatMap((all) => {
    const [first, ...others] = all.filter(({ isGone }) => !isGone);
    return others.flatMap((other) => {
      const from = Math.max(first!.from, other.from);
      const cut = ({ messages }: FinalScreen) => messages.filter(({ seq }) => seq >= from).map((m) => signOf(m));
      return cut(first!).join() === cut(other).join() ? [] : [`${first!.screen} and ${other.screen} differ`];
    });
  });

/** Unread and mentions are what a recount gives. */
const countsExact: Find = ({ history, rows }) =>
  linesOf(history, "final").flatMap(({ screen, userId, threadId, isGone, unread, mentions }) => {
    const place = rows.participants.find((p) => p.threadId === threadId && p.userId === userId);
    if (isGone || !place) return [];
    const { lastReadSeq, markedUnreadSeq, joinedSeq } = place;
    const from = Math.max(Math.min(lastReadSeq + 1, markedUnreadSeq ?? lastReadSeq + 1), joinedSeq + 1);
    const counted = rows.messages.filter(
      (row) =>
        row.threadId === threadId &&
        row.seq >= from &&
        row.authorId !== userId &&
        !row.isDeleted &&
        row.kind !== "SYSTEM",
    );
    const named = counted.filter((row) => row.mentionsEveryone || row.mentions.includes(userId)).length;
    const isExact = unread === counted.length && mentions === named;
    return isExact ? [] : [`${screen}: unread ${unread}, mentions ${mentions}; counted ${counted.length}, ${named}`];
  });

/** Nothing that was sent after a removal was acknowledged reached the removed. */
const removedSeeNothing: Find = ({ history }) => {
  const removals = new Map<string, number>();
  const sentAt = new Map<string, number>();
  return history.flatMap((line, at) => {
    if (line.type === "removed") removals.set(`${line.threadId} ${line.userId}`, at);
    else if (line.type === "send") sentAt.set(line.clientId, at);
    else if (line.type === "shown") {
      const removedAt = removals.get(`${line.threadId} ${line.userId}`);
      if (removedAt !== undefined && (sentAt.get(line.clientId) ?? -1) > removedAt)
        return [`${line.screen} was shown ${line.clientId}, sent after the removal`];
    }
    return [];
  });
};

/** Versions of a text follow each other without gaps, and every acknowledged edit counts. */
const editsContiguous: Find = ({ history, rows }) => {
  const versions = groupBy(rows.edits, ({ messageId }) => messageId);
  const acknowledged = new Map<string, number>();
  for (const { messageId, editCount } of linesOf(history, "edited"))
    acknowledged.set(messageId, Math.max(acknowledged.get(messageId) ?? 0, editCount));
  return rows.messages.flatMap(({ id, editCount }) => {
    const own = (versions.get(id) ?? []).map(({ version }) => version).sort((a, b) => a - b);
    const isWhole = own.length === editCount && own.every((version, index) => version === index + 1);
    if (!isWhole) return [`message ${id}: versions ${own.join()} for ${editCount} edits`];
    return (acknowledged.get(id) ?? 0) > editCount ? [`message ${id} lost an acknowledged edit`] : [];
  });
};

/** Deleted never returns: not in the database once acknowledged, not on a screen that has shown it gone. */
const deletedStaysDeleted: Find = ({ history, rows }) => {
  const byId = new Map(rows.messages.map((row) => [row.id, row]));
  const gone = new Set<string>();
  return history.flatMap((line) => {
    if (line.type === "deleted" && byId.get(line.messageId)?.isDeleted === false)
      return [`message ${line.messageId} was deleted and is there again`];
    if (line.type !== "shown") return [];
    const key = `${line.screen} ${line.id}`;
    if (line.isDeleted) gone.add(key);
    return !line.isDeleted && gone.has(key) ? [`${line.screen} showed deleted message ${line.id} again`] : [];
  });
};

/** Who asks after an acknowledgement finds what was acknowledged. */
const readYourWrites: Find = ({ history }) =>
  linesOf(history, "readBack").flatMap(({ clientId, found }) =>
    found ? [] : [`${clientId} was not found by its author after it was acknowledged`],
  );

const INVARIANTS = {
  acknowledgedOnce,
  noneTwice,
  unknownOnceOrNot,
  nothingUninvited,
  denseSequence,
  senderOrder,
  screensEqualDatabase,
  screensAlike,
  countsExact,
  removedSeeNothing,
  editsContiguous,
  deletedStaysDeleted,
  readYourWrites,
} satisfies Record<string, Find>;

export type Invariant = keyof typeof INVARIANTS;
export const invariantNames = Object.keys(INVARIANTS) as Invariant[];

/** Everything that is wrong with a run. */
export function checkRun(history: History, rows: DatabaseRows): Violation[] {
  return invariantNames.flatMap((invariant) =>
    INVARIANTS[invariant]({ history, rows }).map((what) => ({ invariant, what })),
  );
}

/** What a person of this screen may see from where it is loaded. */
function visibleTo({ threadId, userId, from }: FinalScreen, rows: DatabaseRows): MessageRow[] {
  const joinedSeq = rows.participants.find((p) => p.threadId === threadId && p.userId === userId)?.joinedSeq ?? 0;
  return rows.messages
    .filter((row) => row.threadId === threadId && row.seq > joinedSeq && row.seq >= from)
    .sort((a, b) => a.seq - b.seq);
}

type Sign = Pick<MessageRow, "id" | "seq" | "editCount" | "isDeleted" | "clientId" | "authorId"> & {
  body: string | null;
};
const signOf = ({ id, seq, clientId, authorId, body, editCount, isDeleted }: Sign): string =>
  JSON.stringify([id, seq, clientId, authorId, isDeleted ? null : body, editCount, isDeleted]);

const say = (signs: string[]): string => `${signs.length} (${signs.slice(0, 2).join("; ")})`;
