import { describe, expect, it } from "vitest";
import { checkRun, type Invariant, invariantNames } from "./checker.ts";
import type { DatabaseRows, MessageRow } from "./database-rows.ts";
import type { FinalScreen, HistoryLine, ShownMessage } from "./history.ts";

// A checker that finds nothing proves nothing: each invariant is broken once on purpose, and must be the one that says so.

type Run = { history: HistoryLine[]; rows: DatabaseRows };

const row = (at: number, change: Partial<MessageRow> = {}): MessageRow => ({
  id: `message-${at}`,
  threadId: "thread",
  authorId: "ada",
  clientId: `key-${at}`,
  seq: at,
  kind: "PERSON",
  body: `text ${at}`,
  editCount: 0,
  isDeleted: false,
  mentions: [],
  mentionsEveryone: false,
  ...change,
});
const shownOf = ({ id, clientId, authorId, seq, body, editCount, isDeleted }: MessageRow): ShownMessage => ({
  id,
  clientId,
  authorId,
  seq,
  body: isDeleted ? null : body,
  editCount,
  isDeleted,
});
const screenOf = (messages: MessageRow[], screen: string, userId: string): FinalScreen & { type: "final" } => ({
  type: "final",
  screen,
  userId,
  threadId: "thread",
  isGone: false,
  from: 0,
  messages: messages.map((message) => shownOf(message)),
  unread: userId === "ada" ? 0 : messages.filter(({ isDeleted }) => !isDeleted).length,
  mentions: 0,
});
const place = (userId: string): DatabaseRows["participants"][number] => ({
  threadId: "thread",
  userId,
  status: "ACTIVE",
  joinedSeq: 0,
  lastReadSeq: 0,
  markedUnreadSeq: null,
});

/** Three sends of Ada's that all went well; the second was edited once (place 4), the third deleted (place 5). */
function goodRun(): Run {
  const messages = [row(1), row(2, { editCount: 1, body: "better" }), row(3, { isDeleted: true })];
  return {
    history: [
      ...[1, 2, 3].flatMap((at): HistoryLine[] => [
        { type: "send", clientId: `key-${at}`, threadId: "thread", authorId: "ada", body: `text ${at}` },
        { type: "unknown", clientId: `key-${at}`, why: "NETWORK" },
        { type: "sent", clientId: `key-${at}`, messageId: `message-${at}`, seq: at, replayed: true },
        { type: "readBack", clientId: `key-${at}`, found: true },
        { type: "shown", screen: "bo", userId: "bo", threadId: "thread", ...shownOf(row(at)) },
      ]),
      { type: "edit", messageId: "message-2", body: "better" },
      { type: "edited", messageId: "message-2", editCount: 1 },
      { type: "delete", messageId: "message-3" },
      { type: "deleted", messageId: "message-3" },
      { type: "removed", threadId: "thread", userId: "dee" },
      screenOf(messages, "ada", "ada"),
      screenOf(messages, "bo", "bo"),
    ],
    rows: {
      messages,
      edits: [{ messageId: "message-2", version: 1 }],
      events: [4, 5].map((seq) => ({ threadId: "thread", seq })),
      threads: [{ id: "thread", head: 5, lastMessageSeq: 3 }],
      participants: [place("ada"), place("bo")],
      doubledKeys: [],
    },
  };
}

const finals = ({ history }: Run) => history.filter((line) => line.type === "final");
const later = (at: number): HistoryLine => ({
  type: "send",
  clientId: `key-${at}`,
  threadId: "thread",
  authorId: "ada",
  body: `text ${at}`,
});

