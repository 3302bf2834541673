import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
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

const edit = (actor: Actor, messageId: string, body: string) => space.run(actor, "message:edit", { messageId, body });
const remove = (actor: Actor, messageId: string, reason?: string) =>
  space.run(actor, "message:delete", { messageId, ...(reason ? { reason } : {}) });
const said = async (actor: Actor, body: string, threadId = thread) => (await space.say(actor, threadId, body)).message;
const headOf = async (threadId: string) => (await space.ask(ada, "thread", { threadId })).head;

describe("editing", () => {
  test("keeps every text, in versions without gaps, the oldest first", async () => {
    const { id } = await said(cy, "one");
    for (const body of ["two", "three", "four"]) await edit(cy, id, body);
    const history = await space.ask(bo, "edits", { messageId: id });
    expect(history.current).toBe("four");
    expect(history.edits.map(({ version, body, editorId }) => [version, body, editorId])).toEqual([
      [1, "one", cy.userId],
      [2, "two", cy.userId],
      [3, "three", cy.userId],
    ]);
    expect(await space.ask(bo, "message", { messageId: id })).toMatchObject({ body: "four", editCount: 3 });
  });

  test("S3: setting the text that is there already changes nothing", async () => {
    const { id } = await said(cy, "same");
    await edit(cy, id, "changed");
    const head = await headOf(thread);
    const again = await edit(cy, id, "changed");
    expect(again.editCount).toBe(1);
    expect(await headOf(thread)).toBe(head);
  });

  test("edits at the same time come one after another, each with a version of its own", async () => {
    const { id } = await said(cy, "start");
    await Promise.all(Array.from({ length: 8 }, (_, n) => edit(cy, id, `edit ${n}`)));
    const { edits, current } = await space.ask(cy, "edits", { messageId: id });
    expect(edits.map(({ version }) => version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set([...edits.map(({ body }) => body), current]).size).toBe(9);
  });

  test("L7: keeps the message's place and changes its mentions with its text", async () => {
    const message = await said(cy, `<@${bo.userId}>`);
    const edited = await edit(cy, message.id, `<@${ada.userId}>`);
    expect(edited).toMatchObject({ seq: message.seq, createdAt: message.createdAt, mentions: [ada.userId] });
    expect(edited.editedAt).not.toBeNull();
  });

  test("nobody edits another's text, the owner neither", async () => {
    const { id } = await said(cy, "mine");
    expect(await codeOf(edit(ada, id, "yours"))).toBe("FORBIDDEN");
    expect(await codeOf(edit(bo, id, "yours"))).toBe("FORBIDDEN");
  });

  test("a hidden message answers like a missing one", async () => {
    const { id } = await said(cy, "secret");
    expect(await refusalOf(edit(dee, id, "x"))).toEqual(await refusalOf(edit(dee, uuidv7(), "x")));
    expect(await refusalOf(remove(dee, id))).toEqual(await refusalOf(remove(dee, uuidv7())));
    expect((await refusalOf(edit(dee, id, "x")))?.code).toBe("NOT_FOUND");
  });

  test("an edit window closes for its author", async () => {
    const timed = await space.thread("PRIVATE", [cy]);
    const { id } = await said(cy, "quick", timed);
    await space.slot.pool.query(`UPDATE "Thread" SET "editWindowSeconds" = 60 WHERE id = $1`, [timed]);
    expect(await codeOf(edit(cy, id, "in time"))).toBe("done");
    await space.slot.pool.query(`UPDATE "Message" SET "createdAt" = now() - interval '2 minutes' WHERE id = $1`, [id]);
    expect(await codeOf(edit(cy, id, "too late"))).toBe("EDIT_WINDOW_CLOSED");
    expect(await codeOf(remove(cy, id))).toBe("done");
  });

  test("a deleted message is GONE for an edit", async () => {
    const { id } = await said(cy, "soon gone");
    await remove(cy, id);
    expect(await codeOf(edit(cy, id, "back again"))).toBe("GONE");
  });

  test("a message that raced with its deletion ends deleted, with no hole in the log", async () => {
    const { id } = await said(cy, "contested");
    await Promise.all([codeOf(edit(cy, id, "edited")), remove(cy, id), codeOf(edit(cy, id, "edited again"))]);
    expect((await space.ask(cy, "message", { messageId: id })).deletedAt).not.toBeNull();
  });

  test("L9: a thread that somebody holds for too long is UNAVAILABLE after two seconds, and nothing is written", async () => {
    const { id } = await said(cy, "held");
    const holder = await space.slot.pool.connect();
    await holder.query("BEGIN");
    await holder.query(`SELECT 1 FROM "Thread" WHERE id = $1 FOR NO KEY UPDATE`, [thread]);
    const started = performance.now();
    const refusal = await refusalOf(edit(cy, id, "in vain"));
    expect(refusal).toMatchObject({ code: "UNAVAILABLE", retryAfterMs: 1_000 });
    expect(performance.now() - started).toBeGreaterThan(1_900);
    expect(performance.now() - started).toBeLessThan(15_000);
    await holder.query("ROLLBACK");
    holder.release();
    expect(await edit(cy, id, "at last")).toMatchObject({ body: "at last", editCount: 1 });
  });

  test("the history is shown to members, not to guests, and not outside", async () => {
    const { id } = await said(cy, "before");
    await edit(cy, id, "after");
    expect(await codeOf(space.ask(bo, "edits", { messageId: id }))).toBe("done");
    expect(await codeOf(space.ask(dee, "edits", { messageId: id }))).toBe("NOT_FOUND");
    await space.run(ada, "participant:add", { threadId: thread, userIds: [dee.userId], role: "GUEST" });
    expect(await codeOf(space.ask(dee, "edits", { messageId: id }))).toBe("NOT_FOUND");
    const { id: later } = await said(cy, "in Dee's time");
    expect(await codeOf(space.ask(dee, "message", { messageId: later }))).toBe("done");
    expect(await codeOf(space.ask(dee, "edits", { messageId: later }))).toBe("FORBIDDEN");
    await space.run(ada, "participant:remove", { threadId: thread, userId: dee.userId });
  });
});

describe("what Confab itself notes", () => {
  test("is neither edited nor deleted, by nobody: it says who came and went", async () => {
    const { id } = await space.slot.prisma.message.findFirstOrThrow({ where: { threadId: thread, kind: "SYSTEM" } });
    for (const actor of [ada, bo, cy]) {
      expect(await codeOf(edit(actor, id, "I was never here"))).toBe("FORBIDDEN");
      expect(await codeOf(remove(actor, id))).toBe("FORBIDDEN");
    }
  });
});

describe("deleting", () => {
  test("leaves a tombstone with its place and its author", async () => {
    const message = await said(cy, "to be deleted");
    const tombstone = await remove(cy, message.id);
    expect(tombstone).toMatchObject({
      id: message.id,
      seq: message.seq,
      authorId: cy.userId,
      body: null,
      deletedById: cy.userId,
    });
  });

  test("S3: deleting again changes nothing and keeps the first deletion", async () => {
    const { id } = await said(cy, "twice");
    const first = await remove(cy, id);
    const head = await headOf(thread);
    expect(await remove(ada, id, "another reason")).toEqual(first);
    expect(await headOf(thread)).toBe(head);
    expect(await space.slot.prisma.auditLog.count({ where: { targetId: cy.userId, action: "message.delete" } })).toBe(
      0,
    );
  });

  test("members delete their own, moderators and above another's, with an audit row", async () => {
    const mine = await said(cy, "mine");
    const yours = await said(bo, "yours");
    expect(await codeOf(remove(cy, yours.id))).toBe("FORBIDDEN");
    expect(await codeOf(remove(ada, mine.id, "off topic"))).toBe("done");
    const row = await space.slot.prisma.auditLog.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(row).toMatchObject({
      actorId: ada.userId,
      action: "message.delete",
      targetId: cy.userId,
      threadId: thread,
      reason: "off topic",
    });
    expect(JSON.stringify(row)).not.toContain("mine");
  });

  test("one's own can be deleted in an archived thread, nothing else there", async () => {
    const old = await space.thread("PRIVATE", [cy]);
    const { id } = await said(cy, "old", old);
    await space.run(ada, "thread:archive", { threadId: old });
    expect(await codeOf(edit(cy, id, "older"))).toBe("THREAD_ARCHIVED");
    expect(await codeOf(remove(cy, id))).toBe("done");
  });

  test("L2: deleted text is nowhere: not in a page, a sync, the history, a quote, a reply, an event, a replay", async () => {
    const place = await space.thread("PUBLIC", [bo, cy]);
    const clientId = uuidv7();
    const body = `the zebra crossing <@${bo.userId}>`;
    const { message } = await space.run(cy, "message:send", { threadId: place, clientId, body });
    const before = message.seq - 1;
    await edit(cy, message.id, "the zebra, edited");
    await space.say(bo, place, "an answer", message.id);
    const published = space.events.length;
    await remove(cy, message.id);
    await space.say(bo, place, "another answer", message.id);

    const answers = [
      await space.ask(ada, "messages", { threadId: place }),
      await space.ask(ada, "messages", { threadId: place, aroundId: message.id }),
      await space.ask(ada, "messages", { threadId: place, after: message.seq }),
      await space.ask(ada, "sync", { user: 0, threads: { [place]: before } }),
      await space.ask(ada, "edits", { messageId: message.id }),
      await space.ask(cy, "edits", { messageId: message.id }),
      await space.ask(ada, "message", { messageId: message.id }),
      await space.ask(ada, "replies", { messageId: message.id }),
      await space.ask(ada, "home", {}),
      await space.run(cy, "message:send", { threadId: place, clientId, body }),
      space.events.slice(published),
    ];
    for (const answer of answers) expect(JSON.stringify(answer)).not.toContain("zebra");
    const [page, , quoting] = answers as [
      { messages: { id: string; mentions: string[] }[] },
      unknown,
      { quotes: unknown[] },
    ];
    expect(page.messages.find(({ id }) => id === message.id)).toMatchObject({ body: null, mentions: [] });
    expect(quoting.quotes).toEqual([expect.objectContaining({ id: message.id, body: null })]);
  });

  test("R2: a deleted message is unread no more and mentions nobody", async () => {
    const place = await space.thread("PRIVATE", [cy]);
    const { id } = await said(ada, `<@${cy.userId}>`, place);
    expect((await space.ask(cy, "thread", { threadId: place })).entry).toMatchObject({ unread: 1, mentions: 1 });
    await remove(ada, id);
    expect((await space.ask(cy, "thread", { threadId: place })).entry).toMatchObject({ unread: 0, mentions: 0 });
  });
});
