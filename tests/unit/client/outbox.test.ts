import "fake-indexeddb/auto";
import { afterEach, describe, expect, it } from "vitest";
import { ApiError } from "../../../lib/client/api-error.ts";
import { applyEvents } from "../../../lib/client/apply-event.ts";
import { openLocalDatabase } from "../../../lib/client/local-database.ts";
import { createOutbox } from "../../../lib/client/outbox.ts";
import type { PendingRow, UploadRow } from "../../../lib/client/state.ts";
import { openTabChannel, type TabNews } from "../../../lib/client/tab-channel.ts";
import { createTabLocks } from "../../../lib/client/tab-locks.ts";
import { createUploads } from "../../../lib/client/uploads.ts";
import { isWorthRetrying } from "../../../lib/client/api-error.ts";
import { retryDelay } from "../../../lib/client/waiting.ts";
import { ERROR_STATUS, type ErrorCode } from "../../../lib/contract/error-status.ts";
import { type FakeCommand, fakeCore, until } from "./fake-core.ts";
import { ADA, ModelServer } from "./model-server.ts";

const failure = (code: ApiError["code"], retryAfterMs?: number) => new ApiError({ code, message: code, retryAfterMs });

type Sent = { clientId: string; threadId: string; body: string };

/** A server that keeps what it takes, once per clientId (PROTOCOL S2), and a network that a test can break. */
class Net {
  readonly server = new ModelServer();
  readonly taken: Sent[] = [];
  readonly tries: string[] = [];
  inFlight = new Map<string, number>();
  mostInFlight = new Map<string, number>();
  /** Throws before the server hears, or after it has written. */
  before: (sent: Sent, tries: number) => void | Promise<void> = () => undefined;
  after: (sent: Sent, tries: number) => void | Promise<void> = () => undefined;

  command: FakeCommand = async (_name, input) => {
    const sent = input as Sent;
    const count = (this.inFlight.get(sent.threadId) ?? 0) + 1;
    this.inFlight.set(sent.threadId, count);
    this.mostInFlight.set(sent.threadId, Math.max(count, this.mostInFlight.get(sent.threadId) ?? 0));
    this.tries.push(sent.body);
    try {
      await new Promise((resolve) => setTimeout(resolve, 2));
      const tries = this.tries.filter((body) => body === sent.body).length;
      await this.before(sent, tries);
      const known = this.server.get(sent.threadId).messages.find(({ clientId }) => clientId === sent.clientId);
      if (!known) {
        this.taken.push(sent);
        this.server.send(sent.threadId, { authorId: ADA, clientId: sent.clientId, body: sent.body });
      }
      await this.after(sent, tries);
      const message = this.server.get(sent.threadId).messages.find(({ clientId }) => clientId === sent.clientId)!;
      return { message, replayed: known !== undefined };
    } finally {
      this.inFlight.set(sent.threadId, this.inFlight.get(sent.threadId)! - 1);
    }
  };
}

const open: AbortController[] = [];
afterEach(async () => {
  for (const over of open.splice(0)) over.abort();
  const kept = openLocalDatabase(ADA);
  await until("locks are free", () => true);
  for (const row of await kept.all<PendingRow>("outbox:")) await kept.remove(`outbox:${row.clientId}`);
});

/** A tab of Ada's. */
function openTab(net: Net, { reads = true } = {}) {
  const { core, over } = fakeCore(net.server.home(), { command: net.command });
  open.push(over);
  const database = openLocalDatabase(ADA);
  const channel = openTabChannel(ADA, { signal: over.signal, hear: (news: TabNews) => outbox.hear(news) });
  const locks = createTabLocks(over.signal);
  const uploads = createUploads(core, { database, channel, locks, origin: "", getToken: async () => null });
  const outbox = createOutbox(core, { database, channel, locks, uploads });
  core.store.subscribe((state, before) => outbox.watch(state, before));
  const started = reads ? outbox.start() : Promise.resolve();
  const rows = () => Object.values(core.state().outbox);
  const kept = () => database.all<PendingRow>("outbox:");
  return { core, outbox, started, rows, kept, close: () => over.abort() };
}

