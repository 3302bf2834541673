import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { notifyTyping, openThread, reportVisible, sendMessage } from "../../../lib/client/actions.ts";
import { findEngine } from "../../../lib/client/engine.ts";
import { type Chat, createChat } from "../../../lib/client/start.ts";
import { until } from "./fake-core.ts";
import { ModelHost } from "./model-host.ts";
import { BO, CY, ModelServer } from "./model-server.ts";
import { doorAddresses as doors } from "../../../lib/contract/door-addresses.ts";

// What a page tells its chat: seen, focused, online. The page is two event targets.

let host: ModelHost;
let chat: Chat;
let threadId: string;
const page = Object.assign(new EventTarget(), { visibilityState: "visible", hasFocus: () => true });
const frame = new EventTarget();

const state = () => chat.store.getState();
const slice = () => state().threads[threadId]!;
const show = (visibility: string, focused: boolean) => {
  Object.assign(page, { visibilityState: visibility, hasFocus: () => focused });
  page.dispatchEvent(new Event("visibilitychange"));
  if (focused) frame.dispatchEvent(new Event("focus"));
};

beforeEach(async () => {
  vi.stubGlobal("window", frame);
  vi.stubGlobal("document", page);
  show("visible", true);
  const model = new ModelServer();
  threadId = model.addThread();
  for (let n = 0; n < 5; n += 1) model.send(threadId, { authorId: BO });
  host = new ModelHost(model);
  const origin = await host.listen();
  const getToken = async () => "token";
  chat = createChat({ home: model.home(), doors, getToken, origin, signOut: async () => undefined });
  chat.start();
  await until("it is live", () => state().connection.link === "up");
  await openThread(threadId);
});
afterEach(async () => {
  vi.useRealTimers();
  chat.stop();
  vi.unstubAllGlobals();
  await host.close();
});

describe("signals of the page", () => {
  it("R3: nothing is read while the page is hidden or behind another window, and what stood there is on return", () => {
    for (const [visibility, focused] of [
      ["hidden", false],
      ["visible", false],
    ] as const) {
      show(visibility, focused);
      reportVisible(threadId, 3);
      expect(slice().entry).toMatchObject({ lastReadSeq: 0, unread: 5 });
    }
    show("visible", true);
    expect(slice().entry).toMatchObject({ lastReadSeq: 3, unread: 2 });
  });

  it("G3: becoming visible compares heads", async () => {
    host.isLive = false;
    host.model.send(threadId, { authorId: BO });
    show("hidden", false);
    expect(slice().seq).toBe(5);
    show("visible", true);
    await until("it is there", () => slice().seq === 6);
  });

  it("G3: becoming visible asks for heads alone, and syncs nothing where nothing lags", async () => {
    const before = host.requests.length;
    show("hidden", false);
    show("visible", true);
    await until("heads were asked for", () => host.said.some(([name]) => name === "heads:ask"));
    // The next message is told after the heads: by then a sync would have been asked for.
    host.publish(host.model.send(threadId, { authorId: BO }));
    await until("the next message is there", () => slice().seq === 6);
    expect(host.requests.slice(before).filter((request) => /sync/.test(request))).toEqual([]);
  });

  it("G3: coming online opens the socket afresh", async () => {
    frame.dispatchEvent(new Event("offline"));
    expect(state().connection.link).toBe("offline");
    host.isLive = false;
    host.model.send(threadId, { authorId: BO });
    frame.dispatchEvent(new Event("online"));
    await until("it is back", () => state().connection.link === "up" && slice().seq === 6);
    expect(host.tokens).toHaveLength(2);
  });

  it("G3: 60 s without a word open the socket afresh", async () => {
    chat.stop();
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "Date"] });
    chat.start();
    await until("it is live again", () => state().connection.link === "up" && findEngine() !== null);
    const opened = host.tokens.length;
    vi.advanceTimersByTime(55_000);
    expect(host.tokens).toHaveLength(opened);
    vi.advanceTimersByTime(10_000);
    vi.useRealTimers();
    await until("it is opened afresh", () => host.tokens.length === opened + 1);
  });
});

describe("ephemeral", () => {
  const saidOf = (name: string) => host.said.filter(([said]) => said === name).map(([, what]) => what);

  it("E1: typing is said at most every 3 s, and again at once after sending", async () => {
    for (let n = 0; n < 5; n += 1) notifyTyping(threadId);
    await until("it is said", () => saidOf("typing").length === 1);
    await sendMessage({ threadId, body: "done" });
    notifyTyping(threadId);
    await until("it is said again", () => saidOf("typing").length === 2);
  });

  it("E1: typing is not said by those who switched it off, nor in threads above 100 members", async () => {
    const engine = findEngine()!;
    engine.update((old) => ({ ...old, preference: { ...old.preference, showTyping: false } }));
    notifyTyping(threadId);
    const big = { ...slice(), thread: { ...slice().thread!, memberCount: 101 } };
    engine.update((old) => ({
      ...old,
      preference: { ...old.preference, showTyping: true },
      threads: { ...old.threads, [threadId]: big },
    }));
    notifyTyping(threadId);
    engine.say("looking", { threadId });
    await until("later words are heard", () => saidOf("looking").length >= 2);
    expect(saidOf("typing")).toEqual([]);
  });

  it("E1: typing dies after 6 s, and at once when its author has written", async () => {
    host.say("typing", { threadId, userId: BO });
    host.say("typing", { threadId, userId: CY });
    await until("both type", () => Object.keys(state().typing[threadId] ?? {}).length === 2);
    host.publish(host.model.send(threadId, { authorId: BO }));
    await until("one does not", () => Object.keys(state().typing[threadId] ?? {}).length === 1);
    const until_ = state().typing[threadId]![CY]!;
    expect(until_ - Date.now()).toBeGreaterThan(5_000);
    await until("nobody does", () => Object.keys(state().typing).length === 0, 8_000);
    expect(Date.now()).toBeGreaterThanOrEqual(until_);
  });

  it("E2: the people on screen are watched together, and again on a new socket", async () => {
    const stop = [findEngine()!.presence.watch([BO]), findEngine()!.presence.watch([CY, BO])];
    await until("they are watched", () => saidOf("presence:watch").length === 1);
    expect(saidOf("presence:watch")[0]).toEqual({ userIds: [BO, CY] });
    stop[0]!();
    host.say("presence", [{ userId: CY, state: "idle", dnd: false, lastSeenAt: null }]);
    await until("it shows", () => state().presence[CY]?.state === "idle");
    host.cut();
    await until("they are watched again", () => saidOf("presence:watch").length === 2);
    stop[1]!();
    await until("nobody is watched", () => saidOf("presence:watch").length === 3);
    expect(saidOf("presence:watch").slice(1)).toEqual([{ userIds: [BO, CY] }, { userIds: [] }]);
  });
});
