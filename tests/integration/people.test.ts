import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { homeView } from "../../lib/contract/workspace.ts";
import { DEFAULT_PREFERENCE } from "../../lib/contract/preferences.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
});
afterAll(() => space.close());
afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

const suspend = async (name: string) => {
  const person = await space.addPerson(name);
  await space.slot.prisma.user.update({ where: { id: person.userId }, data: { status: "SUSPENDED" } });
  return person;
};

describe("the directory", () => {
  test("lists active people by name, page by page without gap or overlap, and finds by name and title", async () => {
    const added = await Promise.all(["zoe", "Zoe", "Zack", "zuri", "Zed"].map((name) => space.addPerson(name)));
    const gone = await suspend("Zygmunt");
    const all = await space.ask(cy, "people", { q: "z" });
    expect(all.people.map(({ displayName }) => displayName.toLowerCase())).toEqual([
      "zack",
      "zed",
      "zoe",
      "zoe",
      "zuri",
    ]);
    expect(new Set(all.people.map(({ id }) => id))).toEqual(new Set(added.map(({ userId }) => userId)));
    expect(all.people.some(({ id }) => id === gone.userId)).toBe(false);
    const walked: string[] = [];
    let after: string | undefined;
    do {
      const page = await space.ask(cy, "people", { limit: 2, ...(after ? { after } : {}) });
      walked.push(...page.people.map(({ id }) => id));
      after = page.nextAfter ?? undefined;
    } while (after);
    expect(walked).toEqual((await space.ask(cy, "people", {})).people.map(({ id }) => id));
    expect((await space.ask(cy, "people", { q: "%" })).people).toEqual([]);
  });

  test("people are found by id, those who are no longer active too; unknown ids are left out", async () => {
    const gone = await suspend("Yann");
    const ids = [cy.userId, gone.userId, uuidv7()].join(",");
    const { people } = await space.ask(cy, "lookUpPeople", { ids });
    expect(people.map(({ id }) => id).sort()).toEqual([cy.userId, gone.userId].sort());
    expect(await space.ask(cy, "person", { userId: gone.userId })).toMatchObject({ status: "SUSPENDED" });
    expect(await codeOf(space.ask(cy, "person", { userId: uuidv7() }))).toBe("NOT_FOUND");
  });

  test("nobody's e-mail address or account is told to anybody", async () => {
    await space.slot.prisma.user.update({ where: { id: cy.userId }, data: { email: "cy@secret.example" } });
    const told = JSON.stringify([
      await space.ask(dee, "people", {}),
      await space.ask(dee, "person", { userId: cy.userId }),
      await space.ask(dee, "home", {}),
      await space.run(cy, "profile:update", { title: "Reader" }),
    ]);
    expect(told).not.toContain("secret.example");
    expect(told).not.toContain("user_test_");
  });
});

describe("one's own profile", () => {
  test("changes what is given and nothing else, and tells those who share a thread", async () => {
    const before = await space.ask(cy, "person", { userId: cy.userId });
    const input = {
      bio: "Two\nlines",
      statusEmoji: "🌊",
      statusText: "at sea",
      statusUntil: "2030-01-01T00:00:00.000Z",
    };
    const after = await space.run(cy, "profile:update", input);
    expect(after).toEqual({ ...before, ...input });
    expect(await space.run(cy, "profile:update", { statusEmoji: null, statusUntil: null })).toMatchObject({
      statusEmoji: null,
      statusUntil: null,
      bio: "Two\nlines",
    });
    const events = space.events.length;
    await space.run(cy, "profile:update", {});
    expect(space.events.length).toBe(events);
  });

  test.each([
    ["displayName", ""],
    ["displayName", "two\nlines"],
    ["displayName", "x".repeat(65)],
    ["statusEmoji", "ab"],
    ["statusEmoji", "🌊🌊"],
    ["timeZone", "Mars/Olympus"],
    ["statusUntil", "tomorrow"],
    ["role", "OWNER"],
    ["email", "x@example.org"],
    ["status", "ACTIVE"],
  ])("refuses %s = %j", async (field, value) => {
    expect(await codeOf(space.run(cy, "profile:update", { [field]: value }))).toBe("INVALID");
  });
});

