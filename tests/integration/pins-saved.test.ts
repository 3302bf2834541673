import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { PINS_MAX } from "../../lib/contract/pins.ts";
import { SAVED_MAX } from "../../lib/contract/saved.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
let threadId: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
  threadId = await space.thread("PRIVATE", [bo, cy]);
});
afterAll(() => space.close());
afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

const said = async (body = "hello", thread = threadId) => (await space.say(ada, thread, body)).message.id;
const pin = (actor: Actor, messageId: string) => space.run(actor, "message:pin", { messageId });
const unpin = (actor: Actor, messageId: string) => space.run(actor, "message:unpin", { messageId });
const pins = async (actor: Actor, thread = threadId) =>
  (await space.ask(actor, "pins", { threadId: thread })).messages.map(({ id }) => id);
const save = (actor: Actor, messageId: string) => space.run(actor, "message:save", { messageId });
const unsave = (actor: Actor, messageId: string) => space.run(actor, "message:unsave", { messageId });
const saved = async (actor: Actor) => (await space.ask(actor, "saved", {})).saved;

describe("pins", () => {
  test("L5: stand on the message and in the thread's list, the same for everybody, the last first", async () => {
    const thread = await space.thread("PUBLIC", [bo, cy]);
    const [one, two] = [await said("one", thread), await said("two", thread)];
    space.events.length = 0;
    expect((await pin(cy, one)).pin).toMatchObject({ byId: cy.userId });
    expect(space.events.map(({ change }) => change?.kind)).toEqual(["message", "message"]);
    await pin(ada, two);
    for (const viewer of [ada, bo, cy, dee]) expect(await pins(viewer, thread)).toEqual([two, one]);
    const { messages } = await space.ask(bo, "messages", { threadId: thread });
    expect(messages.filter(({ id }) => id === one).map((message) => message.pin?.byId)).toEqual([cy.userId]);
    expect(messages.flatMap(({ system }) => (system?.type === "pinned" ? [system] : []))).toEqual([
      { type: "pinned", messageId: one },
      { type: "pinned", messageId: two },
    ]);
    // Whoever may pin may take down what another put there.
    expect((await unpin(bo, one)).pin).toBeNull();
    expect(await pins(dee, thread)).toEqual([two]);
  });

  test("S3: to set what is set and take down what is not there change nothing", async () => {
    const messageId = await said();
    await pin(cy, messageId);
    const { head } = await space.ask(ada, "pins", { threadId });
    expect((await pin(ada, messageId)).pin?.byId).toBe(cy.userId);
    expect((await space.ask(ada, "pins", { threadId })).head).toBe(head);
    await unpin(cy, messageId);
    const after = await space.ask(ada, "pins", { threadId });
    await unpin(cy, messageId);
    expect((await space.ask(ada, "pins", { threadId })).head).toBe(after.head);
  });

  test("ask for the permission, and are not for Confab's notes and deleted messages", async () => {
    const messageId = await said();
    expect(await codeOf(pin(dee, messageId))).toBe("NOT_FOUND");
    await space.run(ada, "thread:override", {
      threadId,
      version: (await space.ask(ada, "thread", { threadId })).thread.version,
      role: "MEMBER",
      userId: null,
      allow: [],
      deny: ["message.pin"],
    });
    expect(await codeOf(pin(cy, messageId))).toBe("FORBIDDEN");
    expect(await codeOf(pin(ada, messageId))).toBe("done");
    expect(await codeOf(unpin(cy, messageId))).toBe("FORBIDDEN");
    const note = (await space.ask(ada, "messages", { threadId })).messages.find(({ system }) => system);
    expect(await codeOf(pin(ada, note?.id ?? ""))).toBe("FORBIDDEN");
    await space.run(ada, "message:delete", { messageId });
    expect(await pins(ada)).not.toContain(messageId);
    expect((await space.ask(ada, "message", { messageId })).pin).toBeNull();
    expect(await codeOf(pin(ada, messageId))).not.toBe("done");
    // Whatever is brought back comes back pinned.
    expect((await space.run(ada, "message:restore", { messageId })).pin).not.toBeNull();
    expect(await pins(ada)).toContain(messageId);
  });

  test("L5: what is older than a guest is not in the guest's list", async () => {
    const thread = await space.thread("PRIVATE", []);
    const old = await said("before", thread);
    await pin(ada, old);
    await space.run(ada, "participant:add", { threadId: thread, userIds: [cy.userId], role: "GUEST" });
    const recent = await said("since", thread);
    await pin(ada, recent);
    expect(await pins(cy, thread)).toEqual([recent]);
    expect(await pins(ada, thread)).toEqual([recent, old]);
  });

  test("have room for a hundred in a thread; a deleted one takes no room", async () => {
    const thread = await space.thread("PRIVATE", []);
    const [first, last] = [await said("first", thread), await said("one too many", thread)];
    await pin(ada, first);
    await space.slot.pool.query(
      `WITH m AS (
         INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body)
         SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), 'x', t.head + n, 'x'
         FROM "Thread" t, generate_series(1, $3) n WHERE t.id = $1 RETURNING id, "threadId", "authorId", seq
       ), t AS (
         UPDATE "Thread" SET head = head + $3, "lastMessageSeq" = (SELECT max(seq) FROM m) WHERE id = $1
       )
       INSERT INTO "Pin" ("messageId", "threadId", "pinnedById") SELECT id, "threadId", "authorId" FROM m`,
      [thread, ada.userId, PINS_MAX - 1],
    );
    expect(await codeOf(pin(ada, last))).toBe("PIN_LIMIT");
    expect(await codeOf(pin(ada, first))).toBe("done");
    await space.run(ada, "message:delete", { messageId: first });
    expect(await codeOf(pin(ada, last))).toBe("done");
    expect(await pins(ada, thread)).toHaveLength(PINS_MAX);
  });

  test("ten people pinning one message at once leave one pin and one note", async () => {
    const thread = await space.thread("PUBLIC", [bo, cy]);
    const messageId = await said("popular", thread);
    await Promise.all([ada, bo, cy, ada, bo, cy, ada, bo, cy, ada].map((actor) => pin(actor, messageId)));
    const { messages } = await space.ask(ada, "messages", { threadId: thread });
    expect(messages.filter(({ system }) => system?.type === "pinned")).toHaveLength(1);
    expect(await pins(ada, thread)).toEqual([messageId]);
  });
});

