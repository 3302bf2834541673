import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import {
  editMessage,
  loadOlder,
  markAllRead,
  markUnreadFrom,
  openThread,
  sendMessage,
  setReaction,
  starThread,
} from "../../lib/client/actions.ts";
import { type Chat, createChat } from "../../lib/client/start.ts";
import { timelineOf } from "../../lib/client/timeline.ts";
import { doorAddresses as doors } from "../../lib/contract/door-addresses.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import { getHome } from "../../lib/queries/get-home.ts";
import { listMessages } from "../../lib/queries/list-messages.ts";
import { listParticipants } from "../../lib/queries/list-participants.ts";
import { type Query, RawJson, runQuery } from "../../lib/queries/query.ts";
import type { QueryName, QueryOutput } from "../../lib/contract/doors.ts";
import { BrowserNetwork } from "../support/browser-network.ts";
import { openSocketHost, type Person, type SocketHost } from "../support/socket-host.ts";
import { until } from "../support/until.ts";

// A browser's engine in Node, against the real commands, sockets and database, through a network that is cut.

let host: SocketHost;
let network: BrowserNetwork;
let ada: Person;
let bo: Person;
const chats = new Set<Chat>();

beforeAll(async () => {
  host = await openSocketHost();
  network = await BrowserNetwork.open(host.origin);
  vi.stubGlobal("fetch", network.fetch);
});
afterEach(() => {
  for (const chat of chats) chat.stop();
  chats.clear();
  network.mend();
});
afterAll(async () => {
  vi.unstubAllGlobals();
  await network.close();
  await host.close();
});

/** A fresh answer of the server, as this person gets it. */
async function fresh<N extends QueryName>(query: Query<N>, raw: object, person = ada): Promise<QueryOutput<N>> {
  const { userId, sessionId } = person;
  const answer = await runQuery(query, { actor: { userId, sessionId }, raw });
  return (answer instanceof RawJson ? JSON.parse(answer.text) : answer) as QueryOutput<N>;
}

async function openPage(person: Person) {
  const home = await fresh(getHome, {}, person);
  const getToken = async () => host.tokenFor(person);
  const chat = createChat({ doors, home, getToken, origin: network.url, signOut: async () => undefined });
  chats.add(chat);
  chat.start();
  const state = () => chat.store.getState();
  const isLevel = () => {
    const { connection, threads, homeStale, outbox } = state();
    const isSure = Object.values(threads).every(({ stale, reopen }) => !stale && !reopen);
    return connection.link === "up" && connection.behind === 0 && isSure && !homeStale && !Object.keys(outbox).length;
  };
  await until("the page is live", isLevel);
  return { state, isLevel };
}

type Page = Awaited<ReturnType<typeof openPage>>;

/** Converged: equal to a fresh fetch of the same loaded ranges (PROTOCOL, Acceptance). */
async function expectConverged({ state }: Page, person = ada): Promise<void> {
  const home = await fresh(getHome, {}, person);
  const entries = Object.values(state().threads).flatMap(({ entry }) => entry ?? []);
  const byThread = (a: { threadId: string }, b: { threadId: string }) => (a.threadId < b.threadId ? -1 : 1);
  expect(entries.sort(byThread)).toEqual(home.entries.sort(byThread));
  expect(state().user.seq).toBe(home.userHead);
  expect(state().preference).toEqual(home.preference);
  for (const { id, ranges, messages, floating, participantsLoaded, participants, entry } of Object.values(
    state().threads,
  )) {
    if (!entry) continue;
    expect(floating).toEqual([]);
    const all = await everyMessage(id, person);
    for (const { from, to, ids } of ranges) {
      const expected = all.filter(({ seq }) => from <= seq && seq <= to);
      expect(ids.map((messageId) => messages.get(messageId)!.view)).toEqual(expected);
    }
    if (!participantsLoaded) continue;
    const list = await fresh(listParticipants, { threadId: id }, person);
    const active = Object.values(participants).filter(({ view }) => view.status === "ACTIVE");
    const byUser = (a: { userId: string }, b: { userId: string }) => (a.userId < b.userId ? -1 : 1);
    expect(active.map(({ view }) => view).sort(byUser)).toEqual(list.participants.sort(byUser));
  }
}

