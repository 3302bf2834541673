import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
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

const at = ({ userId }: Actor) => `<@${userId}>`;
const bellOf = (actor: Actor) => space.ask(actor, "notifications", {});
/** What one thread put into a person's bell, the newest first. */
const kindsOf = async (actor: Actor, threadId: string) =>
  (await bellOf(actor)).notifications.filter((one) => one.threadId === threadId).map(({ kind }) => kind);
const decisions = (messageId: string) =>
  space.slot.prisma.notification.findMany({
    where: { messageId },
    select: { userId: true, kind: true, decision: true },
  });

describe("the bell holds", () => {
  test("who was named, answered, addressed, added and given a role, and by whom", async () => {
    const threadId = await space.thread("PRIVATE", [bo]);
    await space.run(ada, "participant:add", { threadId, userIds: [cy.userId] });
    const mine = await space.say(cy, threadId, "a question");
    await space.say(bo, threadId, "an answer", mine.message.id);
    const named = await space.say(bo, threadId, `${at(cy)} and ${at(cy)}`);
    await space.say(ada, threadId, "<!everyone> lunch");
    await space.run(ada, "participant:role", { threadId, userId: cy.userId, role: "MODERATOR" });
    expect(await kindsOf(cy, threadId)).toEqual(["ROLE", "EVERYONE", "MENTION", "REPLY", "ADDED"]);
    expect(await kindsOf(bo, threadId)).toEqual(["EVERYONE", "ADDED"]);
    expect(await kindsOf(ada, threadId)).toEqual([]);
    const { notifications } = await bellOf(cy);
    expect(notifications[0]).toMatchObject({ kind: "ROLE", role: "MODERATOR", actorId: ada.userId, messageId: null });
    expect(notifications[2]).toMatchObject({
      messageId: named.message.id,
      actorId: bo.userId,
      body: named.message.body,
    });
  });

  test("one line for a message that has several reasons, the strongest of them, and none for its author", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const mine = await space.say(cy, threadId, "first");
    const { message } = await space.say(ada, threadId, `<!everyone> ${at(cy)} ${at(ada)}`, mine.message.id);
    expect((await decisions(message.id)).map(({ userId, kind }) => [userId, kind])).toEqual([[cy.userId, "MENTION"]]);
  });

  test("nobody who is not in the thread, though they are named, and nothing from before their time", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const { message } = await space.say(cy, threadId, `${at(dee)} cannot see this`);
    expect(await decisions(message.id)).toEqual([]);
    await space.say(ada, threadId, "nothing of concern");
    expect(await kindsOf(cy, threadId)).toEqual(["ADDED"]);
  });

  test("who is newly named by an edit, once, and counts them where they have not read it", async () => {
    const threadId = await space.thread("PRIVATE", [bo, cy]);
    const { message } = await space.say(ada, threadId, `hello ${at(bo)}`);
    const edit = (body: string) => space.run(ada, "message:edit", { messageId: message.id, body });
    await edit(`hello ${at(bo)} and ${at(cy)}`);
    expect(await kindsOf(bo, threadId)).toEqual(["MENTION", "ADDED"]);
    expect(await kindsOf(cy, threadId)).toEqual(["MENTION", "ADDED"]);
    const entry = (await space.ask(cy, "home", {})).entries.find((one) => one.threadId === threadId);
    expect(entry).toMatchObject({ unread: 1, mentions: 1 });
    await edit("nobody");
    await edit(`${at(cy)} again, and ${at(ada)}, not him in\n\n> ${at(bo)}`);
    await edit("<!everyone> now");
    expect((await decisions(message.id)).map(({ userId, kind }) => `${userId} ${kind}`).sort()).toEqual(
      [`${bo.userId} MENTION`, `${cy.userId} MENTION`].sort(),
    );
    const other = await space.say(ada, threadId, "plain");
    await space.run(ada, "message:edit", { messageId: other.message.id, body: "<!here> all of you" });
    expect((await kindsOf(cy, threadId))[0]).toBe("EVERYONE");
  });

  test("S2: no second line for a message that is sent again", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const input = { threadId, clientId: uuidv7(), body: `${at(cy)} once` };
    const first = await space.run(ada, "message:send", input);
    await space.run(ada, "message:send", input);
    expect(await decisions(first.message.id)).toHaveLength(1);
  });
});