describe("saved messages", () => {
  test("are one person's own, in their home, on their stream and in their list", async () => {
    const messageId = await said("for later");
    space.events.length = 0;
    const mark = await save(cy, messageId);
    expect(mark.savedAt).not.toBeNull();
    expect(space.events.map(({ stream, change }) => [stream, change])).toEqual([
      [`user:${cy.userId}`, { kind: "saved", ...mark }],
    ]);
    expect((await space.ask(cy, "home", {})).savedIds).toEqual([messageId]);
    expect(await saved(cy)).toMatchObject([{ messageId, message: { body: "for later" }, thread: { id: threadId } }]);
    for (const other of [ada, bo]) {
      expect((await space.ask(other, "home", {})).savedIds).toEqual([]);
      expect(await saved(other)).toEqual([]);
    }
    // S3: the same again says the same, and is no change.
    expect(await save(cy, messageId)).toEqual(mark);
    expect(await unsave(cy, messageId)).toEqual({ messageId, savedAt: null });
    expect(await unsave(cy, messageId)).toEqual({ messageId, savedAt: null });
    expect(space.events).toHaveLength(2);
    expect(await saved(cy)).toEqual([]);
  });

  test("the right to each is asked anew; what cannot be seen can be let go of", async () => {
    const thread = await space.thread("PRIVATE", [cy]);
    const messageId = await said("a secret", thread);
    expect(await codeOf(save(dee, messageId))).toBe("NOT_FOUND");
    await save(cy, messageId);
    await space.run(ada, "participant:remove", { threadId: thread, userId: cy.userId });
    const after = await space.ask(cy, "saved", {});
    expect(after.saved).toMatchObject([{ messageId, message: null, thread: null }]);
    expect(JSON.stringify(after)).not.toContain(thread);
    expect(JSON.stringify(after)).not.toContain("secret");
    await space.run(ada, "participant:add", { threadId: thread, userIds: [cy.userId], role: "GUEST" });
    expect(await saved(cy)).toMatchObject([{ messageId, message: null }]);
    await unsave(cy, messageId);
    expect(await saved(cy)).toEqual([]);
  });

  test("show a deleted message without its text, and take none that is deleted or Confab's own", async () => {
    const messageId = await said("gone soon");
    await save(cy, messageId);
    await space.run(ada, "message:delete", { messageId });
    expect(await saved(cy)).toMatchObject([{ messageId, message: { body: null, deletedById: ada.userId } }]);
    expect(await codeOf(save(bo, messageId))).toBe("GONE");
    expect(await codeOf(save(cy, messageId))).toBe("done");
    const note = (await space.ask(ada, "messages", { threadId })).messages.find(({ system }) => system);
    expect(await codeOf(save(cy, note?.id ?? ""))).toBe("FORBIDDEN");
    await unsave(cy, messageId);
  });

  test("are paged, the last saved first, to the end and no further than five hundred", async () => {
    const thread = await space.thread("PRIVATE", []);
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.unshift(await said(`saved ${n}`, thread));
    for (const id of ids.toReversed()) await save(ada, id);
    const found: string[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await space.ask(ada, "saved", { limit: 2, ...(after ? { after } : {}) });
      found.push(...page.saved.map(({ messageId }) => messageId));
      after = page.nextAfter;
    }
    expect(found).toEqual(ids);
    expect(await codeOf(space.ask(ada, "saved", { after: "no cursor of ours" }))).toBe("INVALID");
    await space.slot.pool.query(
      `WITH m AS (
         INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body)
         SELECT gen_random_uuid(), $1, $2, gen_random_uuid(), 'x', t.head + n, 'x'
         FROM "Thread" t, generate_series(1, $3) n WHERE t.id = $1 RETURNING id, seq
       ), t AS (
         UPDATE "Thread" SET head = head + $3, "lastMessageSeq" = (SELECT max(seq) FROM m) WHERE id = $1
       )
       INSERT INTO "SavedMessage" ("userId", "messageId") SELECT $2, id FROM m`,
      [thread, ada.userId, SAVED_MAX - 5],
    );
    const one = await said("one too many", thread);
    expect(await codeOf(save(ada, one))).toBe("SAVED_LIMIT");
    expect(await codeOf(save(ada, ids[0] ?? uuidv7()))).toBe("done");
    await unsave(ada, ids[0] ?? uuidv7());
    expect(await codeOf(save(ada, one))).toBe("done");
  });
});
