import { describe, expect, it } from "vitest";
import { applyEvents, applyHeads } from "../../../lib/client/apply-event.ts";
import { applyDetails, applyRead, applyUnread } from "../../../lib/client/apply-facts.ts";
import { applyPage, applyReceipts, applySent } from "../../../lib/client/apply-page.ts";
import { applySync } from "../../../lib/client/apply-sync.ts";
import {
  type ChatState,
  CLOSED_THREAD_MESSAGES,
  EARLY_MAX,
  initialState,
  isBehind,
  type PendingRow,
} from "../../../lib/client/state.ts";
import { timelineOf, type TimelineRow } from "../../../lib/client/timeline.ts";
import type { ServerEvent } from "../../../lib/contract/events.ts";
import { ADA, BO, LIMIT, ModelServer, testId } from "./model-server.ts";

function setUp(history = 0) {
  const server = new ModelServer();
  const threadId = server.addThread();
  for (let n = 0; n < history; n += 1) server.send(threadId, { authorId: BO });
  let state: ChatState = initialState(server.home());
  const opened = { ...state.threads[threadId]!, open: true, status: "ready" as const };
  state = { ...state, threads: { [threadId]: opened } };
  return {
    server,
    threadId,
    step: (change: (state: ChatState) => ChatState) => (state = change(state)),
    deliver: (...events: ServerEvent[]) => (state = applyEvents(state, events)),
    send: (message: Parameters<ModelServer["send"]>[1] = { authorId: BO }) => server.send(threadId, message)[0]!,
    latest: () => {
      const page = server.page(threadId, {}, 50);
      state = applyPage(state, threadId, { page, ask: {} });
    },
    state: () => state,
    slice: () => state.threads[threadId]!,
    rows: () => timelineOf(state.threads[threadId], Object.values(state.outbox), ADA).rows,
  };
}

const bodies = (state: ChatState, threadId: string, rows: readonly TimelineRow[]) =>
  rows.map((row) => (row.kind === "message" ? state.threads[threadId]!.messages.get(row.id)!.view.body : "pending"));

const pendingRow = (threadId: string, clientId: string): PendingRow => ({
  clientId,
  threadId,
  body: "mine",
  replyToId: null,
  createdAt: new Date(0).toISOString(),
  state: "sending",
  attempts: 1,
  error: null,
  tabId: "tab",
});

