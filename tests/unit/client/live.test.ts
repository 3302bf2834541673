import { afterEach, describe, expect, it, vi } from "vitest";
import {
  jumpToLatest,
  loadNewer,
  loadOlder,
  openThread,
  reportVisible,
  sendMessage,
} from "../../../lib/client/actions.ts";
import { type Chat, createChat } from "../../../lib/client/start.ts";
import { timelineOf } from "../../../lib/client/timeline.ts";
import { until } from "./fake-core.ts";
import { ModelHost } from "./model-host.ts";
import { ADA, BO, LIMIT, ModelServer } from "./model-server.ts";
import { doorAddresses as doors } from "../../../lib/contract/door-addresses.ts";

let host: ModelHost | undefined;
let chat: Chat | undefined;
afterEach(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  chat?.stop();
  await host?.close();
});

async function setUp({ history = 0, start = true } = {}) {
  const model = new ModelServer();
  const threadId = model.addThread();
  for (let n = 0; n < history; n += 1) model.send(threadId, { authorId: BO });
  host = new ModelHost(model);
  const origin = await host.listen();
  let tokens = 0;
  const getToken = async () => `token ${(tokens += 1)}`;
  const created = createChat({ home: model.home(), doors, getToken, origin, signOut: async () => undefined });
  chat = created;
  const state = () => created.store.getState();
  const slice = () => state().threads[threadId]!;
  const isLive = () => state().connection.link === "up" && state().connection.behind === 0;
  const rows = () => timelineOf(slice(), Object.values(state().outbox), ADA).rows;
  const say = (count = 1) => {
    for (let n = 0; n < count; n += 1) host!.publish(model.send(threadId, { authorId: BO }));
  };
  if (start) {
    created.start();
    await until("it is live", isLive);
  }
  return { host, model, threadId, state, slice, isLive, rows, say, start: created.start };
}

