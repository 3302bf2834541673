import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyEvents, applyHeads, applyReady } from "../../../lib/client/apply-event.ts";
import { applyDetails, applyEntryAnswer, applyHome, applyRead } from "../../../lib/client/apply-facts.ts";
import { applyPage, applyParticipants, applySent, isTooOld, rangeOf } from "../../../lib/client/apply-page.ts";
import { applySync } from "../../../lib/client/apply-sync.ts";
import { type ChatState, CLOSED_THREAD_MESSAGES, initialState, type PendingRow } from "../../../lib/client/state.ts";
import { draftOf, forgetOld } from "../../../lib/client/slice-draft.ts";
import { lagging } from "../../../lib/client/sync.ts";
import type { ServerEvent } from "../../../lib/contract/events.ts";
import { ADA, BO, CY, ModelServer, testId } from "./model-server.ts";

/** What is under way between the server and the page, each to be delivered, doubled or lost. */
type Parcel = { isAnswer: boolean; open: (state: ChatState) => ChatState };

class World {
  readonly server = new ModelServer();
  readonly threadIds = [this.server.addThread("PUBLIC"), this.server.addThread("PRIVATE")];
  state: ChatState;
  parcels: Parcel[] = [];
  committed: string[] = [];

  constructor(history: number) {
    for (const threadId of this.threadIds) {
      for (let n = 0; n < history; n += 1) this.server.send(threadId, { authorId: n % 3 === 0 ? ADA : BO });
    }
    this.state = initialState(this.server.home());
  }

  publish(events: ServerEvent[]): void {
    for (const event of events) this.parcels.push({ isAnswer: false, open: (state) => applyEvents(state, [event]) });
  }

  answer(open: Parcel["open"]): void {
    this.parcels.push({ isAnswer: true, open });
  }

  setOpen(threadId: string, open: boolean): void {
    const slice = this.state.threads[threadId];
    if (!slice) return;
    const draft = draftOf({ ...slice, open });
    if (!open) forgetOld(draft);
    this.state = { ...this.state, threads: { ...this.state.threads, [threadId]: draft } };
  }

  /** Ada presses Enter: the pending row, the write, its event, and a reply that may be lost. */
  sendMine(threadId: string): void {
    const clientId = testId();
    const row: PendingRow = {
      clientId,
      threadId,
      body: "mine",
      replyToId: null,
      createdAt: new Date(0).toISOString(),
      state: "sending",
      attempts: 1,
      error: null,
      tabId: "tab",
    };
    this.state = { ...this.state, outbox: { ...this.state.outbox, [clientId]: row } };
    this.publish(this.server.send(threadId, { authorId: ADA, clientId }));
    const message = this.server.get(threadId).messages.at(-1)!;
    this.committed.push(clientId);
    this.answer((state) => applySent(state, message));
  }

  /** What the engine does once the network is whole: heads, syncs, and entries in doubt. */
  settle(): void {
    const heads = this.server.heads();
    this.state = applyReady(this.state, {
      userHead: heads.user,
      heads: heads.threads,
      serverTime: new Date(0).toISOString(),
      protocol: 1,
      boot: "boot",
    });
    for (let round = 0; round < 50; round += 1) {
      if (this.state.homeStale) this.state = applyHome(this.state, this.server.home());
      else if (this.state.connection.behind > 0) {
        const asked = lagging(this.state);
        this.state = applySync(this.state, this.server.sync(asked), asked);
      } else {
        this.resend();
        const doubtful = Object.values(this.state.threads).find(({ stale, gone }) => stale && !gone);
        if (!doubtful) return;
        this.state = applyDetails(this.state, this.server.details(doubtful.id), this.state.user.seq);
      }
    }
    throw new Error("did not settle");
  }

  /** What the outbox does with a message whose reply was lost: the same clientId finds the message (PROTOCOL S2). */
  resend(): void {
    for (const { clientId, threadId } of Object.values(this.state.outbox)) {
      const message = this.server.get(threadId).messages.find((known) => known.clientId === clientId)!;
      this.state = applySent(this.state, message);
    }
  }

  check(): void {
    expect(this.state.connection.behind).toBe(0);
    expect(this.state.user.seq).toBe(this.server.userHead);
    for (const threadId of this.threadIds) this.checkThread(threadId);
    for (const clientId of this.committed) expect(this.state.outbox).not.toHaveProperty(clientId);
  }

