import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { errorBodyOf, isAppError } from "../../lib/errors.ts";
import { countStatements } from "../support/count-statements.ts";
import { databaseChecksum } from "../support/database-state.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let cy: Actor;
let dee: Actor;
/** Who asks, and two threads and messages: one that is there and hidden from them, one that is not there. */
let hidden: Ids;
let missing: Ids;
let left: Ids;
let direct: Ids;

type Ids = { threadId: string; messageId: string };
type Ask = (actor: Actor, ids: Ids) => Promise<unknown>;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, cy, dee } = space.cast);
  hidden = await place(await space.thread("PRIVATE", [cy]));
  left = await place(await space.thread("PRIVATE", [cy, dee]));
  await space.say(dee, left.threadId, "I was here");
  await space.run(dee, "thread:leave", { threadId: left.threadId });
  direct = await place((await space.run(ada, "thread:direct", { id: uuidv7(), userIds: [cy.userId] })).threadId);
  missing = { threadId: uuidv7(), messageId: uuidv7() };
});
afterAll(() => space.close());

async function place(threadId: string): Promise<Ids> {
  const { message } = await space.say(cy, threadId, "hidden");
  await space.run(cy, "message:edit", { messageId: message.id, body: "hidden, edited" });
  return { threadId, messageId: message.id };
}

const asks: Record<string, Ask> = {
  "message:send": (actor, { threadId }) => space.say(actor, threadId, "hi"),
  "message:send as a reply": (actor, { threadId, messageId }) => space.say(actor, threadId, "hi", messageId),
  "message:edit": (actor, { messageId }) => space.run(actor, "message:edit", { messageId, body: "x" }),
  "message:delete": (actor, { messageId }) => space.run(actor, "message:delete", { messageId, reason: "x" }),
  "preview:remove": (actor, { messageId }) => space.run(actor, "preview:remove", { messageId, previewId: uuidv7() }),
  "message:react": (actor, { messageId }) => space.run(actor, "message:react", { messageId, emoji: "🎉" }),
  "message:unreact": (actor, { messageId }) => space.run(actor, "message:unreact", { messageId, emoji: "🎉" }),
  "thread:update": (actor, { threadId }) => space.run(actor, "thread:update", { threadId, name: "x" }),
  "thread:archive": (actor, { threadId }) => space.run(actor, "thread:archive", { threadId }),
  "thread:unarchive": (actor, { threadId }) => space.run(actor, "thread:unarchive", { threadId }),
  "thread:star": (actor, { threadId }) => space.run(actor, "thread:star", { threadId, starred: true }),
  "thread:level": (actor, { threadId }) => space.run(actor, "thread:level", { threadId, level: "ALL" }),
  "thread:join": (actor, { threadId }) => space.run(actor, "thread:join", { threadId, reason: "x" }),
  "thread:leave": (actor, { threadId }) => space.run(actor, "thread:leave", { threadId }),
  "thread:read": (actor, { threadId }) => space.run(actor, "thread:read", { threadId, upToSeq: 1 }),
  "thread:unread": (actor, { threadId }) => space.run(actor, "thread:unread", { threadId, fromSeq: 1 }),
  "participant:add": (actor, { threadId }) => space.run(actor, "participant:add", { threadId, userIds: [ada.userId] }),
  "participant:remove": (actor, { threadId }) =>
    space.run(actor, "participant:remove", { threadId, userId: cy.userId }),
  "participant:role": (actor, { threadId }) =>
    space.run(actor, "participant:role", { threadId, userId: cy.userId, role: "GUEST" }),
  "message:restore": (actor, { messageId }) => space.run(actor, "message:restore", { messageId }),
  "message:report": (actor, { messageId }) =>
    space.run(actor, "message:report", { messageId, id: uuidv7(), category: "SPAM", words: "x" }),
  "thread:settings": (actor, { threadId }) =>
    space.run(actor, "thread:settings", { threadId, version: 0, slowModeSeconds: 5, announcement: true }),
  "thread:override": (actor, { threadId }) =>
    space.run(actor, "thread:override", {
      threadId,
      version: 0,
      role: null,
      userId: cy.userId,
      allow: [],
      deny: ["message.send"],
    }),
  "thread:lock": (actor, { threadId }) => space.run(actor, "thread:lock", { threadId }),
  "thread:unlock": (actor, { threadId }) => space.run(actor, "thread:unlock", { threadId }),
  "thread:delete": (actor, { threadId }) => space.run(actor, "thread:delete", { threadId, reason: "x" }),
  "thread:restore": (actor, { threadId }) => space.run(actor, "thread:restore", { threadId }),
  "participant:timeOut": (actor, { threadId }) =>
    space.run(actor, "participant:timeOut", { threadId, userId: cy.userId, seconds: 60, reason: "x" }),
  "participant:liftTimeOut": (actor, { threadId }) =>
    space.run(actor, "participant:liftTimeOut", { threadId, userId: cy.userId }),
  "participant:ban": (actor, { threadId }) =>
    space.run(actor, "participant:ban", { threadId, userId: cy.userId, reason: "x" }),
  "participant:unban": (actor, { threadId }) => space.run(actor, "participant:unban", { threadId, userId: cy.userId }),
  bans: (actor, { threadId }) => space.ask(actor, "bans", { threadId }),
  thread: (actor, { threadId }) => space.ask(actor, "thread", { threadId }),
  messages: (actor, { threadId }) => space.ask(actor, "messages", { threadId }),
  "messages around": (actor, ids) => space.ask(actor, "messages", { threadId: ids.threadId, aroundId: ids.messageId }),
  find: (actor, { threadId }) => space.ask(actor, "find", { threadId, q: "hid" }),
  participants: (actor, { threadId }) => space.ask(actor, "participants", { threadId }),
  receipts: (actor, { threadId }) => space.ask(actor, "receipts", { threadId }),
  message: (actor, { messageId }) => space.ask(actor, "message", { messageId }),
  edits: (actor, { messageId }) => space.ask(actor, "edits", { messageId }),
  reactions: (actor, { messageId }) => space.ask(actor, "reactions", { messageId }),
  replies: (actor, { messageId }) => space.ask(actor, "replies", { messageId }),
  "threads after it": (actor, { threadId }) => space.ask(actor, "threads", { after: threadId }),
  sync: async (actor, { threadId }) =>
    (await space.ask(actor, "sync", { user: 0, threads: { [threadId]: 0 } })).threads[threadId],
};