describe("live", () => {
  it("C1: opens a WebSocket with a token in auth, and events show at once", async () => {
    const { host, say, slice, threadId, rows } = await setUp();
    expect(host.tokens).toHaveLength(1);
    expect(host.tokens[0]).toMatch(/^token \d+$/);
    await openThread(threadId);
    say(3);
    await until("they show", () => rows().length === 3);
    expect(slice().entry!.unread).toBe(3);
  });

  it("C3: ready brings what was written between the page's rendering and the socket", async () => {
    const { model, threadId, slice, state, start, isLive } = await setUp({ start: false });
    for (let n = 0; n < 5; n += 1) model.send(threadId, { authorId: BO });
    model.star(threadId);
    start();
    await until("it caught up", () => isLive() && slice().seq === 5);
    expect(slice().entry).toEqual(model.entry(threadId));
    expect(state().user.seq).toBe(1);
  });

  it("G1: an event that went missing is fetched after 200 ms", async () => {
    const { host, threadId, say, slice, isLive, rows } = await setUp();
    await openThread(threadId);
    host.isLive = false;
    say();
    host.isLive = true;
    say();
    await until("the gap is known", () => slice().seen === 2);
    expect(slice().seq).toBe(0);
    await until("it is closed", () => isLive() && slice().seq === 2);
    expect(rows()).toHaveLength(2);
    expect(host.requests.filter((request) => request.includes("sync"))).toEqual(["socket sync"]);
  });

  it("Y1: what is too much for the socket is asked for over REST", async () => {
    const { host, threadId, say, slice, isLive } = await setUp();
    await openThread(threadId);
    host.isTooMuch = true;
    host.isLive = false;
    say();
    host.isLive = true;
    say();
    await until("the gap is closed", () => isLive() && slice().seq === 2);
    expect(host.requests.filter((request) => request.includes("sync"))).toEqual(["socket sync", "POST /api/sync"]);
  });

  it("G2: heads find a lost last event", async () => {
    const { host, model, say, slice } = await setUp();
    host.isLive = false;
    say();
    host.say("heads", model.heads());
    await until("it is there", () => slice().seq === 1);
  });

  it("C3 Y2: after a cut everything missed is there, and a long gap becomes the latest page", async () => {
    const { host, model, threadId, say, slice, isLive, state, rows } = await setUp({ history: 10 });
    await openThread(threadId);
    host.isLive = false;
    host.cut();
    await until("it is down", () => state().connection.link === "connecting");
    say(LIMIT + 60);
    host.isLive = true;
    await until("it is live", () => isLive() && slice().seq === LIMIT + 70);
    await until("its entry is exact", () => !slice().stale);
    expect(slice().entry).toEqual(model.entry(threadId));
    expect(slice().gapSeq).not.toBeNull();
    expect(rows()).toHaveLength(6);
    await loadOlder(threadId);
    expect(rows()).toHaveLength(56);
    expect(slice().gapSeq).toBeNull();
  });

  it("S5: sends through the socket while it is up and through REST while it is not", async () => {
    const { host, model, threadId, state, rows } = await setUp();
    await openThread(threadId);
    await sendMessage({ threadId, body: "by socket" });
    await until("it is sent", () => Object.keys(state().outbox).length === 0);
    host.acceptsSockets = false;
    host.cut();
    await until("it is down", () => state().connection.link === "connecting");
    await sendMessage({ threadId, body: "by REST" });
    await until("it is sent", () => Object.keys(state().outbox).length === 0);
    expect(host.requests.filter((request) => request.includes("message:send"))).toEqual([
      "socket message:send by socket",
      "rest message:send by REST",
    ]);
    expect(model.get(threadId).messages).toHaveLength(2);
    expect(rows().map((row) => row.kind)).toEqual(["message", "message"]);
  });

  it("C1: where no WebSocket can be opened, a sync every 15 s stands in", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const { host, say, slice, state, start } = await setUp({ start: false });
    host.acceptsSockets = false;
    start();
    const advance = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 100) {
        await vi.advanceTimersByTimeAsync(100);
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    say(2);
    await advance(12_000);
    await vi.waitUntil(() => state().connection.link === "polling");
    expect(slice().seq).toBe(2);
    say();
    await advance(16_000);
    await vi.waitUntil(() => slice().seq === 3);
  });

  it("C6: renews the token over the open socket every 30 s", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    const { host } = await setUp();
    vi.advanceTimersByTime(30_000);
    await until("it is renewed", () => host.renewed.length === 1);
    vi.advanceTimersByTime(30_000);
    await until("it is renewed again", () => host.renewed.length === 2);
    expect(new Set([...host.renewed, ...host.tokens]).size).toBe(3);
  });

  it("C5: a revoked session says so and stays away", async () => {
    const { host, state } = await setUp();
    host.say("expired", { code: "SESSION_REVOKED" });
    await until("it says so", () => state().connection.expired === "SESSION_REVOKED");
    expect(state().connection.link).toBe("offline");
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect(host.tokens).toHaveLength(1);
  });

  it("Y4: after a restart of the server the sync waits up to 2 s, after a mere cut it does not", async () => {
    const { host, say, slice, state } = await setUp();
    const cut = async () => {
      host.isLive = false;
      say();
      host.cut();
      await until("it is down", () => state().connection.link === "connecting");
      await until("it is up", () => state().connection.link === "up");
    };
    // The longest wait there can be.
    vi.spyOn(crypto, "getRandomValues").mockImplementation((numbers) => (numbers as Uint32Array).fill(2 ** 32 - 1));
    await cut();
    await until("it caught up", () => slice().seq === 1, 10_000);
    host.boot = "second";
    await cut();
    const up = Date.now();
    await until("it caught up", () => slice().seq === 2, 20_000);
    expect(Date.now() - up).toBeGreaterThan(1_800);
    expect(Date.now() - up).toBeLessThan(15_000);
  });

  it("R3: what is seen is read, merged for a second, told once", async () => {
    const { host, threadId, slice, model } = await setUp({ history: 6 });
    await openThread(threadId);
    for (const seq of [2, 3, 5]) reportVisible(threadId, seq);
    expect(slice().entry).toMatchObject({ lastReadSeq: 5, unread: 1 });
    await until("it is told", () => model.get(threadId).lastReadSeq === 5);
    expect(host.requests.filter((request) => request.includes("thread:read"))).toHaveLength(1);
    expect(slice().firstUnreadSeq).toBe(1);
  });
});

describe("history", () => {
  it("lands on the first unread when there is more than a screen of it, and walks both ways", async () => {
    const { model, threadId } = await setUp({ history: 300, start: false });
    model.read(threadId, 150);
    chat!.stop();
    const session = { getToken: async () => "token", signOut: async () => undefined };
    chat = createChat({ ...session, home: model.home(), doors, origin: host!.origin });
    chat.start();
    const state = () => chat!.store.getState();
    await until("it is live", () => state().connection.link === "up");
    await openThread(threadId);
    const shown = () => timelineOf(state().threads[threadId], [], ADA);
    expect(shown()).toMatchObject({ status: "ready", firstUnreadSeq: 151, hasOlder: true, hasNewer: true });
    expect(shown().target).toMatchObject({ seq: 151 });
    await loadOlder(threadId);
    await loadNewer(threadId);
    const seqs = shown().rows.map((row) => (row.kind === "message" ? row.seq : 0));
    expect(seqs).toEqual(Array.from({ length: seqs.length }, (_, n) => seqs[0]! + n));
    expect(seqs.length).toBe(150);
    await jumpToLatest(threadId);
    expect(shown()).toMatchObject({ hasNewer: false, hasOlder: true });
    expect(shown().rows.at(-1)).toMatchObject({ seq: 300 });
  });

  it("a thread that is not there says so", async () => {
    const { state } = await setUp();
    const nowhere = "0195a000-0000-7000-8000-ffffffffffff";
    await openThread(nowhere);
    expect(timelineOf(state().threads[nowhere], [], ADA).status).toBe("gone");
  });
});
