import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { MessagePage } from "../../lib/contract/messages.ts";
import { messagePage } from "../../lib/contract/messages.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let cy: Actor;
let dee: Actor;
let thread: string;
/** Every message of the thread by seq, read past all queries. */
let all: { id: string; seq: number; createdAt: Date }[];

const COUNT = 125;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, cy, dee } = space.cast);
  thread = await space.thread("PRIVATE", [cy]);
  for (let n = 0; n < COUNT; n++) {
    const { message } = await space.say(n % 2 === 0 ? ada : cy, thread, `line ${n}`);
    // Edits and deletions take seqs of their own, so that messages are not numbered without gaps.
    if (n % 10 === 0) await space.run(ada, "message:edit", { messageId: message.id, body: `edited ${n}` });
    if (n % 25 === 3) await space.run(ada, "message:delete", { messageId: message.id });
  }
  await space.slot.pool.query(
    `UPDATE "Message" SET "createdAt" = now() - make_interval(mins => 1000 - seq) WHERE "threadId" = $1`,
    [thread],
  );
  all = await space.slot.prisma.message.findMany({ where: { threadId: thread }, orderBy: { seq: "asc" } });
});
afterAll(() => space.close());

type Place = { before?: number; after?: number; around?: number; aroundId?: string; at?: string };
const page = async (place: Place & { limit?: number }, as: Actor = cy, threadId = thread): Promise<MessagePage> =>
  messagePage.parse(await space.ask(as, "messages", { threadId, ...place }));
const seqs = ({ messages }: MessagePage) => messages.map(({ seq }) => seq);
const places = () => all.map(({ seq }) => seq);
const head = async () => (await space.ask(cy, "thread", { threadId: thread })).head;

describe("one page", () => {
  test("the newest come without a place, ascending, with the head of the same moment", async () => {
    const latest = await page({});
    expect(seqs(latest)).toEqual(places().slice(-50));
    expect(latest).toMatchObject({ hasOlder: true, hasNewer: false, targetId: null, head: await head() });
  });

  test.each([1, 2, 7, 40])("of %i messages has as many", async (limit) => {
    for (const place of [
      {},
      { before: 100 },
      { after: 20 },
      { around: 60 },
      { at: all[50]?.createdAt.toISOString() },
    ]) {
      expect((await page({ ...place, limit })).messages).toHaveLength(limit);
    }
  });

  test("before the first and after the last is nothing, and says what is on the other side", async () => {
    const first = places()[0] ?? 0;
    const last = places().at(-1) ?? 0;
    expect(await page({ before: first })).toMatchObject({ messages: [], hasOlder: false, hasNewer: true });
    expect(await page({ after: last })).toMatchObject({ messages: [], hasOlder: true, hasNewer: false });
    expect(await page({ before: 0 })).toMatchObject({ messages: [], hasOlder: false, hasNewer: true });
    expect(seqs(await page({ after: 0, limit: 10 }))).toEqual(places().slice(0, 10));
    expect(await page({ after: 2_147_483_647 })).toMatchObject({ messages: [], hasOlder: true, hasNewer: false });
    expect(seqs(await page({ before: 2_147_483_647 }))).toEqual(places().slice(-50));
    expect(seqs(await page({ around: 2_147_483_647 }))).toEqual(places().slice(-25));
  });

  test("an empty thread is an empty page in every mode", async () => {
    const { threadId } = await space.run(cy, "thread:direct", { id: uuidv7(), userIds: [ada.userId] });
    for (const place of [{}, { before: 9 }, { after: 0 }, { around: 5 }, { at: new Date().toISOString() }]) {
      const empty = await page(place, cy, threadId);
      expect(empty).toMatchObject({ messages: [], quotes: [], hasOlder: false, hasNewer: false, targetId: null });
    }
  });
});

describe("walking", () => {
  test.each([1, 7, 50])("older, %i at a time: contiguous, without overlap, to the first", async (limit) => {
    const walked: number[] = [];
    let at = await page({ limit });
    for (;;) {
      walked.unshift(...seqs(at));
      if (!at.hasOlder) break;
      at = await page({ before: seqs(at)[0] ?? 0, limit });
      expect(at.hasNewer).toBe(true);
    }
    expect(walked).toEqual(places());
  });

  test.each([3, 50])("newer, %i at a time: contiguous, without overlap, to the last", async (limit) => {
    const walked: number[] = [];
    let at = await page({ after: 0, limit });
    for (;;) {
      walked.push(...seqs(at));
      if (!at.hasNewer) break;
      at = await page({ after: seqs(at).at(-1) ?? 0, limit });
      expect(at.hasOlder).toBe(true);
    }
    expect(walked).toEqual(places());
  });

  test("from the middle both ways", async () => {
    const middle = all[60];
    const start = await page({ aroundId: middle?.id ?? "", limit: 10 });
    let [walked, oldest, newest] = [seqs(start), start, start];
    while (oldest.hasOlder) {
      oldest = await page({ before: walked[0] ?? 0, limit: 13 });
      walked = [...seqs(oldest), ...walked];
    }
    while (newest.hasNewer) {
      newest = await page({ after: walked.at(-1) ?? 0, limit: 13 });
      walked = [...walked, ...seqs(newest)];
    }
    expect(walked).toEqual(places());
  });
});