  checkThread(threadId: string): void {
    const entry = this.server.entry(threadId);
    const slice = this.state.threads[threadId];
    if (!entry) {
      expect(slice?.entry ?? null).toBeNull();
      return;
    }
    expect(slice).toBeDefined();
    const { thread, messages, ranges, participants, participantsLoaded, floating, open, seq } = slice!;
    expect(slice!.entry).toEqual(entry);
    expect(seq).toBe(entry.head);
    expect(thread).toEqual(entry.thread);
    expect(floating).toEqual([]);
    const all = this.server.get(threadId).messages;
    for (const range of ranges) {
      const fresh = all.filter(({ seq }) => range.from <= seq && seq <= range.to);
      expect(range.ids).toEqual(fresh.map(({ id }) => id));
      expect(range.ids.map((id) => messages.get(id)!.view)).toEqual(fresh);
    }
    for (const { view } of messages.values()) expect(view).toEqual(all.find(({ id }) => id === view.id));
    if (participantsLoaded) {
      const held = Object.fromEntries(Object.values(participants).map(({ view }) => [view.userId, view]));
      expect(held).toEqual(Object.fromEntries(this.server.get(threadId).participants));
    }
    if (!open) expect(messages.size).toBeLessThanOrEqual(CLOSED_THREAD_MESSAGES);
  }
}

type Step = (world: World) => void;

const pick = <T>(items: readonly T[], share: number): T | undefined => items[Math.floor(share * items.length)];
const share = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const which = fc.integer({ min: 0, max: 1 });
const author = fc.constantFrom(ADA, BO, CY);

const writes: fc.Arbitrary<Step>[] = [
  fc.tuple(which, author, fc.boolean(), fc.boolean()).map(([n, authorId, mentioned, system]) => (world) => {
    const mentions = mentioned && authorId !== ADA ? [ADA] : [];
    const kind = system ? ("SYSTEM" as const) : ("PERSON" as const);
    world.publish(world.server.send(world.threadIds[n]!, { authorId, mentions, kind }));
  }),
  which.map((n) => (world) => world.sendMine(world.threadIds[n]!)),
  fc.tuple(which, share).map(([n, at]) => (world) => {
    const root = pick(world.server.get(world.threadIds[n]!).messages, at);
    if (root)
      world.publish(world.server.send(world.threadIds[n]!, { authorId: BO, replyToId: root.id, rootId: root.id }));
  }),
  fc.tuple(which, share, fc.boolean()).map(([n, at, mentioned]) => (world) => {
    const message = pick(world.server.get(world.threadIds[n]!).messages.slice(-8), at);
    if (!message || message.deletedAt) return;
    const edited = { body: "edited", editCount: message.editCount + 1, mentions: mentioned ? [ADA] : [] };
    world.publish(world.server.change(world.threadIds[n]!, message.id, edited));
  }),
  fc.tuple(which, share).map(([n, at]) => (world) => {
    const message = pick(world.server.get(world.threadIds[n]!).messages.slice(-8), at);
    if (!message || message.deletedAt) return;
    const deleted = {
      body: null,
      mentions: [],
      mentionsEveryone: false,
      reactions: [],
      pin: null,
      deletedAt: message.createdAt,
      deletedById: BO,
    };
    world.publish(world.server.change(world.threadIds[n]!, message.id, deleted));
  }),
  which.map((n) => (world) => world.publish(world.server.rename(world.threadIds[n]!))),
  fc.tuple(which, author).map(
    ([n, who]) =>
      (world) =>
        world.publish(world.server.changeRole(world.threadIds[n]!, who)),
  ),
  which.map((n) => (world) => world.publish(world.server.hidden(world.threadIds[n]!))),
  fc.tuple(which, share).map(([n, at]) => (world) => {
    const { head } = world.server.get(world.threadIds[n]!);
    world.publish(world.server.read(world.threadIds[n]!, Math.floor(head * at) + 1));
  }),
  fc.tuple(which, share).map(([n, at]) => (world) => {
    const { head } = world.server.get(world.threadIds[n]!);
    world.publish(world.server.markUnread(world.threadIds[n]!, Math.floor(head * at)));
  }),
  which.map((n) => (world) => world.publish(world.server.star(world.threadIds[n]!))),
  which.map((n) => (world) => world.publish(world.server.leave(world.threadIds[n]!))),
  which.map((n) => (world) => world.publish(world.server.join(world.threadIds[n]!))),
  fc.tuple(which, fc.integer({ min: 20, max: 130 })).map(([n, count]) => (world) => {
    for (let sent = 0; sent < count; sent += 1) world.publish(world.server.send(world.threadIds[n]!, { authorId: CY }));
  }),
];

const network: fc.Arbitrary<Step>[] = [
  // In order, as a healthy socket delivers.
  fc.integer({ min: 1, max: 30 }).map((count) => (world) => {
    for (const parcel of world.parcels.splice(0, count)) world.state = parcel.open(world.state);
  }),
  // Out of order.
  share.map((at) => (world) => {
    const place = Math.floor(at * world.parcels.length);
    for (const parcel of world.parcels.splice(place, 1)) world.state = parcel.open(world.state);
  }),
  // Twice.
  share.map((at) => (world) => {
    const parcel = pick(world.parcels, at);
    if (parcel) world.state = parcel.open(world.state);
  }),
  // Lost.
  fc.tuple(share, fc.integer({ min: 1, max: 40 })).map(([at, count]) => (world) => {
    world.parcels.splice(Math.floor(at * world.parcels.length), count);
  }),
];

