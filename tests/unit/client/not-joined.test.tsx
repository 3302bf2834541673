import { renderToStaticMarkup } from "react-dom/server";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createStore } from "zustand/vanilla";
import { NotLive } from "../../../components/chat/conversation/not-live.tsx";
import { closeThread, openThread } from "../../../lib/client/actions.ts";
import { ChatContext } from "../../../lib/client/chat-context.ts";
import { type Chat, createChat } from "../../../lib/client/start.ts";
import { timelineOf } from "../../../lib/client/timeline.ts";
import { until } from "./fake-core.ts";
import { ModelHost } from "./model-host.ts";
import { ADA, BO, ModelServer } from "./model-server.ts";
import { doorAddresses as doors } from "../../../lib/contract/door-addresses.ts";

// Ada reads a PUBLIC thread that she has not joined. The page is two event targets.

let host: ModelHost;
let chat: Chat;
let model: ModelServer;
let threadId: string;
const page = Object.assign(new EventTarget(), { visibilityState: "visible", hasFocus: () => true });
const frame = new EventTarget();

const state = () => chat.store.getState();
const rows = () => timelineOf(state().threads[threadId], [], ADA).rows;
/** What stands under the conversation. */
const notice = (id = threadId) =>
  renderToStaticMarkup(
    <ChatContext.Provider value={createStore(() => state())}>
      <NotLive threadId={id} />
    </ChatContext.Provider>,
  );
const say = () => host.publish(model.send(threadId, { authorId: BO }));

beforeEach(async () => {
  vi.stubGlobal("window", frame);
  vi.stubGlobal("document", page);
  model = new ModelServer();
  threadId = model.addThread("PUBLIC");
  for (let n = 0; n < 3; n += 1) model.send(threadId, { authorId: BO });
  model.leave(threadId);
  host = new ModelHost(model);
  const origin = await host.listen();
  chat = createChat({
    home: model.home(),
    doors,
    getToken: async () => "token",
    origin,
    signOut: async () => undefined,
  });
  chat.start();
  await until("it is live", () => state().connection.link === "up");
  await openThread(threadId);
  // Who is in it comes a moment later, and tells the head of that moment.
  await until("its people are there", () => state().threads[threadId]?.participantsLoaded === true);
});
afterEach(async () => {
  chat.stop();
  vi.unstubAllGlobals();
  await host.close();
});

describe("a PUBLIC thread read without having joined", () => {
  it("F6: the page says that it is not live", () => {
    expect(rows()).toHaveLength(3);
    expect(notice()).toContain("Not live");
    const mine = model.addThread();
    expect(notice(mine)).toBe("");
  });

  it("F6: nothing comes by itself, and the focus refreshes it, however often", async () => {
    for (const count of [4, 5]) {
      say();
      await new Promise((resolve) => setTimeout(resolve, 400));
      expect(rows()).toHaveLength(count - 1);
      frame.dispatchEvent(new Event("focus"));
      await until("what is new is there", () => rows().length === count);
    }
    expect(notice()).toContain("Not live");
  });

  it("F6: becoming visible refreshes it too, and one that was closed is asked for no more", async () => {
    say();
    page.dispatchEvent(new Event("visibilitychange"));
    await until("what is new is there", () => rows().length === 4);
    closeThread(threadId);
    const asked = () => host.requests.filter((request) => request.includes(threadId)).length;
    const before = asked();
    frame.dispatchEvent(new Event("focus"));
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked()).toBe(before);
  });

  it("F6: once joined it is live, and the page says so no longer", async () => {
    host.publish(model.join(threadId));
    await until("it is joined", () => state().threads[threadId]?.entry !== null);
    expect(notice()).toBe("");
    say();
    await until("it comes by itself", () => rows().length === 4);
  });
});
