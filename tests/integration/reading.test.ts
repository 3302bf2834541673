import fc from "fast-check";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf } from "../support/refusals.ts";
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

const read = (actor: Actor, threadId: string, upToSeq: number) =>
  space.run(actor, "thread:read", { threadId, upToSeq });
const unread = (actor: Actor, threadId: string, fromSeq: number | null) =>
  space.run(actor, "thread:unread", { threadId, fromSeq });
const entryOf = async (actor: Actor, threadId: string) => {
  const { entry } = await space.ask(actor, "thread", { threadId });
  if (!entry) throw new Error("There is no entry.");
  return entry;
};
const readsOf = (threadId: string, { userId }: Actor) =>
  space.slot.prisma.messageRead.findMany({ where: { threadId, userId }, orderBy: { upToSeq: "asc" } });
const says = async (actor: Actor, threadId: string, count: number) => {
  const seqs: number[] = [];
  for (let n = 0; n < count; n++) seqs.push((await space.say(actor, threadId, `line ${n}`)).message.seq);
  return seqs;
};

describe("the read marker", () => {
  test("R1: moves forward only, and never past the newest there is", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const [first = 0, second = 0] = await says(ada, threadId, 3);
    expect(await read(cy, threadId, second)).toMatchObject({ lastReadSeq: second, unread: 1 });
    expect(await read(cy, threadId, first)).toMatchObject({ lastReadSeq: second, unread: 1 });
    const { head } = await entryOf(cy, threadId);
    expect(await read(cy, threadId, 2_147_483_647)).toMatchObject({ lastReadSeq: head, unread: 0 });
  });

  test("R3: one MessageRead row an advance, none for repeats, steps back, sends, and what changes nothing", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const [first = 0, second = 0, third = 0] = await says(ada, threadId, 3);
    for (const seq of [first, first, third, second, third]) await read(cy, threadId, seq);
    await space.say(cy, threadId, "my own");
    expect((await readsOf(threadId, cy)).map(({ upToSeq }) => upToSeq)).toEqual([first, third]);
    const events = space.events.length;
    await read(cy, threadId, second);
    expect(space.events.length).toBe(events);
  });

  test("R3: advances at the same time end at the furthest", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const seqs = await says(ada, threadId, 6);
    await Promise.all(seqs.map((seq) => read(cy, threadId, seq)));
    const last = seqs.at(-1) ?? 0;
    expect(await entryOf(cy, threadId)).toMatchObject({ lastReadSeq: last, unread: 0 });
    const rows = (await readsOf(threadId, cy)).map(({ upToSeq }) => upToSeq);
    expect(rows.at(-1)).toBe(last);
    expect(rows.length).toBeLessThanOrEqual(seqs.length);
  });

  test("R1: marking unread shows from there on, keeps the receipt, and is undone by null or by reading", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const [, second = 0, third = 0] = await says(ada, threadId, 3);
    await read(cy, threadId, third);
    const marked = await unread(cy, threadId, second);
    expect(marked).toMatchObject({ markedUnreadSeq: second, lastReadSeq: third, unread: 2 });
    const { receipts } = await space.ask(ada, "receipts", { threadId });
    expect(receipts.find(({ userId }) => userId === cy.userId)?.lastReadSeq).toBe(third);
    expect(await unread(cy, threadId, null)).toMatchObject({ markedUnreadSeq: null, unread: 0 });
    await unread(cy, threadId, second);
    expect(await read(cy, threadId, third)).toMatchObject({ markedUnreadSeq: null, unread: 0 });
    expect((await readsOf(threadId, cy)).map(({ upToSeq }) => upToSeq)).toEqual([third]);
  });

  test("R1: a mark in a thread that was never read is cleared by reading nothing new, without a read of seq 0", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    await space.slot.pool.query(`UPDATE "ThreadParticipant" SET "lastReadSeq" = 0 WHERE "threadId" = $1`, [threadId]);
    await unread(ada, threadId, 1);
    expect(await read(ada, threadId, 0)).toMatchObject({ markedUnreadSeq: null });
    expect(await readsOf(threadId, ada)).toEqual([]);
  });

  test("R1: marking the same again changes nothing", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    await unread(cy, threadId, 3);
    const events = space.events.length;
    await unread(cy, threadId, 3);
    expect(space.events.length).toBe(events);
  });

  test("only members have a marker", async () => {
    const open = await space.thread("PUBLIC", []);
    expect(await codeOf(read(dee, open, 1))).toBe("JOIN_FIRST");
    const shut = await space.thread("PRIVATE", []);
    expect(await codeOf(read(dee, shut, 1))).toBe("NOT_FOUND");
  });
});