/** What a person is told, to the byte, and how many statements it took. */
async function observe(work: () => Promise<unknown>): Promise<{ told: string; statements: number }> {
  const { answer: told, statements } = await countStatements(() =>
    work().then(
      (answer) => JSON.stringify({ ok: true, data: answer }),
      (error: unknown) => {
        if (!isAppError(error)) throw error;
        return JSON.stringify({ ok: false, status: error.status, error: errorBodyOf(error) });
      },
    ),
  );
  return { told, statements };
}

describe("a hidden thing answers with the bytes and the statements of a missing one", () => {
  test.each(Object.keys(asks))("%s", async (name) => {
    const ask = asks[name] as Ask;
    const nothing = await observe(() => ask(dee, missing));
    for (const ids of [hidden, left, direct]) {
      expect(await observe(() => ask(dee, ids))).toEqual(nothing);
    }
    if (!["sync", "threads after it"].includes(name)) expect(nothing.told).toContain("NOT_FOUND");
  });

  test("and nothing of it is written", async () => {
    const before = await databaseChecksum(space.slot.pool);
    for (const ask of Object.values(asks)) {
      for (const ids of [hidden, left, direct, missing]) await ask(dee, ids).catch(() => undefined);
    }
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });

  test("nor is any of it in the lists", async () => {
    const lists = JSON.stringify([
      await space.ask(dee, "home", {}),
      await space.ask(dee, "threads", {}),
      await space.ask(dee, "threads", { q: "launch" }),
    ]);
    for (const { threadId } of [hidden, left, direct]) expect(lists).not.toContain(threadId);
  });

  test("a direct message stays hidden from every system role", async () => {
    for (const [name, ask] of Object.entries(asks)) {
      if (name === "threads after it") continue;
      const told = await observe(() => ask(space.cast.bo, direct));
      expect(`${name} ${told.told}`).toBe(`${name} ${(await observe(() => ask(space.cast.bo, missing))).told}`);
    }
  });
});
