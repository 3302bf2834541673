import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { canonicalEmoji } from "../../lib/contract/canonical-emoji.ts";
import { REACTION_NAMES_MAX, REACTIONS_MAX } from "../../lib/contract/reactions.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
let thread: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
  thread = await space.thread("PRIVATE", [bo, cy]);
});
afterAll(() => space.close());
afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

const react = (actor: Actor, messageId: string, emoji: string) =>
  space.run(actor, "message:react", { messageId, emoji });
const unreact = (actor: Actor, messageId: string, emoji: string) =>
  space.run(actor, "message:unreact", { messageId, emoji });
const said = async (body = "hello", threadId = thread) => (await space.say(ada, threadId, body)).message.id;
const headOf = async () => (await space.ask(ada, "thread", { threadId: thread })).head;

describe("reactions", () => {
  test("stand on the message, emoji and people in the order in which they came, the same for everybody", async () => {
    const messageId = await said();
    await react(cy, messageId, "🎉");
    await react(ada, messageId, "👍");
    await react(bo, messageId, "🎉");
    const expected = [
      { emoji: "🎉", userIds: [cy.userId, bo.userId], count: 2 },
      { emoji: "👍", userIds: [ada.userId], count: 1 },
    ];
    for (const viewer of [ada, bo, cy]) {
      expect((await space.ask(viewer, "message", { messageId })).reactions).toEqual(expected);
      const { messages } = await space.ask(viewer, "messages", { threadId: thread });
      expect(messages.find(({ id }) => id === messageId)?.reactions).toEqual(expected);
    }
    await unreact(cy, messageId, "🎉");
    await unreact(bo, messageId, "🎉");
    await react(cy, messageId, "🎉");
    expect((await space.ask(ada, "message", { messageId })).reactions.map(({ emoji }) => emoji)).toEqual(["👍", "🎉"]);
    const { reactions } = await space.ask(cy, "reactions", { messageId });
    expect(reactions.map(({ emoji, mine }) => [emoji, mine])).toEqual([
      ["👍", false],
      ["🎉", true],
    ]);
  });

  test("S3: set what is set and take back what is not there change nothing", async () => {
    const messageId = await said();
    await react(cy, messageId, "🎉");
    const head = await headOf();
    expect((await react(cy, messageId, "🎉")).reactions[0]?.count).toBe(1);
    await unreact(bo, messageId, "🎉");
    await unreact(cy, messageId, "👀");
    expect(await headOf()).toBe(head);
  });

  test("L2: are changes of their message, and count as nothing unread", async () => {
    const messageId = await said();
    const before = await space.ask(cy, "thread", { threadId: thread });
    await react(bo, messageId, "🎉");
    const after = await space.ask(cy, "thread", { threadId: thread });
    expect(after.entry?.unread).toBe(before.entry?.unread);
    const { threads } = await space.ask(cy, "sync", { user: 0, threads: { [thread]: before.head } });
    expect(threads[thread]).toMatchObject({
      changes: [{ kind: "message", message: { id: messageId, reactions: [{ emoji: "🎉", userIds: [bo.userId] }] } }],
    });
  });

  test("take any emoji of Unicode however it is written, keep skin tones apart, and nothing else", async () => {
    const messageId = await said();
    for (const written of ["❤", "❤️", "❤️️"]) await react(cy, messageId, written);
    await react(cy, messageId, "👍🏽");
    await react(cy, messageId, "👍");
    await react(cy, messageId, "👩🏿‍❤️‍💋‍👩🏻");
    await react(cy, messageId, "#⃣");
    expect((await space.ask(cy, "message", { messageId })).reactions.map(({ emoji }) => emoji)).toEqual([
      "❤️",
      "👍🏽",
      "👍",
      "👩🏿‍❤️‍💋‍👩🏻",
      "#️⃣",
    ]);
    const bad = ["", " ", "a", "👍👍", "👍 ", "🇦", "\uFE0F", "\u200D", "👍\u200D👍", "1", "🏴󠁧󠁢󠁺󠁺󠁿", "👍".repeat(40)];
    for (const emoji of bad) expect(`${emoji} ${await codeOf(react(cy, messageId, emoji))}`).toBe(`${emoji} INVALID`);
  });

  test("have room for twenty different emoji; joining one that is there goes on", async () => {
    const messageId = await said();
    const many = [..."😀😁😂🤣😃😄😅😆😉😊😋😎😍😘🥰😗😙😚🙂🤗"];
    expect(many).toHaveLength(REACTIONS_MAX);
    for (const emoji of many) await react(cy, messageId, emoji);
    expect(await codeOf(react(cy, messageId, "🎉"))).toBe("REACTION_LIMIT");
    expect(await codeOf(react(bo, messageId, "🤗"))).toBe("done");
    await unreact(cy, messageId, "😀");
    expect(await codeOf(react(bo, messageId, "🎉"))).toBe("done");
  });

  test("are for members of the thread: not before joining, not outside, not where it is archived", async () => {
    const open = await space.thread("PUBLIC", [cy]);
    const messageId = await said("open", open);
    expect(await codeOf(react(dee, messageId, "🎉"))).toBe("JOIN_FIRST");
    expect(await codeOf(react(dee, await said(), "🎉"))).toBe("NOT_FOUND");
    expect(await codeOf(react(cy, messageId, "🎉"))).toBe("done");
    await space.run(ada, "thread:archive", { threadId: open });
    expect(await codeOf(react(cy, messageId, "👀"))).toBe("THREAD_ARCHIVED");
    expect(await codeOf(unreact(cy, messageId, "🎉"))).toBe("THREAD_ARCHIVED");
  });

  test("can be joined by who may not bring another emoji", async () => {
    const room = await space.thread("PRIVATE", [bo, cy]);
    const messageId = await said("join in", room);
    await react(ada, messageId, "🎉");
    const override = { threadId: room, version: 0, role: "MEMBER" as const, userId: null, allow: [] };
    await space.run(ada, "thread:override", { ...override, deny: ["message.reactNew"] });
    expect(await codeOf(react(cy, messageId, "👀"))).toBe("FORBIDDEN");
    expect((await react(cy, messageId, "🎉")).reactions).toMatchObject([{ emoji: "🎉", count: 2 }]);
    expect((await unreact(cy, messageId, "🎉")).reactions).toMatchObject([{ emoji: "🎉", count: 1 }]);
    // The last of an emoji takes it away: to bring it back is to bring it.
    await unreact(ada, messageId, "🎉");
    expect(await codeOf(react(cy, messageId, "🎉"))).toBe("FORBIDDEN");
  });

  test("of a deleted message are neither set nor shown", async () => {
    const messageId = await said();
    await react(cy, messageId, "🎉");
    expect((await space.run(ada, "message:delete", { messageId })).reactions).toEqual([]);
    expect(await codeOf(react(bo, messageId, "🎉"))).toBe("GONE");
    expect((await space.ask(cy, "reactions", { messageId })).reactions).toEqual([]);
  });

  test("L5: of a crowd name the first hundred, count all, and tell each person about themself when asked", async () => {
    const wide = await space.thread("PUBLIC", [bo, cy]);
    const messageId = await said("all of you", wide);
    await space.slot.pool.query(
      `WITH crowd AS (
         INSERT INTO "User" (id, "clerkId", "displayName", "updatedAt")
         SELECT gen_random_uuid(), 'user_crowd_' || n, 'P' || n, now() FROM generate_series(1, $2::int) n RETURNING id)
       INSERT INTO "Reaction" ("messageId", emoji, "userId", seq)
       SELECT $1::uuid, '👋', id, 0 FROM crowd`,
      [messageId, REACTION_NAMES_MAX],
    );
    await react(bo, messageId, "👋");
    await react(cy, messageId, "👋");
    const [shown] = (await space.ask(ada, "message", { messageId })).reactions;
    expect(shown?.count).toBe(REACTION_NAMES_MAX + 2);
    expect(shown?.userIds).toHaveLength(REACTION_NAMES_MAX);
    expect(shown?.userIds).not.toContain(cy.userId);
    const { reactions } = await space.ask(cy, "reactions", { messageId });
    expect(reactions[0]?.userIds.slice(-2)).toEqual([bo.userId, cy.userId]);
    expect(reactions[0]?.mine).toBe(true);
  });

  test("that come at the same time are all there once", async () => {
    const messageId = await said();
    const before = await headOf();
    const emoji = ["🎉", "👀", "❤️", "😀"];
    await Promise.all([ada, bo, cy].flatMap((person) => emoji.map((one) => react(person, messageId, one))));
    const { reactions } = await space.ask(ada, "message", { messageId });
    expect(reactions.map(({ count }) => count)).toEqual([3, 3, 3, 3]);
    for (const { userIds } of reactions) expect(new Set(userIds)).toEqual(new Set([ada, bo, cy].map((p) => p.userId)));
    expect(await headOf()).toBe(before + 12);
    expect(await codeOf(react(ada, uuidv7(), "🎉"))).toBe("NOT_FOUND");
  });
});

test("every emoji that the picker offers has one way to be written, with or without U+FE0F", async () => {
  const { default: table } = await import("emojibase-data/en/compact.json");
  const all = (table as { unicode: string; group?: number; skins?: { unicode: string }[] }[])
    .filter(({ group }) => group !== undefined)
    .flatMap((one) => [one, ...(one.skins ?? [])])
    .map(({ unicode }) => unicode);
  expect(all.length).toBeGreaterThan(3_900);
  for (const unicode of all) {
    const canonical = canonicalEmoji(unicode);
    expect(canonical, unicode).not.toBeNull();
    expect(canonicalEmoji((canonical ?? "").replaceAll("\uFE0F", ""))).toBe(canonical);
  }
});