describe("counting", () => {
  test("R2: others' messages count, one's own, deleted ones and Confab's notes do not; mentions likewise", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    await space.say(ada, threadId, `<@${cy.userId}>`);
    await space.say(ada, threadId, "<!everyone> hello");
    await space.say(ada, threadId, `<@${bo.userId}>`);
    const { message } = await space.say(ada, threadId, `<@${cy.userId}> gone`);
    await space.run(ada, "message:delete", { messageId: message.id });
    await space.run(dee, "thread:join", { threadId });
    expect(await entryOf(cy, threadId)).toMatchObject({ unread: 3, mentions: 2 });
    expect(await entryOf(ada, threadId)).toMatchObject({ unread: 0, mentions: 0 });
  });

  test("R2: unread and mentions equal a recount by SQL after any history", { timeout: 120_000 }, async () => {
    const people = [ada, bo, cy];
    const person = fc.integer({ min: 0, max: 2 });
    const step = fc.oneof(
      { weight: 5, arbitrary: fc.record({ do: fc.constant("say"), who: person, of: fc.nat(3) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("reply"), who: person, of: fc.nat(20) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("edit"), who: person, of: fc.nat(20) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("delete"), who: person, of: fc.nat(20) }) },
      { weight: 3, arbitrary: fc.record({ do: fc.constant("read"), who: person, of: fc.nat(40) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("unread"), who: person, of: fc.nat(40) }) },
      { weight: 1, arbitrary: fc.record({ do: fc.constant("leave"), who: person, of: fc.nat(1) }) },
      { weight: 2, arbitrary: fc.record({ do: fc.constant("join"), who: person, of: fc.nat(1) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const threadId = await space.thread("PUBLIC", [bo, cy]);
        const said: { id: string; by: number }[] = [];
        for (const { do: what, who, of } of steps) {
          const actor = people[who] ?? ada;
          const chosen = said[of % Math.max(1, said.length)];
          if (what === "say") {
            const body =
              ["plain", `<@${bo.userId}>`, "<!everyone> all", `<@${ada.userId}> <@${cy.userId}>`][of] ?? "plain";
            const sent = await space.say(actor, threadId, body).catch(() => null);
            if (sent) said.push({ id: sent.message.id, by: who });
          } else if (what === "reply" && chosen) await codeOf(space.say(actor, threadId, "reply", chosen.id));
          else if (what === "edit" && chosen) {
            const author = people[chosen.by] ?? ada;
            await codeOf(space.run(author, "message:edit", { messageId: chosen.id, body: `<@${cy.userId}> edited` }));
          } else if (what === "delete" && chosen)
            await codeOf(space.run(ada, "message:delete", { messageId: chosen.id }));
          else if (what === "read") await codeOf(read(actor, threadId, of));
          else if (what === "unread") await codeOf(unread(actor, threadId, of === 0 ? null : of));
          else if (what === "leave") await codeOf(space.run(actor, "thread:leave", { threadId }));
          else if (what === "join") await codeOf(space.run(actor, "thread:join", { threadId }));
        }
        for (const actor of people) {
          const { entries } = await space.ask(actor, "home", {});
          const entry = entries.find((each) => each.threadId === threadId);
          expect(entry ? [entry.unread, entry.mentions] : null).toEqual(await recount(threadId, actor));
        }
      }),
      { numRuns: 20 },
    );
  });

  /** PROTOCOL R1 and R2, counted row by row. */
  async function recount(threadId: string, { userId }: Actor): Promise<[number, number] | null> {
    const own = await space.slot.prisma.threadParticipant.findUnique({
      where: { threadId_userId: { threadId, userId } },
    });
    if (own?.status !== "ACTIVE") return null;
    const from = Math.min(own.lastReadSeq + 1, own.markedUnreadSeq ?? Number.POSITIVE_INFINITY);
    const all = await space.slot.prisma.message.findMany({ where: { threadId, kind: "PERSON" } });
    const counted = all.filter(
      (m) => m.seq >= from && m.seq > own.joinedSeq && m.authorId !== userId && m.deletedAt === null,
    );
    const mentioning = counted.filter((m) => m.mentionsEveryone || m.mentions.includes(userId));
    return [counted.length, mentioning.length];
  }
});

describe("receipts", () => {
  test("R4: show who read how far and when, but oneself", async () => {
    const threadId = await space.thread("PRIVATE", [bo, cy]);
    const [first = 0] = await says(ada, threadId, 1);
    await read(cy, threadId, first);
    const { receipts } = await space.ask(ada, "receipts", { threadId });
    expect(receipts.map(({ userId }) => userId).sort()).toEqual([bo.userId, cy.userId].sort());
    const cys = receipts.find(({ userId }) => userId === cy.userId);
    expect(cys).toMatchObject({ lastReadSeq: first, lastDeliveredSeq: first });
    expect(Date.now() - Date.parse(cys?.readAt ?? "")).toBeLessThan(60_000);
  });

  test("R4: who does not show theirs is not shown, and sees nobody's", async () => {
    const threadId = await space.thread("PRIVATE", [bo, cy]);
    const [first = 0] = await says(ada, threadId, 1);
    await space.run(cy, "preference:update", { showReceipts: false });
    await read(cy, threadId, first);
    const { receipts } = await space.ask(ada, "receipts", { threadId });
    expect(receipts.map(({ userId }) => userId)).toEqual([bo.userId]);
    expect(await space.ask(cy, "receipts", { threadId })).toEqual({ receipts: [] });
    await space.run(cy, "preference:update", { showReceipts: true });
  });

  test("E3: there are none in threads above 100, and none for those outside", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    expect(await codeOf(space.ask(dee, "receipts", { threadId }))).toBe("JOIN_FIRST");
    await space.slot.pool.query(`UPDATE "Thread" SET "memberCount" = 101 WHERE id = $1`, [threadId]);
    expect(await space.ask(ada, "receipts", { threadId })).toEqual({ receipts: [] });
  });
});

describe("the list", () => {
  test("L3: an entry's counts and its head are of one moment, while others write", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const start = (await entryOf(cy, threadId)).head;
    let writing = true;
    const writer = (async () => {
      for (let n = 0; n < 60; n++) await space.say(ada, threadId, `${n}`);
      writing = false;
    })();
    while (writing) {
      const entry = await entryOf(cy, threadId);
      expect(entry.unread).toBe(entry.head - start);
    }
    await writer;
  });
});