const reads: fc.Arbitrary<Step>[] = [
  fc.constant((world) => {
    world.state = applyHeads(world.state, world.server.heads());
  }),
  fc.constant((world) => {
    const asked = lagging(world.state, { evenIfLevel: true });
    const answer = world.server.sync(asked);
    world.answer((state) => applySync(state, answer, asked));
  }),
  fc.tuple(which, share, fc.constantFrom("latest", "before", "after", "around")).map(([n, at, mode]) => (world) => {
    const threadId = world.threadIds[n]!;
    const slice = world.state.threads[threadId];
    const range = slice && pick(slice.ranges, at);
    if (!range || !world.server.get(threadId).isMember) return;
    const ask = mode === "before" ? { before: range.from } : mode === "after" ? { after: range.to } : {};
    const page = world.server.page(threadId, mode === "around" ? { around: Math.floor(range.to * at) } : ask);
    world.answer((state) => (isTooOld(state, threadId, page.head) ? state : applyPage(state, threadId, { page, ask })));
  }),
  which.map((n) => (world) => {
    const details = world.server.details(world.threadIds[n]!);
    const askedAt = world.state.user.seq;
    if (details.entry) world.answer((state) => applyDetails(state, details, askedAt));
  }),
  which.map((n) => (world) => {
    const list = world.server.participants(world.threadIds[n]!);
    world.answer((state) => applyParticipants(state, world.threadIds[n]!, list));
  }),
  fc.constant((world) => {
    const home = world.server.home();
    world.answer((state) => applyHome(state, home));
  }),
  // Reading here: shown at once, told to the server, and answered with the entry.
  fc.tuple(which, share).map(([n, at]) => (world) => {
    const threadId = world.threadIds[n]!;
    const slice = world.state.threads[threadId];
    if (!slice?.entry || !world.server.get(threadId).isMember) return;
    const upTo = Math.max(slice.entry.lastReadSeq, Math.ceil(slice.seq * at));
    const askedAt = world.state.user.seq;
    world.state = applyRead(world.state, threadId, upTo);
    world.publish(world.server.read(threadId, upTo));
    const entry = world.server.entry(threadId)!;
    world.answer((state) => applyEntryAnswer(state, entry, askedAt));
  }),
  fc.tuple(which, fc.boolean()).map(
    ([n, open]) =>
      (world) =>
        world.setOpen(world.threadIds[n]!, open),
  ),
];

const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.oneof(...writes) },
    { weight: 5, arbitrary: fc.oneof(...network) },
    { weight: 3, arbitrary: fc.oneof(...reads) },
  ),
  { maxLength: 60, size: "max" },
);

describe("PROTOCOL G1 Y1 Y2 R2: old state + its events = fresh state", () => {
  it("G1: converges with events dropped, doubled, shuffled and late, syncs and pages between them", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), steps, (history, run) => {
        const world = new World(history);
        for (const step of run) step(world);
        world.settle();
        // What comes after all was caught up changes nothing any more.
        for (const parcel of world.parcels) if (!parcel.isAnswer) world.state = parcel.open(world.state);
        world.settle();
        world.check();
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 600) },
    );
  });

  it("L4: late answers of any kind change nothing that is newer", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30 }), steps, (history, run) => {
        const world = new World(history);
        for (const step of run) step(world);
        world.settle();
        for (const parcel of world.parcels) world.state = parcel.open(world.state);
        world.settle();
        world.check();
      }),
      { numRuns: Number(process.env.FUZZ_RUNS ?? 300) },
    );
  });

  it("L3: a page covers exactly the stretch it was asked for", () => {
    const server = new ModelServer();
    const threadId = server.addThread();
    for (let n = 0; n < 20; n += 1) server.send(threadId, { authorId: BO });
    expect(rangeOf(server.page(threadId), {})).toMatchObject({ from: 15, to: 20 });
    expect(rangeOf(server.page(threadId, { before: 15 }), { before: 15 })).toMatchObject({ from: 9, to: 14 });
    expect(rangeOf(server.page(threadId, { before: 3 }), { before: 3 })).toMatchObject({ from: 0, to: 2 });
    expect(rangeOf(server.page(threadId, { after: 4 }), { after: 4 })).toMatchObject({ from: 5, to: 10 });
    expect(rangeOf(server.page(threadId, { after: 18 }), { after: 18 })).toMatchObject({ from: 19, to: 20 });
    expect(rangeOf(server.page(threadId, { around: 10 }), {})).toMatchObject({ from: 8, to: 13 });
  });
});
