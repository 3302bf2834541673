import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { MessageView } from "../../lib/contract/messages.ts";
import type { PublishedEvent } from "../../lib/process.ts";
import { sweepDeleted } from "../../server/jobs/sweep.ts";
import { startTelling, type Telling, wakesTelling } from "../../server/jobs/tell-forwards.ts";
import { countStatements } from "../support/count-statements.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { until } from "../support/until.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let telling: Telling;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
/** Of Ada, Bo and Cy, and of Ada, Cy and Dee. */
let source: string;
let target: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  telling = tell();
  ({ ada, bo, cy, dee } = space.cast);
  source = await space.thread("PRIVATE", [bo, cy], "source");
  target = await space.thread("PRIVATE", [cy, dee], "target");
});
afterAll(async () => {
  await telling.stop();
  await space.close();
});
afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

const said = async (body: string, actor = ada, thread = source) => (await space.say(actor, thread, body)).message;
const pass = (actor: Actor, forwardId: string, more: { body?: string; threadId?: string; clientId?: string } = {}) =>
  space.run(actor, "message:send", { threadId: target, clientId: uuidv7(), body: "", forwardId, ...more });
const seenBy = (actor: Actor, messageId: string) => space.ask(actor, "message", { messageId });
/** Only when woken: a test counts statements. */
const tell = () => startTelling({ ...space.slot, everyMs: 3_600_000 });
const deleteBy = (actor: Actor, messageId: string) =>
  space.run(actor, "message:delete", { messageId, reason: "a secret" });
/** The messages that people were told of. */
const toldOf = (events: readonly PublishedEvent[]): MessageView[] =>
  events.flatMap(({ change }) => (change?.kind === "message" ? [change.message] : []));
const searched = async (actor: Actor, q: string) =>
  (await space.ask(actor, "search", { q })).results.map(({ message }) => message.id);

describe("a forward", () => {
  test("S10: is a snapshot for everybody in the other thread, and gives no right to the original", async () => {
    const original = await said(`the <@${bo.userId}> **plan**`);
    const { message, replayed } = await pass(cy, original.id, { body: "look at this" });
    expect(replayed).toBe(false);
    const { id: messageId, threadId, authorId, createdAt, body } = original;
    expect(message).toMatchObject({ body: "look at this", authorId: cy.userId, mentions: [] });
    expect(message.forward).toEqual({ messageId, threadId, authorId, createdAt, body, files: 0 });
    for (const reader of [ada, cy, dee]) expect((await seenBy(reader, message.id)).forward).toEqual(message.forward);
    // Dee reads the text, and following it says what a missing message says, to the byte.
    expect(await refusalOf(seenBy(dee, messageId))).toEqual(await refusalOf(seenBy(dee, uuidv7())));
    expect(await codeOf(space.ask(dee, "messages", { threadId, aroundId: messageId }))).toBe("NOT_FOUND");
  });

  test("S10: keeps the text as it was, whatever its author does to it afterwards", async () => {
    const original = await said("as it was");
    const { message } = await pass(cy, original.id);
    await space.run(ada, "message:edit", { messageId: original.id, body: "as it is" });
    expect((await seenBy(dee, message.id)).forward?.body).toBe("as it was");
    await space.run(ada, "message:delete", { messageId: original.id });
    expect((await seenBy(dee, message.id)).forward?.body).toBe("as it was");
    expect(await codeOf(pass(cy, original.id))).toBe("GONE");
  });

  test("asks for the right to read the source and to write in the target", async () => {
    const original = await said("members only");
    // Dee cannot read the source: it is as missing as what never was.
    const hidden = await refusalOf(pass(dee, original.id, { threadId: target }));
    const missing = await refusalOf(pass(dee, uuidv7(), { threadId: target }));
    expect(hidden).toMatchObject({ code: "NOT_FOUND", message: missing?.message });
    expect(Object.keys(hidden?.details ?? {})).toEqual(Object.keys(missing?.details ?? {}));
    // Bo can read it, and is not in the target; a workspace admin's role reads no private thread.
    expect(await codeOf(pass(bo, original.id))).toMatch(/NOT_FOUND|JOIN_FIRST/);
    const foreign = await said("not for admins", dee, target);
    expect(await codeOf(pass(bo, foreign.id, { threadId: source }))).toBe("NOT_FOUND");
    const late = await space.thread("PRIVATE", []);
    const old = await said("before your time", ada, late);
    await space.run(ada, "participant:add", { threadId: late, userIds: [cy.userId], role: "GUEST" });
    expect(await codeOf(pass(cy, old.id))).toBe("NOT_FOUND");
    expect(await codeOf(pass(cy, (await said("in your time", ada, late)).id))).toBe("done");
    const note = (await space.ask(ada, "messages", { threadId: source })).messages.find(({ system }) => system);
    expect(await codeOf(pass(cy, note?.id ?? ""))).toBe("FORBIDDEN");
  });

  test("S2: is the same again under the same clientId, and another one with another source", async () => {
    const [one, two] = [await said("one"), await said("two")];
    const clientId = uuidv7();
    const first = await pass(cy, one.id, { clientId });
    expect(await pass(cy, one.id, { clientId })).toEqual({ message: first.message, replayed: true });
    expect(await codeOf(pass(cy, two.id, { clientId }))).toBe("IDEMPOTENCY_MISMATCH");
    expect(await codeOf(space.run(cy, "message:send", { threadId: target, clientId, body: "" }))).toBe("INVALID");
    // What was sent stays sent, also when the source is gone by the time of the repeat.
    await space.run(ada, "message:delete", { messageId: one.id });
    expect(await pass(cy, one.id, { clientId })).toMatchObject({ replayed: true, message: { id: first.message.id } });
  });

  test("of a forward passes on what was forwarded first, under its own author", async () => {
    const original = await said("first hand");
    const once = await pass(cy, original.id, { body: "words beside it" });
    const elsewhere = await space.thread("PRIVATE", [dee]);
    const twice = await pass(dee, once.message.id, { threadId: elsewhere });
    expect(twice.message.forward).toEqual(once.message.forward);
  });

  test("of a message with files counts them, and copies none", async () => {
    const files = [await space.file(ada, source, "a.png"), await space.file(ada, source, "b.pdf")];
    const input = { threadId: source, clientId: uuidv7(), body: "", attachmentIds: files };
    const { message } = await space.run(ada, "message:send", input);
    const passed = await pass(cy, message.id);
    expect(passed.message).toMatchObject({ attachments: [], forward: { body: "", files: 2 } });
  });

  test("is found by the words it carries, in the reader's own threads", async () => {
    const original = await said("an unmistakable quokka");
    const { message } = await pass(cy, original.id, { body: "about an echidna" });
    expect(await searched(dee, "quokka")).toEqual([message.id]);
    expect(await searched(bo, "quokka")).toEqual([original.id]);
    await space.run(cy, "message:edit", { messageId: message.id, body: "about a wombat" });
    expect(await searched(dee, "quokka wombat")).toEqual([message.id]);
    expect(await searched(dee, "echidna")).toEqual([]);
  });
});