async function everyMessage(threadId: string, person: Person): Promise<MessageView[]> {
  const all: MessageView[] = [];
  for (let after = 0, hasMore = true; hasMore; ) {
    const page = await fresh(listMessages, { threadId, after, limit: 100 }, person);
    all.push(...page.messages);
    hasMore = page.hasNewer;
    after = page.messages.at(-1)?.seq ?? after;
  }
  return all;
}

const speak = (person: Person, threadId: string, body: string, replyToId: string | null = null) =>
  host.run(person, "message:send", { threadId, clientId: uuidv7(), body, replyToId });

/** A sequence that looks random and is the same every time. */
function dice(seed: number) {
  let state = seed;
  return (sides: number) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** One of everything that Bo can do to what Ada sees. */
async function disturb(threadId: string, others: Person[], roll: (sides: number) => number): Promise<void> {
  const mine = (await everyMessage(threadId, bo)).filter(
    ({ authorId, deletedAt, kind }) => authorId === bo.userId && !deletedAt && kind === "PERSON",
  );
  const one = mine[roll(Math.max(1, mine.length))];
  const other = others[roll(others.length)]!;
  switch (roll(10)) {
    case 0:
      if (one) await host.run(bo, "message:edit", { messageId: one.id, body: `edited ${roll(1e6)}` });
      break;
    case 1:
      if (one) await host.run(bo, "message:delete", { messageId: one.id });
      break;
    case 2:
      await speak(bo, threadId, `reply ${roll(1e6)}`, one?.id ?? null);
      break;
    case 3:
      await host.run(bo, "thread:update", { threadId, topic: `topic ${roll(1e6)}` });
      break;
    case 4:
      await host.run(bo, "participant:add", { threadId, userIds: [other.userId] }).catch(() => undefined);
      break;
    case 5:
      await host.run(bo, "participant:remove", { threadId, userId: other.userId }).catch(() => undefined);
      break;
    case 6:
      if (one) await host.run(bo, "message:react", { messageId: one.id, emoji: ["👍", "🎉", "👀"][roll(3)]! });
      break;
    default:
      await speak(bo, threadId, `said ${roll(1e6)}`);
  }
}

describe("the browser's copy", () => {
  it("acceptance: converges after mixed writes with the network cut in the middle of them", async () => {
    ada = await host.person("Ada");
    bo = await host.person("Bo");
    const others = [await host.person("Cy"), await host.person("Dee")];
    const threadIds = [await host.thread(bo, [ada]), await host.thread(bo, [ada], "PUBLIC")];
    const page = await openPage(ada);
    await openThread(threadIds[0]!);
    const roll = dice(7);
    const sent: string[] = [];
    for (let round = 0; round < 12; round += 1) {
      if (round % 3 === 1) network.cut();
      for (let n = 0; n < 8; n += 1) {
        const threadId = threadIds[roll(2)]!;
        await disturb(threadId, others, roll);
        if (roll(3) === 0) sent.push(await sendMessage({ threadId, body: `mine ${round} ${n}` }));
        if (roll(12) === 0) await host.run(ada, "thread:read", { threadId, upToSeq: roll(40) });
        if (roll(12) === 0) await host.run(ada, "thread:unread", { threadId, fromSeq: 1 + roll(20) });
      }
      network.mend();
    }
    await until("everything is here", page.isLevel, 40_000);
    await expectConverged(page);
    const written = [...(await everyMessage(threadIds[0]!, ada)), ...(await everyMessage(threadIds[1]!, ada))];
    for (const clientId of sent) expect(written.filter((message) => message.clientId === clientId)).toHaveLength(1);
  });

  it("acceptance: converges after 600 missed events", async () => {
    ada = await host.person("Ada");
    bo = await host.person("Bo");
    const threadId = await host.thread(bo, [ada]);
    const page = await openPage(ada);
    await openThread(threadId);
    network.cut();
    await until("the page is down", () => page.state().connection.link !== "up");
    for (let n = 0; n < 60; n += 1) {
      await Promise.all(Array.from({ length: 10 }, (_, at) => speak(bo, threadId, `missed ${n}-${at}`)));
    }
    network.mend();
    await until("everything is here", page.isLevel, 40_000);
    await expectConverged(page);
    expect(page.state().threads[threadId]!.gapSeq).not.toBeNull();
    await until("its people are loaded again", () => page.state().threads[threadId]!.participantsLoaded);
    await loadOlder(threadId);
    await expectConverged(page);
  });

  it("acceptance: access revoked while offline", async () => {
    ada = await host.person("Ada");
    bo = await host.person("Bo");
    const [kept, lost] = [await host.thread(bo, [ada]), await host.thread(bo, [ada])];
    const page = await openPage(ada);
    await openThread(lost);
    network.cut();
    await until("the page is down", () => page.state().connection.link !== "up");
    await host.run(bo, "participant:remove", { threadId: lost, userId: ada.userId });
    await speak(bo, lost, "not for Ada");
    network.mend();
    const timeline = () => timelineOf(page.state().threads[lost], [], ada.userId);
    await until("it is gone", () => page.isLevel() && timeline().status === "gone", 40_000);
    expect(JSON.stringify(page.state().threads)).not.toContain("not for Ada");
    expect(page.state().threads[kept]!.entry).not.toBeNull();
    await expectConverged(page);
  });

  it("every action of a person: what it shows at once is what the server says", async () => {
    ada = await host.person("Ada");
    bo = await host.person("Bo");
    const threadId = await host.thread(bo, [ada]);
    for (let n = 0; n < 5; n += 1) await speak(bo, threadId, `hello ${n}`);
    const page = await openPage(ada);
    await openThread(threadId);
    const entry = () => page.state().threads[threadId]!.entry!;
    const check = async () => {
      await until("it is told", page.isLevel);
      await expectConverged(page);
    };
    expect(entry().unread).toBe(5);
    const starred = starThread(threadId, true);
    expect(entry().starred).toBe(true);
    await starred;
    await check();
    const undo = await markAllRead();
    expect(entry().unread).toBe(0);
    await check();
    await undo();
    expect(entry().unread).toBe(5);
    await check();
    await sendMessage({ threadId, body: "mine" });
    await until("it is sent", () => Object.keys(page.state().outbox).length === 0);
    expect(entry()).toMatchObject({ unread: 0, markedUnreadSeq: null });
    await check();
    const mine = (await everyMessage(threadId, ada)).find(
      ({ authorId, body }) => authorId === ada.userId && body === "mine",
    )!;
    const edited = editMessage(mine.id, "mine, edited");
    expect(page.state().overlays[mine.id]).toMatchObject({ body: "mine, edited" });
    await edited;
    expect(page.state().overlays).toEqual({});
    expect(page.state().threads[threadId]!.messages.get(mine.id)!.view.body).toBe("mine, edited");
    await check();
    await expect(editMessage((await everyMessage(threadId, ada))[1]!.id, "not mine")).rejects.toMatchObject({
      code: expect.stringMatching(/FORBIDDEN|SELF/),
    });
    await check();
    await markUnreadFrom(threadId, 2);
    await check();
    const shown = () => page.state().threads[threadId]!.messages.get(mine.id)!.view.reactions;
    // Five quick clicks end where the last one left it.
    const clicks = [true, false, true, false, true].map((on) => setReaction(mine.id, "👍🏿", on));
    expect(page.state().reacting[mine.id]).toEqual({ "👍🏿": true });
    await Promise.all(clicks);
    expect(page.state().reacting).toEqual({});
    expect(shown()).toEqual([{ emoji: "👍🏿", userIds: [ada.userId], count: 1 }]);
    await check();
    await expect(setReaction(mine.id, "no emoji", true)).rejects.toMatchObject({ code: "INVALID" });
    expect(page.state().reacting).toEqual({});
    await check();
  });
});