describe("around", () => {
  test("a message: it is the target, with both sides around it", async () => {
    for (const index of [0, 1, 60, all.length - 1]) {
      const target = all[index];
      const found = await page({ aroundId: target?.id ?? "", limit: 10 });
      expect(found.targetId).toBe(target?.id);
      expect(seqs(found)).toEqual(places().slice(Math.max(0, index - 4), index + 6));
      expect(found.hasOlder).toBe(index > 4);
      expect(found.hasNewer).toBe(index + 6 < all.length);
    }
  });

  test("a seq that is no message's: the one before it is the target", async () => {
    const gap = places().find((seq, index) => index > 10 && places()[index + 1] !== seq + 1) ?? 0;
    const found = await page({ around: gap + 1, limit: 10 });
    expect(found.targetId).toBe(all.find(({ seq }) => seq === gap)?.id);
  });

  test("a moment: the first message from then on; before all, the first; after all, the last", async () => {
    const target = all[40];
    const between = new Date((target?.createdAt.getTime() ?? 0) - 1_000).toISOString();
    expect((await page({ at: target?.createdAt.toISOString() ?? "" })).targetId).toBe(target?.id);
    expect((await page({ at: between })).targetId).toBe(target?.id);
    expect((await page({ at: "1999-01-01T00:00:00.000Z" })).targetId).toBe(all[0]?.id);
    expect((await page({ at: "2999-01-01T00:00:00.000Z" })).targetId).toBe(all.at(-1)?.id);
  });

  test("a message that is missing, of another thread, or hidden is NOT_FOUND, all in the same words", async () => {
    const elsewhere = (await space.say(cy, await space.thread("PUBLIC", [cy]), "elsewhere")).message.id;
    const hidden = (await space.say(ada, await space.thread("PRIVATE", []), "hidden")).message.id;
    const missing = await refusalOf(page({ aroundId: uuidv7() }));
    expect(missing?.code).toBe("NOT_FOUND");
    expect(await refusalOf(page({ aroundId: elsewhere }))).toEqual(missing);
    expect(await refusalOf(page({ aroundId: hidden }))).toEqual(missing);
  });

  test("more than one place is INVALID", async () => {
    expect(await codeOf(page({ before: 5, after: 2 }))).toBe("INVALID");
    expect(await codeOf(page({ around: 5, at: new Date().toISOString() }))).toBe("INVALID");
  });
});

describe("quotes", () => {
  test("come with the page where they are not on it, each once", async () => {
    const old = all[2];
    const replies = [await space.say(cy, thread, "a", old?.id), await space.say(cy, thread, "b", old?.id)];
    const nested = await space.say(ada, thread, "c", replies[0]?.message.id);
    const found = await page({ limit: 5 });
    expect(found.quotes.map(({ id }) => id)).toEqual([old?.id]);
    expect(found.messages.at(-1)?.id).toBe(nested.message.id);
    all = await space.slot.prisma.message.findMany({ where: { threadId: thread }, orderBy: { seq: "asc" } });
  });

  test("R5: the replies of a message come with it, by seq, page by page", async () => {
    const { message: root } = await space.say(ada, thread, "root");
    for (let n = 0; n < 7; n++) await space.say(cy, thread, `reply ${n}`, root.id);
    const first = await space.ask(cy, "replies", { messageId: root.id, limit: 3 });
    expect(first.messages.map(({ body }) => body)).toEqual(["reply 0", "reply 1", "reply 2"]);
    expect(first).toMatchObject({ hasNewer: true, hasOlder: false, quotes: [{ id: root.id }] });
    const second = await space.ask(cy, "replies", { messageId: root.id, limit: 4, after: first.messages.at(-1)?.seq });
    expect(second.messages.map(({ body }) => body)).toEqual(["reply 3", "reply 4", "reply 5", "reply 6"]);
    expect(second).toMatchObject({ hasNewer: false, hasOlder: true, quotes: [{ id: root.id }] });
    const ofReply = await space.ask(cy, "replies", { messageId: first.messages[0]?.id ?? "" });
    expect(ofReply.messages).toHaveLength(7);
    all = await space.slot.prisma.message.findMany({ where: { threadId: thread }, orderBy: { seq: "asc" } });
  });
});

describe("who came later", () => {
  test("L5: no mode shows what was before, and the edge is the beginning", async () => {
    const { threadId } = await space.run(ada, "thread:direct", {
      id: uuidv7(),
      userIds: [cy.userId, space.cast.bo.userId],
    });
    const early = [];
    for (let n = 0; n < 8; n++) early.push((await space.say(ada, threadId, `early ${n}`)).message);
    await space.run(ada, "participant:add", { threadId, userIds: [dee.userId] });
    const quoting = (await space.say(ada, threadId, "quoting", early[3]?.id)).message;
    for (let n = 0; n < 4; n++) await space.say(ada, threadId, `late ${n}`);
    const visible = ["added", "quoting", "late 0", "late 1", "late 2", "late 3"];
    const texts = ({ messages }: MessagePage) => messages.map(({ body, system }) => system?.type ?? body);
    for (const place of [
      {},
      { after: 0 },
      { around: 0 },
      { around: 3 },
      { at: "1999-01-01T00:00:00.000Z" },
      { before: 999 },
    ]) {
      const found = await page({ ...place, limit: 100 }, dee, threadId);
      expect(texts(found).every((text) => visible.includes(text ?? ""))).toBe(true);
      expect(found.hasOlder).toBe(false);
      expect(found.quotes).toEqual([]);
    }
    expect(texts(await page({ after: 0 }, dee, threadId))).toEqual(visible);
    expect(await page({ before: early[5]?.seq ?? 0 }, dee, threadId)).toMatchObject({ messages: [], hasOlder: false });
    expect(await codeOf(page({ aroundId: early[2]?.id ?? "" }, dee, threadId))).toBe("NOT_FOUND");
    expect(await codeOf(space.ask(dee, "replies", { messageId: early[3]?.id ?? "" }))).toBe("NOT_FOUND");
    const replies = await space.ask(dee, "replies", { messageId: quoting.id });
    expect(JSON.stringify(replies)).not.toContain("early");
  });
});