describe("what a moderator deletes", () => {
  test("S10: is shown nowhere it was passed on, live, and comes back with the deletion's undoing", async () => {
    const original = await said("a leaked platypus", cy);
    const once = await pass(cy, original.id, { body: "psst" });
    const elsewhere = await space.thread("PRIVATE", [dee]);
    const twice = await pass(dee, once.message.id, { threadId: elsewhere });
    space.events.length = 0;
    await space.run(ada, "message:delete", { messageId: original.id, reason: "a secret" });
    // Before its threads are told of it, too.
    for (const { message } of [once, twice]) expect((await seenBy(dee, message.id)).forward?.body).toBeNull();
    expect(await searched(dee, "platypus")).toEqual([]);
    expect((await space.ask(dee, "find", { threadId: elsewhere, q: "platypus" })).hits).toEqual([]);
    expect(wakesTelling(space.events)).toBe(true);
    await telling.idle();
    expect(toldOf(space.events).map(({ id }) => id)).toEqual(
      expect.arrayContaining([original.id, once.message.id, twice.message.id]),
    );
    expect(JSON.stringify(space.events)).not.toContain("platypus");
    for (const { message } of [once, twice]) expect((await seenBy(dee, message.id)).forward?.body).toBeNull();
    expect(await searched(dee, "platypus")).toEqual([]);
    expect(await searched(dee, "psst")).toEqual([once.message.id]);
    // Nothing is left to pass on but the words beside it.
    expect(await codeOf(pass(dee, twice.message.id))).toBe("GONE");

    await space.run(ada, "message:restore", { messageId: original.id });
    for (const { message } of [once, twice])
      expect((await seenBy(dee, message.id)).forward?.body).toBe("a leaked platypus");
    space.events.length = 0;
    await telling.idle();
    expect(await searched(dee, "platypus")).toContain(once.message.id);
    const back = toldOf(space.events).map(({ id, forward }) => [id, forward?.body]);
    for (const { message } of [once, twice]) expect(back).toContainEqual([message.id, "a leaked platypus"]);
  });

  test("S10: is withdrawn from a thousand threads without locking one; each is told once, whatever crashes meanwhile", {
    timeout: 120_000,
  }, async () => {
    const { pool } = space.slot;
    const [never, original] = [await said("never passed on", cy), await said("passed on by everybody", cy)];
    const passed = await passedToMany(original, 1_000);
    const alone = await countStatements(() => deleteBy(ada, never.id));

    const busy = await pool.connect();
    await busy.query("BEGIN");
    try {
      const locked = await busy.query(`SELECT 1 FROM "Thread" WHERE name LIKE 'many %' FOR NO KEY UPDATE`);
      expect(locked.rowCount).toBe(1_000);
      const one = await countStatements(() => deleteBy(ada, original.id));
      // One of them may have opened a connection.
      expect(one.statements).toBeLessThan(alone.statements + 3);
    } finally {
      await busy.query("ROLLBACK");
      busy.release();
    }

    space.events.length = 0;
    const dying = tell();
    dying.wake();
    await until("some are told", () => Promise.resolve(toldOf(space.events).length > 0));
    await dying.stop();
    expect(toldOf(space.events).length).toBeLessThan(1_000);
    // What it had taken is due again in time.
    await pool.query(`UPDATE "Forward" SET "tellAfter" = now() WHERE "tellAfter" IS NOT NULL`);
    const others = [tell(), tell()];
    await Promise.all(others.map((other) => other.idle()));
    await Promise.all(others.map((other) => other.stop()));
    await until("nothing is left to tell", async () => {
      const left = await pool.query(`SELECT 1 FROM "Forward" WHERE "tellAfter" IS NOT NULL LIMIT 1`);
      return left.rowCount === 0;
    });
    const told = toldOf(space.events);
    expect(told.map(({ id }) => id).sort()).toEqual(passed.sort());
    expect(told.every(({ forward }) => forward?.body === null)).toBe(true);
  });

  test("is told as it is in the end, whoever takes the deletion back while threads are told of it", async () => {
    const original = await said("to and fro", cy);
    const { message } = await pass(cy, original.id);
    for (let round = 0; round < 8; round += 1) {
      await deleteBy(ada, original.id);
      await Promise.all([telling.idle(), space.run(ada, "message:restore", { messageId: original.id })]);
      space.events.length = 0;
      await deleteBy(ada, original.id);
      await Promise.all([telling.idle(), space.run(ada, "message:restore", { messageId: original.id })]);
      await telling.idle();
      const last = toldOf(space.events)
        .filter(({ id }) => id === message.id)
        .at(-1);
      expect(last?.forward?.body).toBe("to and fro");
      expect(await searched(dee, "fro")).toContain(message.id);
    }
  });

  test("is erased for good after 30 days, where it was passed on too", async () => {
    const original = await said("a forgotten dodo", cy);
    const { message } = await pass(cy, original.id);
    await deleteBy(ada, original.id);
    // A forward that is deleted itself has no words of its own.
    const kept = await said("an extinct dodo", cy);
    const carrier = (await pass(cy, kept.id)).message;
    await space.run(cy, "message:delete", { messageId: carrier.id });
    await space.slot.pool.query(
      `UPDATE "Message" SET "deletedAt" = now() - interval '31 days' WHERE id = ANY ($1::uuid[])`,
      [[original.id, carrier.id]],
    );
    await telling.idle();
    await sweepDeleted(space.slot.pool);
    const { rows } = await space.slot.pool.query(
      `SELECT f.body, m.plain FROM "Forward" f JOIN "Message" m ON m.id = f."messageId" WHERE m.id = ANY ($1::uuid[])`,
      [[message.id, carrier.id]],
    );
    expect(rows).toEqual([
      { body: "", plain: "" },
      { body: "", plain: "" },
    ]);
  });

  test("is not passed on by whoever forwards it at that very moment", async () => {
    for (let round = 0; round < 8; round += 1) {
      const original = await said(`racing ${round}`, cy);
      // Every other time the target is locked by the deletion from the beginning, for it has been forwarded there.
      const carrier = round % 2 === 0 ? original.id : (await pass(cy, original.id)).message.id;
      const [sent, deleted] = await Promise.allSettled([
        pass(cy, carrier),
        space.run(ada, "message:delete", { messageId: original.id, reason: "a secret" }),
      ]);
      expect(deleted.status).toBe("fulfilled");
      const passed = sent.status === "fulfilled" ? [sent.value.message.id] : [];
      for (const id of carrier === original.id ? passed : [...passed, carrier])
        expect((await seenBy(ada, id)).forward?.body).toBeNull();
    }
  });
});

/** Passes a message on into so many threads of Cy's, by SQL. Gives the ids of the messages that carry it. */
async function passedToMany({ id, threadId, body }: MessageView, count: number): Promise<string[]> {
  const { rows } = await space.slot.pool.query<{ id: string }>(
    `WITH threads AS (
       INSERT INTO "Thread" (id, kind, name, head, "lastMessageSeq", "lastMessageAt", "memberCount", "createdById")
       SELECT gen_random_uuid(), 'PRIVATE', 'many ' || n, 1, 1, now(), 1, $1 FROM generate_series(1, $2) n RETURNING id
     ), people AS (
       INSERT INTO "ThreadParticipant" ("threadId", "userId", role) SELECT id, $1, 'OWNER' FROM threads
     ), messages AS (
       INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain, forwarded)
       SELECT gen_random_uuid(), id, $1, gen_random_uuid(), 'x', 1, '', $5, true FROM threads RETURNING id
     )
     INSERT INTO "Forward" ("messageId", "sourceId", "sourceThreadId", "authorId", "writtenAt", body)
     SELECT id, $3, $4, $1, now(), $5 FROM messages RETURNING "messageId" AS id`,
    [cy.userId, count, id, threadId, body],
  );
  return rows.map((row) => row.id);
}