describe("preferences", () => {
  test("are the defaults until changed, then kept field by field, each to oneself", async () => {
    expect((await space.ask(dee, "home", {})).preference).toEqual(DEFAULT_PREFERENCE);
    await space.run(dee, "preference:update", { theme: "dark" });
    const changed = await space.run(dee, "preference:update", { density: "compact" });
    expect(changed).toEqual({ ...DEFAULT_PREFERENCE, theme: "dark", density: "compact" });
    expect((await space.ask(dee, "home", {})).preference).toEqual(changed);
    expect((await space.ask(bo, "home", {})).preference).toEqual(DEFAULT_PREFERENCE);
  });

  test("do-not-disturb has both ends or none", async () => {
    expect(await codeOf(space.run(dee, "preference:update", { dndFrom: 60 }))).toBe("INVALID");
    expect(await codeOf(space.run(dee, "preference:update", { dndFrom: 60, dndTo: null }))).toBe("INVALID");
    expect(await space.run(dee, "preference:update", { dndFrom: 1320, dndTo: 420 })).toMatchObject({ dndTo: 420 });
    expect(await space.run(dee, "preference:update", { dndFrom: 1380 })).toMatchObject({ dndFrom: 1380, dndTo: 420 });
    expect(await codeOf(space.run(dee, "preference:update", { dndTo: null }))).toBe("INVALID");
    expect(await space.run(dee, "preference:update", { dndFrom: null, dndTo: null })).toMatchObject({ dndFrom: null });
  });
});

describe("home", () => {
  test("is all that a fresh page needs, as the contract says", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const { threadId: dm } = await space.run(ada, "thread:direct", { id: uuidv7(), userIds: [cy.userId] });
    const home = homeView.parse(await space.ask(cy, "home", {}));
    expect(home.workspace.name).toBe("Harbour Lab");
    expect(home.me.id).toBe(cy.userId);
    expect(home.entries.map((entry) => entry.threadId)).toEqual(expect.arrayContaining([threadId, dm]));
    expect(home.people.map(({ id }) => id)).toContain(ada.userId);
    expect(home.userHead).toBeGreaterThan(0);
  });
});

describe("who is not active", () => {
  test("is refused by every query and command, with ACCOUNT_SUSPENDED", async () => {
    const open = await space.thread("PUBLIC", []);
    const eve = await space.addPerson("Eve");
    await space.run(eve, "thread:join", { threadId: open });
    const { message } = await space.say(eve, open, "hello");
    await space.slot.prisma.user.update({ where: { id: eve.userId }, data: { status: "SUSPENDED" } });
    const { userId } = eve;
    const threadId = open;
    const messageId = message.id;
    const work = [
      space.say(eve, open, "still here"),
      space.run(eve, "message:edit", { messageId, body: "x" }),
      space.run(eve, "message:delete", { messageId }),
      space.run(eve, "thread:create", { id: uuidv7(), kind: "PUBLIC", name: "x" }),
      space.run(eve, "thread:direct", { id: uuidv7(), userIds: [cy.userId] }),
      space.run(eve, "thread:update", { threadId, name: "x" }),
      space.run(eve, "thread:star", { threadId, starred: true }),
      space.run(eve, "thread:join", { threadId }),
      space.run(eve, "thread:leave", { threadId }),
      space.run(eve, "thread:read", { threadId, upToSeq: 1 }),
      space.run(eve, "thread:unread", { threadId, fromSeq: 1 }),
      space.run(eve, "participant:add", { threadId, userIds: [cy.userId] }),
      space.run(eve, "profile:update", { title: "x" }),
      space.run(eve, "preference:update", { theme: "dark" }),
      space.ask(eve, "home", {}),
      space.ask(eve, "people", {}),
      space.ask(eve, "person", { userId }),
      space.ask(eve, "lookUpPeople", { ids: userId }),
      space.ask(eve, "thread", { threadId }),
      space.ask(eve, "messages", { threadId }),
      space.ask(eve, "message", { messageId }),
      space.ask(eve, "edits", { messageId }),
      space.ask(eve, "replies", { messageId }),
      space.ask(eve, "participants", { threadId }),
      space.ask(eve, "receipts", { threadId }),
      space.ask(eve, "sync", { user: 0, threads: {} }),
    ];
    const codes = await Promise.all(work.map(codeOf));
    expect(codes).toEqual(work.map(() => "ACCOUNT_SUSPENDED"));
    expect((await space.ask(eve, "threads", {})).threads).toEqual([]);
  });

  test("and who is not known at all is UNAUTHENTICATED", async () => {
    const nobody = { userId: uuidv7(), sessionId: "sess_nobody" };
    const threadId = await space.thread("PUBLIC", []);
    expect(await codeOf(space.say(nobody, threadId, "hi"))).toBe("UNAUTHENTICATED");
    expect(await codeOf(space.run(nobody, "thread:join", { threadId }))).toBe("UNAUTHENTICATED");
    expect((await refusalOf(space.ask(nobody, "messages", { threadId })))?.code).toBe("UNAUTHENTICATED");
  });
});