describe("streams", () => {
  it("G1: the next applies, an applied one is dropped, an early one waits for the missing one", () => {
    const { send, deliver, slice, latest } = setUp();
    latest();
    const [first, second, third] = [send(), send(), send()];
    deliver(first);
    expect(slice().seq).toBe(1);
    deliver(third);
    expect(slice()).toMatchObject({ seq: 1, seen: 3 });
    expect(isBehind(slice())).toBe(true);
    const before = slice().messages;
    deliver(first);
    expect(slice().messages).toBe(before);
    deliver(second);
    expect(slice()).toMatchObject({ seq: 3, seen: 3, early: {} });
    expect(slice().ranges.at(-1)!.ids).toHaveLength(3);
  });

  it(`G1: ${EARLY_MAX} early events wait, those needed first, and a sync below them replays them`, () => {
    const { server, threadId, send, deliver, slice, step, state } = setUp();
    send();
    const early = Array.from({ length: EARLY_MAX + 50 }, () => send());
    deliver(...early.toReversed());
    expect(Object.keys(slice().early)).toHaveLength(EARLY_MAX);
    expect(slice().seen).toBe(EARLY_MAX + 51);
    const asked = { user: 0, threads: { [threadId]: 0 } };
    const answer = { user: { changes: [], head: 0 }, threads: { [threadId]: { changes: [], head: 1 } } };
    step((old) => applySync(old, answer, asked));
    expect(slice().seq).toBe(EARLY_MAX + 1);
    expect(state().connection.behind).toBe(50);
    expect(server.get(threadId).head).toBe(EARLY_MAX + 51);
  });

  it("G1: an answer older than what came live is dropped", () => {
    const { server, threadId, send, deliver, slice, step } = setUp();
    const asked = { user: 0, threads: { [threadId]: 0 } };
    const old = server.sync(asked);
    deliver(send(), send());
    const before = slice();
    step((state) => applySync(state, old, asked));
    expect(slice()).toBe(before);
  });

  it("G2: heads tell of a lost last event", () => {
    const { server, send, slice, step, state } = setUp();
    send();
    step((old) => applyHeads(old, server.heads()));
    expect(isBehind(slice())).toBe(true);
    expect(state().connection.behind).toBe(1);
  });

  it("L5: an event without a change keeps the sequence dense and shows nothing", () => {
    const { server, threadId, deliver, slice } = setUp(2);
    const before = slice();
    deliver(...server.hidden(threadId));
    expect(slice().seq).toBe(3);
    expect(slice().messages).toBe(before.messages);
    expect(slice().entry).toEqual({ ...before.entry, head: 3 });
  });

  it("L4: applying a change twice, or an older view after a newer one, changes nothing", () => {
    const { server, threadId, send, deliver, slice, step, latest } = setUp();
    latest();
    deliver(send());
    const old = server.page(threadId);
    const { id } = server.get(threadId).messages[0]!;
    deliver(...server.change(threadId, id, { body: "edited", editCount: 1 }));
    expect(slice().messages.get(id)!.view.body).toBe("edited");
    step((state) => applyPage(state, threadId, { page: old, ask: {} }));
    expect(slice().messages.get(id)!.view.body).toBe("edited");
  });

  it("Y2: limited replaces the window by the latest page and marks the gap until it is filled", () => {
    const { server, threadId, send, slice, step, latest } = setUp(5);
    latest();
    for (let n = 0; n <= LIMIT; n += 1) send();
    const asked = { user: 0, threads: { [threadId]: slice().seq } };
    step((state) => applySync(state, server.sync(asked), asked));
    const page = server.page(threadId);
    expect(slice().ranges).toHaveLength(1);
    expect(slice().ranges[0]!.ids).toEqual(page.messages.map(({ id }) => id));
    expect(slice()).toMatchObject({ gapSeq: page.messages[0]!.seq, stale: true, seq: page.head });
    const before = slice().ranges[0]!.from;
    step((state) => applyPage(state, threadId, { page: server.page(threadId, { before }), ask: { before } }));
    expect(slice().gapSeq).toBeNull();
    expect(slice().ranges).toHaveLength(1);
  });

  it("Y1: gone takes a thread off the list, and says so where it is on screen", () => {
    const { threadId, slice, step } = setUp(3);
    const asked = { user: 0, threads: { [threadId]: 3 } };
    step((state) =>
      applySync(state, { user: { changes: [], head: 0 }, threads: { [threadId]: { gone: true } } }, asked),
    );
    expect(slice()).toMatchObject({ gone: true, entry: null });
    expect(slice().messages.size).toBe(0);
    expect(timelineOf(slice(), [], ADA).status).toBe("gone");
  });

  it("L6: entryGone removes a closed thread", () => {
    const { server, threadId, deliver, step, state } = setUp(3);
    step((old) => ({ ...old, threads: { [threadId]: { ...old.threads[threadId]!, open: false } } }));
    deliver(...server.leave(threadId));
    expect(state().threads).toEqual({});
  });
});