describe("what is decided is written down", () => {
  test("a muted thread lists only what names one, and the rest says why not", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const mine = await space.say(cy, threadId, "first");
    await space.run(cy, "thread:level", { threadId, level: "NOTHING" });
    const reply = await space.say(ada, threadId, "an answer", mine.message.id);
    const named = await space.say(ada, threadId, `${at(cy)}!`);
    expect(await kindsOf(cy, threadId)).toEqual(["MENTION", "ADDED"]);
    expect((await decisions(reply.message.id))[0]?.decision).toEqual({
      rule: "REPLY",
      level: "NOTHING",
      levelOf: "thread",
      blocked: false,
      listed: false,
    });
    expect((await decisions(named.message.id))[0]?.decision).toMatchObject({ rule: "MENTION", listed: true });
  });

  test("nothing is listed of whom one blocks, though they name one; what others say is", async () => {
    const threadId = await space.thread("PUBLIC", [bo, cy]);
    await space.run(cy, "person:block", { userId: bo.userId });
    const unheard = await space.say(bo, threadId, `${at(cy)} listen`);
    await space.say(ada, threadId, `${at(cy)} hello`);
    await space.run(cy, "person:unblock", { userId: bo.userId });
    expect(await kindsOf(cy, threadId)).toEqual(["MENTION", "ADDED"]);
    expect((await decisions(unheard.message.id))[0]?.decision).toMatchObject({ blocked: true, listed: false });
  });
});

describe("the bell shows no more", () => {
  test("of a message once it is deleted, nor of a thread once one has left it", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const { message } = await space.say(ada, threadId, `${at(cy)} oops`);
    await space.say(ada, threadId, `${at(cy)} this stays`);
    await space.run(ada, "message:delete", { messageId: message.id });
    expect(await kindsOf(cy, threadId)).toEqual(["MENTION", "ADDED"]);
    await space.run(cy, "thread:leave", { threadId });
    expect(await kindsOf(cy, threadId)).toEqual([]);
  });
});

describe("seen", () => {
  test("is what stood before the person, not what came meanwhile, and only their own", async () => {
    const threadId = await space.thread("PUBLIC", [cy, bo]);
    await space.say(ada, threadId, `${at(cy)} ${at(bo)} one`);
    const { notifications } = await bellOf(cy);
    await space.say(ada, threadId, `${at(cy)} two`);
    await space.run(cy, "notification:seen", { upTo: notifications[0]!.id });
    expect((await bellOf(cy)).unseen).toBe(1);
    const { unseen } = await bellOf(bo);
    await space.run(bo, "notification:seen", { upTo: notifications[0]!.id });
    expect(unseen).toBeGreaterThan(0);
    expect((await bellOf(bo)).unseen).toBe(unseen);
  });

  test("is what was read where it stands", async () => {
    const threadId = await space.thread("PUBLIC", [bo]);
    const { message } = await space.say(ada, threadId, `${at(bo)} read me`);
    const seen = async () => (await bellOf(bo)).notifications.find(({ messageId }) => messageId === message.id)?.seen;
    expect(await seen()).toBe(false);
    await space.run(bo, "thread:read", { threadId, upToSeq: message.seq });
    expect(await seen()).toBe(true);
  });

  test("is not what was read before an edit named one: that is new", async () => {
    const threadId = await space.thread("PRIVATE", [bo, cy]);
    const { message } = await space.say(ada, threadId, "read by Bo");
    await space.run(bo, "thread:read", { threadId, upToSeq: message.seq });
    await space.run(ada, "message:edit", { messageId: message.id, body: `for ${at(bo)} and ${at(cy)}` });
    const lineOf = async (actor: Actor) =>
      (await bellOf(actor)).notifications.find(({ messageId }) => messageId === message.id);
    expect(await lineOf(bo)).toMatchObject({ kind: "MENTION", seen: false });
    await space.run(cy, "thread:read", { threadId, upToSeq: message.seq });
    expect(await lineOf(cy)).toMatchObject({ kind: "MENTION", seen: true });
    await space.run(bo, "notification:seen", { upTo: (await bellOf(bo)).notifications[0]!.id });
    expect(await lineOf(bo)).toMatchObject({ seen: true });
  });

  test("pages follow on from each other", async () => {
    const whole = (await space.ask(cy, "notifications", { limit: 100 })).notifications.map(({ id }) => id);
    const walked: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await space.ask(cy, "notifications", { limit: 2, ...(after ? { after } : {}) });
      walked.push(...page.notifications.map(({ id }) => id));
      if (!page.nextAfter) break;
      after = page.nextAfter;
    }
    expect(walked).toEqual(whole);
  });
});