/** For each invariant one thing that goes wrong; `alone` where no other invariant can notice. */
const BAD: Record<Invariant, { title: string; alone: boolean; spoil: (run: Run) => void }> = {
  acknowledgedOnce: {
    title: "an acknowledged message is missing everywhere",
    alone: false,
    spoil: (run) => {
      run.rows.messages.splice(0, 1);
      for (const { messages } of finals(run)) messages.splice(0, 1);
    },
  },
  noneTwice: {
    title: "a screen shows a message and its pending row",
    alone: false,
    spoil: (run) => void finals(run)[0]!.messages.push({ ...finals(run)[0]!.messages[0]!, id: "pending" }),
  },
  unknownOnceOrNot: {
    title: "a retry of an unknown send was written again",
    alone: false,
    spoil: (run) => {
      run.history = run.history.filter((line) => !(line.type === "sent" && line.clientId === "key-1"));
      run.rows.messages.push(row(1, { id: "again", seq: 6 }));
      run.rows.threads[0]!.head = 6;
    },
  },
  nothingUninvited: {
    title: "a text nobody wrote",
    alone: true,
    spoil: (run) => {
      run.rows.messages[0]!.body = "forged";
      for (const { messages } of finals(run)) messages[0]!.body = "forged";
    },
  },
  denseSequence: {
    title: "a place that no change fills",
    alone: true,
    spoil: (run) => void run.rows.events.pop(),
  },
  senderOrder: {
    title: "a later send stands before an earlier one",
    alone: false,
    spoil: (run) => {
      const sent = run.history.filter((line) => line.type === "sent");
      [run.rows.messages[0]!.seq, run.rows.messages[1]!.seq] = [2, 1];
      [sent[0]!.seq, sent[1]!.seq] = [2, 1];
    },
  },
  screensEqualDatabase: {
    title: "both screens miss the last event",
    alone: false,
    spoil: (run) => finals(run).forEach(({ messages }) => messages.pop()),
  },
  screensAlike: {
    title: "one screen misses an edit",
    alone: false,
    spoil: (run) => {
      finals(run)[1]!.messages[1]!.body = "text 2";
    },
  },
  countsExact: {
    title: "unread counts a deleted message",
    alone: true,
    spoil: (run) => {
      finals(run)[1]!.unread += 1;
    },
  },
  removedSeeNothing: {
    title: "the removed is shown what was sent afterwards",
    alone: true,
    spoil: (run) => {
      run.history.push(later(9), {
        type: "shown",
        screen: "dee",
        userId: "dee",
        threadId: "thread",
        ...shownOf(row(9)),
      });
    },
  },
  editsContiguous: {
    title: "a version is missing",
    alone: true,
    spoil: (run) => {
      run.rows.edits[0]!.version = 2;
    },
  },
  deletedStaysDeleted: {
    title: "a deleted message comes back to a screen",
    alone: true,
    spoil: (run) => {
      const shown = { type: "shown", screen: "bo", userId: "bo", threadId: "thread" } as const;
      run.history.push({ ...shown, ...shownOf(row(3, { isDeleted: true })) }, { ...shown, ...shownOf(row(3)) });
    },
  },
  readYourWrites: {
    title: "the author does not find it",
    alone: true,
    spoil: (run) => void run.history.push({ type: "readBack", clientId: "key-1", found: false }),
  },
};

describe("the checker", () => {
  it("finds nothing wrong with a good run", () => {
    const { history, rows } = goodRun();
    expect(checkRun(history, rows)).toEqual([]);
  });

  for (const invariant of invariantNames) {
    const { title, alone, spoil } = BAD[invariant];
    it(`${invariant}: ${title}`, () => {
      const run = goodRun();
      spoil(run);
      const found = new Set(checkRun(run.history, run.rows).map((violation) => violation.invariant));
      expect(found).toContain(invariant);
      if (alone) expect([...found]).toEqual([invariant]);
    });
  }

  it("what was refused for good and is there all the same is a violation", () => {
    const run = goodRun();
    run.history.push(later(7), { type: "refused", clientId: "key-7", code: "FORBIDDEN" });
    run.rows.messages.push(row(7, { seq: 6 }));
    run.rows.threads[0]!.head = 6;
    for (const final of finals(run)) final.messages.push(shownOf(row(7, { seq: 6 })));
    finals(run)[1]!.unread += 1;
    expect(checkRun(run.history, run.rows).map(({ invariant }) => invariant)).toEqual(["unknownOnceOrNot"]);
  });
});