describe("unread", () => {
  it("R2: another's creation adds one, a mention of me or of everyone adds to the mentions, a note adds nothing", () => {
    const { send, deliver, slice } = setUp();
    deliver(send(), send({ authorId: BO, mentions: [ADA] }), send({ authorId: BO, mentionsEveryone: true }));
    deliver(send({ authorId: BO, kind: "SYSTEM" }));
    expect(slice().entry).toMatchObject({ unread: 3, mentions: 2, head: 4, lastMessageSeq: 4 });
  });

  it("R2: my own creation means that I have read so far", () => {
    const { send, deliver, slice } = setUp();
    deliver(send(), send({ authorId: BO, mentions: [ADA] }), send({ authorId: ADA }), send());
    expect(slice().entry).toMatchObject({ lastReadSeq: 3, markedUnreadSeq: null, unread: 1, mentions: 0 });
  });

  it("R2: what the entry counted already is not counted again", () => {
    const { server, threadId, send, deliver, slice, step } = setUp();
    const events = [send(), send()];
    step((state) => applyDetails(state, server.details(threadId), 0));
    deliver(...events);
    expect(slice().entry!.unread).toBe(2);
    expect(slice().stale).toBe(false);
  });

  it("R2: a later change of an unread message whose earlier view is unknown makes the entry fetched again", () => {
    const { server, threadId, deliver, slice, step } = setUp(3);
    const { id } = server.get(threadId).messages[1]!;
    deliver(...server.change(threadId, id, { body: null, deletedAt: new Date(0).toISOString() }));
    expect(slice().stale).toBe(true);
    step((state) => applyDetails(state, server.details(threadId), 0));
    expect(slice()).toMatchObject({ stale: false, entry: { unread: 2 } });
  });

  it("R2: an entry older than what was counted is carried on, or fetched again when that cannot be exact", () => {
    const { server, threadId, send, deliver, slice, step, latest } = setUp(2);
    latest();
    const old = server.details(threadId);
    deliver(send(), send());
    step((state) => applyDetails(state, old, 0));
    expect(slice()).toMatchObject({ stale: false, entry: { unread: 4, head: 4 } });
    const { id } = server.get(threadId).messages[0]!;
    deliver(...server.change(threadId, id, { body: null, deletedAt: new Date(0).toISOString() }));
    expect(slice()).toMatchObject({ stale: false, entry: { unread: 3 } });
    step((state) => applyDetails(state, old, 0));
    expect(slice().stale).toBe(true);
  });

  it("R2: a page read ahead is not what was counted: the change it shows already is counted when it comes", () => {
    const { server, threadId, send, slice, step } = setUp(3);
    const { id } = server.get(threadId).messages[1]!;
    server.change(threadId, id, { body: null, deletedAt: new Date(0).toISOString() });
    step((state) => applyPage(state, threadId, { page: server.page(threadId), ask: {} }));
    send();
    const asked = { user: 0, threads: { [threadId]: 3 } };
    step((state) => applySync(state, server.sync(asked), asked));
    expect(slice().stale).toBe(true);
    step((state) => applyDetails(state, server.details(threadId), 0));
    expect(slice()).toMatchObject({ stale: false, entry: { unread: 3 } });
  });

  it("R2: an entry that ran ahead counted a state that catching up never shows", () => {
    const { server, threadId, slice, step } = setUp(3);
    const { id } = server.get(threadId).messages[1]!;
    server.change(threadId, id, { body: "@ada", mentions: [ADA], editCount: 1 });
    const ahead = server.details(threadId);
    expect(ahead.entry!.mentions).toBe(1);
    server.change(threadId, id, { body: "never mind", mentions: [], editCount: 2 });
    step((state) => applyDetails(state, ahead, 0));
    const asked = { user: 0, threads: { [threadId]: 3 } };
    step((state) => applySync(state, server.sync(asked), asked));
    expect(slice().stale).toBe(true);
    step((state) => applyDetails(state, server.details(threadId), 0));
    expect(slice()).toMatchObject({ stale: false, entry: { unread: 3, mentions: 0 } });
    step((state) => applyDetails(state, ahead, 0));
    expect(slice().stale).toBe(true);
  });

  it("R1: reading shows at once and never goes back; marking unread does", () => {
    const { threadId, slice, step, latest, server } = setUp(5);
    latest();
    step((state) => applyRead(state, threadId, 3));
    expect(slice().entry).toMatchObject({ lastReadSeq: 3, unread: 2 });
    step((state) => applyDetails(state, server.details(threadId), 0));
    expect(slice().entry).toMatchObject({ lastReadSeq: 3, unread: 2 });
    step((state) => applyRead(state, threadId, 1));
    expect(slice().entry).toMatchObject({ lastReadSeq: 3, unread: 2 });
    server.read(threadId, 3);
    server.markUnread(threadId, 2);
    step((state) => applyUnread(state, threadId, 2));
    step((state) => applyDetails(state, server.details(threadId), server.userHead));
    expect(slice().entry).toMatchObject({ lastReadSeq: 3, markedUnreadSeq: 2, unread: 4 });
  });

  it("R1: receipts only move forward", () => {
    const { threadId, slice, step } = setUp(5);
    const at = (seq: number) => ({ userId: BO, lastReadSeq: seq, lastDeliveredSeq: seq, readAt: `at ${seq}` });
    step((state) => applyReceipts(state, threadId, [at(4)]));
    step((state) => applyReceipts(state, threadId, [at(2)]));
    expect(slice().receipts[BO]).toEqual(at(4));
  });
});