describe("outbox", () => {
  it("S1: a message is in IndexedDB before the network hears of it", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    const tab = openTab(net);
    await tab.started;
    const keptAtFirst: PendingRow[] = [];
    net.before = async () => void keptAtFirst.push(...(await tab.kept()));
    const clientId = await tab.outbox.send({ threadId, body: "hello" });
    await until("it is sent", () => net.taken.length === 1);
    expect(keptAtFirst).toMatchObject([{ clientId, body: "hello", threadId }]);
    await until("it is gone", () => tab.rows().length === 0);
    await expect.poll(() => tab.kept()).toEqual([]);
  });

  it("S1: survives a closed tab and a restarted browser", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    net.before = () => {
      throw failure("NETWORK");
    };
    const first = openTab(net);
    await first.started;
    await first.outbox.send({ threadId, body: "one" });
    await first.outbox.send({ threadId, body: "two" });
    first.close();
    net.before = () => undefined;
    const second = openTab(net);
    await second.started;
    await until("both are sent", () => net.taken.length === 2);
    expect(net.taken.map(({ body }) => body)).toEqual(["one", "two"]);
    await expect.poll(() => second.kept()).toEqual([]);
  });

  it("S7: a message takes its turn when its files have arrived, holds up no other, and fails with them", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    const tab = openTab(net);
    await tab.started;
    const file = (id: string): UploadRow => ({
      ...{ id, threadId, draftKey: threadId, clientId: null, name: "a.txt", size: 9, type: "", preview: null },
      ...{ state: "uploading", begun: true, sent: 3, error: null },
    });
    const set = (id: string, changes: Partial<UploadRow>) =>
      tab.core.update((state) => ({
        ...state,
        uploads: { ...state.uploads, [id]: { ...file(id), ...state.uploads[id], ...changes } },
      }));
    set("good", {});
    set("bad", {});
    await tab.outbox.send({ threadId, body: "with a file", attachmentIds: ["good"] });
    const failing = await tab.outbox.send({ threadId, body: "refused", attachmentIds: ["bad"] });
    await tab.outbox.send({ threadId, body: "words" });
    await until("the words are sent", () => net.taken.length === 1);
    expect(net.taken[0]?.body).toBe("words");
    set("good", { state: "done" });
    await until("the file's message is sent", () => net.taken.length === 2);
    expect(net.taken[1]).toMatchObject({ body: "with a file", attachmentIds: ["good"] });
    set("bad", { state: "failed", error: { code: "MEDIA_TYPE", message: "no" } });
    await until("it says so", () => tab.core.state().outbox[failing]?.state === "failed");
    expect(tab.core.state().outbox[failing]).toMatchObject({ body: "refused", error: { code: "MEDIA_TYPE" } });
    // What arrived is no longer on the device; what failed still is.
    expect(Object.keys(tab.core.state().uploads)).toEqual(["bad"]);
  });

  it("S6: waits 0.5 s · 2ⁿ with jitter, 30 s at most", () => {
    for (const [attempts, whole] of [
      [1, 500],
      [2, 1_000],
      [5, 8_000],
      [7, 30_000],
      [20, 30_000],
    ] as const) {
      for (let n = 0; n < 50; n += 1) {
        expect(retryDelay(attempts)).toBeGreaterThanOrEqual(whole / 2);
        expect(retryDelay(attempts)).toBeLessThanOrEqual(whole);
      }
    }
  });

  it("S6: network, time-out, 5xx and 429 are worth retrying; refusals are not", () => {
    const retried = ["NETWORK", "TIME_OUT", ...Object.keys(ERROR_STATUS)].filter((code) =>
      isWorthRetrying(failure(code as ErrorCode)),
    );
    expect(retried.sort()).toEqual(
      ["INTERNAL", "NETWORK", "RATE_LIMITED", "SLOW_MODE", "TIME_OUT", "UNAUTHENTICATED", "UNAVAILABLE"].sort(),
    );
  });

  it("S6: a lost reply is retried with the same clientId and makes one message", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    net.after = (_sent, tries) => {
      if (tries < 3) throw failure("NETWORK");
    };
    const tab = openTab(net);
    await tab.started;
    await tab.outbox.send({ threadId, body: "once" });
    await until("it waits", () => tab.rows()[0]?.attempts === 1 && tab.rows()[0]?.state === "queued");
    tab.outbox.wake();
    await until("it waits again", () => tab.rows()[0]?.attempts === 2 && tab.rows()[0]?.state === "queued");
    tab.outbox.wake();
    await until("it is sent", () => tab.rows().length === 0);
    expect(net.tries).toEqual(["once", "once", "once"]);
    expect(net.server.get(threadId).messages).toHaveLength(1);
  });

  it("S6: honours retryAfterMs", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    const times: number[] = [];
    net.before = (_sent, tries) => {
      times.push(Date.now());
      if (tries === 1) throw failure("RATE_LIMITED", 900);
    };
    const tab = openTab(net);
    await tab.started;
    await tab.outbox.send({ threadId, body: "slow" });
    await until("it is sent", () => net.taken.length === 1);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(890);
  });

  it("S6: a refusal keeps the text, lets the next one pass, and the person edits, retries or discards", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    net.before = ({ body }) => {
      if (body.startsWith("no")) throw failure("ANNOUNCEMENT_ONLY");
    };
    const tab = openTab(net);
    await tab.started;
    for (const body of ["no 1", "yes", "no 2", "no 3"]) await tab.outbox.send({ threadId, body });
    await until("three are refused", () => tab.rows().filter(({ state }) => state === "failed").length === 3);
    expect(net.taken.map(({ body }) => body)).toEqual(["yes"]);
    expect(tab.rows().map(({ error }) => error?.code)).toEqual(Array(3).fill("ANNOUNCEMENT_ONLY"));
    const [first, second, third] = tab.rows().sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
    await tab.outbox.edit(first!.clientId, "yes, edited");
    await tab.outbox.discard(second!.clientId);
    net.before = () => undefined;
    await tab.outbox.retry(third!.clientId);
    await until("all are gone", () => tab.rows().length === 0);
    expect(net.taken.map(({ body }) => body)).toEqual(["yes", "yes, edited", "no 3"]);
  });

  it("S2: what may have arrived already cannot become another message", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    net.after = () => {
      throw failure("TIME_OUT");
    };
    const tab = openTab(net);
    await tab.started;
    const clientId = await tab.outbox.send({ threadId, body: "perhaps" });
    await until("its reply was lost", () => tab.rows()[0]?.attempts === 1 && tab.rows()[0]?.state === "queued");
    await expect(tab.outbox.edit(clientId, "something else")).rejects.toMatchObject({ code: "CONFLICT" });
  });

  it("S7: first in, first out in a thread with one in flight; threads beside each other", async () => {
    const net = new Net();
    const threads = [net.server.addThread(), net.server.addThread()];
    net.before = ({ body }, tries) => {
      if (body === "0-3" && tries === 1) throw failure("UNAVAILABLE");
    };
    const tab = openTab(net);
    await tab.started;
    for (let n = 0; n < 10; n += 1) {
      for (const [place, threadId] of threads.entries()) void tab.outbox.send({ threadId, body: `${place}-${n}` });
    }
    await until("all are sent", () => net.taken.length === 20);
    for (const [place, threadId] of threads.entries()) {
      const bodies = net.taken.filter((sent) => sent.threadId === threadId).map(({ body }) => body);
      expect(bodies).toEqual(Array.from({ length: 10 }, (_, n) => `${place}-${n}`));
      expect(net.mostInFlight.get(threadId)).toBe(1);
    }
    const firstOfOther = net.taken.findIndex(({ body }) => body === "1-9");
    expect(firstOfOther).toBeLessThan(net.taken.findIndex(({ body }) => body === "0-4"));
  });

  it("S7: two tabs send one at a time in a thread, and each its own", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    const tabs = [openTab(net), openTab(net)];
    await Promise.all(tabs.map(({ started }) => started));
    for (let n = 0; n < 5; n += 1)
      for (const [at, tab] of tabs.entries()) void tab.outbox.send({ threadId, body: `${at}-${n}` });
    await until("all are sent", () => net.taken.length === 10);
    expect(net.mostInFlight.get(threadId)).toBe(1);
    expect(net.tries).toHaveLength(10);
    await until("both tabs show none", () => tabs.every((tab) => tab.rows().length === 0));
  });

  it("S7: another tab takes over what a dead tab left, and only then", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    net.before = () => {
      throw failure("NETWORK");
    };
    const [dying, other] = [openTab(net), openTab(net)];
    await Promise.all([dying.started, other.started]);
    await dying.outbox.send({ threadId, body: "left behind" });
    await until("the other tab shows it", () => other.rows()[0]?.attempts === 1);
    expect(other.rows()[0]!.tabId).toBe(dying.rows()[0]!.tabId);
    net.before = () => undefined;
    dying.close();
    await until("it is sent", () => net.taken.length === 1);
    await until("it is gone", () => other.rows().length === 0);
    expect(net.server.get(threadId).messages).toHaveLength(1);
  });

  it("S8: the event may come before the reply, or instead of it", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    const tab = openTab(net);
    await tab.started;
    net.after = () => {
      const message = net.server.get(threadId).messages.at(-1)!;
      const event = { stream: `thread:${threadId}`, seq: message.seq, change: { kind: "message" as const, message } };
      tab.core.update((state) => applyEvents(state, [event]));
      throw failure("NETWORK");
    };
    await tab.outbox.send({ threadId, body: "seen" });
    await until("it is gone", () => tab.rows().length === 0);
    await expect.poll(() => tab.kept()).toEqual([]);
    await tab.outbox.send({ threadId, body: "and the next" });
    await until("the next is gone too", () => tab.rows().length === 0);
    expect(net.tries).toEqual(["seen", "and the next"]);
    expect(tab.core.state().threads[threadId]!.messages.size).toBe(2);
  });

  it("S9: queued, sending and failed are shown", async () => {
    const net = new Net();
    const threadId = net.server.addThread();
    const tab = openTab(net);
    await tab.started;
    const states = new Set<string>();
    tab.core.store.subscribe(({ outbox }) => Object.values(outbox).forEach(({ state }) => states.add(state)));
    net.before = (_sent, tries) => {
      throw failure(tries === 1 ? "NETWORK" : "FORBIDDEN");
    };
    await tab.outbox.send({ threadId, body: "x" });
    await until("it failed", () => tab.rows()[0]?.state === "failed");
    expect([...states]).toEqual(["queued", "sending", "failed"]);
  });
});