describe("my messages", () => {
  it("S8: event first, reply second: one row, the same key all along", () => {
    const { server, threadId, send, deliver, step, state, rows, latest } = setUp();
    latest();
    const clientId = testId();
    step((old) => ({ ...old, outbox: { [clientId]: pendingRow(threadId, clientId) } }));
    expect(rows()).toMatchObject([{ kind: "pending", key: clientId }]);
    deliver(send({ authorId: ADA, clientId }));
    expect(rows()).toMatchObject([{ kind: "message", key: clientId }]);
    const after = state();
    step((old) => applySent(old, server.get(threadId).messages[0]!));
    expect(state()).toEqual(after);
  });

  it("S8: reply first: the message stands at the end until its place is known", () => {
    const { server, threadId, send, deliver, step, state, rows, slice, latest } = setUp(1);
    latest();
    const clientId = testId();
    step((old) => ({ ...old, outbox: { [clientId]: pendingRow(threadId, clientId) } }));
    const [others, mine] = [send(), send({ authorId: ADA, clientId, body: "mine" })];
    step((old) => applySent(old, server.get(threadId).messages[2]!));
    expect(state().outbox).toEqual({});
    expect(bodies(state(), threadId, rows())).toEqual(["text 1", "mine"]);
    deliver(mine);
    expect(bodies(state(), threadId, rows())).toEqual(["text 1", "mine"]);
    deliver(others);
    expect(bodies(state(), threadId, rows())).toEqual(["text 1", "text 2", "mine"]);
    expect(slice().floating).toEqual([]);
  });

  it("S8: two tabs' rows and another device's message do not mix", () => {
    const { threadId, send, deliver, step, state } = setUp();
    const clientId = testId();
    step((old) => ({ ...old, outbox: { [clientId]: pendingRow(threadId, clientId) } }));
    deliver(send({ authorId: BO, clientId }));
    expect(state().outbox).toHaveProperty(clientId);
    deliver(send({ authorId: ADA, clientId: testId() }));
    expect(state().outbox).toHaveProperty(clientId);
  });
});

describe("memory", () => {
  it(`keeps ${CLOSED_THREAD_MESSAGES} messages of a thread that nobody looks at, however busy it is`, () => {
    const { threadId, server, send, deliver, step, slice } = setUp();
    step((old) => ({ ...old, threads: { [threadId]: { ...old.threads[threadId]!, open: false } } }));
    for (let n = 0; n < 450; n += 1) {
      deliver(send());
      const some = server.get(threadId).messages[Math.floor(n / 2)]!;
      deliver(...server.change(threadId, some.id, { replyCount: n }));
    }
    expect(slice().messages.size).toBe(CLOSED_THREAD_MESSAGES);
    expect(slice().ranges).toHaveLength(1);
    expect(slice().entry!.unread).toBe(450);
  });

  it("leaves alone what a change did not touch", () => {
    const { server, threadId, send, deliver, slice, latest, state } = setUp(3);
    latest();
    const before = { slice: slice(), state: state() };
    const [first, second] = server.get(threadId).messages;
    deliver(...server.change(threadId, first!.id, { body: "edited", editCount: 1 }));
    expect(slice().ranges.at(-1)!.ids).toBe(before.slice.ranges.at(-1)!.ids);
    expect(slice().messages.get(second!.id)).toBe(before.slice.messages.get(second!.id));
    expect(state().people).toBe(before.state.people);
    deliver(send());
    expect(slice().messages.get(second!.id)).toBe(before.slice.messages.get(second!.id));
  });
});
