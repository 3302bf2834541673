import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { createPool } from "../../lib/db.ts";
import { setProcessSlot } from "../../lib/process.ts";
import { runScript } from "../support/app-server.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import type { SendJob, SendOutcome } from "../support/send-from-process.ts";
import { until } from "../support/until.ts";
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

const send = (actor: Actor, clientId: string, body: string, threadId = thread, replyToId?: string) =>
  space.run(actor, "message:send", { threadId, clientId, body, ...(replyToId ? { replyToId } : {}) });

const headOf = async (threadId: string) =>
  (await space.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } })).head;

/** A connection of somebody else, such as another node. */
async function elsewhere<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: space.slot.env.DATABASE_URL });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

describe("S2, one key is one message", () => {
  test("S2: the same clientId and text again gives the first message, and no seq is used", async () => {
    const clientId = uuidv7();
    const first = await send(cy, clientId, "hello");
    const head = await headOf(thread);
    const published = space.events.length;
    const again = await send(cy, clientId, "hello");
    expect(first.replayed).toBe(false);
    expect(again).toEqual({ message: first.message, replayed: true });
    expect(await headOf(thread)).toBe(head);
    expect(space.events.length).toBe(published);
  });

  test("S2: the same clientId with another text, thread or reply is IDEMPOTENCY_MISMATCH", async () => {
    const other = await space.thread("PRIVATE", [cy]);
    const quoted = await space.say(ada, thread, "quote me");
    const clientId = uuidv7();
    await send(cy, clientId, "hello");
    expect(await codeOf(send(cy, clientId, "hello!"))).toBe("IDEMPOTENCY_MISMATCH");
    expect(await codeOf(send(cy, clientId, "hello", other))).toBe("IDEMPOTENCY_MISMATCH");
    expect(await codeOf(send(cy, clientId, "hello", thread, quoted.message.id))).toBe("IDEMPOTENCY_MISMATCH");
  });

  test("S2: five identical sends in parallel make one message", async () => {
    const clientId = uuidv7();
    const head = await headOf(thread);
    const sent = await Promise.all(Array.from({ length: 5 }, () => send(cy, clientId, "once")));
    expect(new Set(sent.map(({ message }) => message.id)).size).toBe(1);
    expect(sent.filter(({ replayed }) => !replayed)).toHaveLength(1);
    expect(await headOf(thread)).toBe(head + 1);
  });

  test("S2: twins in one batch: the first is written, an equal one replayed, another text refused", async () => {
    const clientId = uuidv7();
    const head = await headOf(thread);
    const [first, equal, different] = await Promise.allSettled([
      send(cy, clientId, "twin"),
      send(cy, clientId, "twin"),
      send(cy, clientId, "not the twin"),
    ]);
    expect(first).toMatchObject({ status: "fulfilled", value: { replayed: false } });
    expect(equal).toMatchObject({ status: "fulfilled", value: { replayed: true } });
    expect(different).toMatchObject({ status: "rejected", reason: { code: "IDEMPOTENCY_MISMATCH" } });
    expect(await headOf(thread)).toBe(head + 1);
  });

  test("S2: a key belongs to its author; another person's equal one is another message", async () => {
    const clientId = uuidv7();
    const mine = await send(cy, clientId, "same key");
    const theirs = await send(bo, clientId, "same key");
    expect(theirs.replayed).toBe(false);
    expect(theirs.message.id).not.toBe(mine.message.id);
  });

  test("S2: after an edit the key still gives the message, as it is now", async () => {
    const clientId = uuidv7();
    const { message } = await send(cy, clientId, "first text");
    await space.run(cy, "message:edit", { messageId: message.id, body: "second text" });
    const again = await send(cy, clientId, "first text");
    expect(again).toMatchObject({ replayed: true, message: { id: message.id, body: "second text" } });
  });

  test("S2: a key taken by a race with another node is judged again, not an error of ours", async () => {
    const clientId = uuidv7();
    const other = await space.thread("PRIVATE", [cy]);
    const id = uuidv7();
    const seq = (await headOf(other)) + 1;
    await elsewhere(async (client) => {
      await client.query("BEGIN");
      await client.query(
        `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body) VALUES ($1, $2, $3, $4, 'x', $5, 'first')`,
        [id, other, cy.userId, clientId, seq],
      );
      await client.query(`UPDATE "Thread" SET head = $2, "lastMessageSeq" = $2 WHERE id = $1`, [other, seq]);
      const racing = codeOf(send(cy, clientId, "second"));
      await wait(200);
      await client.query("COMMIT");
      expect(await racing).toBe("IDEMPOTENCY_MISMATCH");
    });
  });

  test("S2, L1: the same keys in other threads, in two flushes at once and crosswise, are one message each", async () => {
    const threads = await Promise.all(Array.from({ length: 80 }, () => space.thread("PRIVATE", [cy])));
    const keys = Array.from({ length: 40 }, () => uuidv7());
    const outcomes = await Promise.all(
      [...keys, ...keys.toReversed()].map((key, index) => codeOf(send(cy, key, `crosswise ${index}`, threads[index]))),
    );
    // Each flush has a connection of its own.
    expect(space.slot.pool.flushes.totalCount).toBe(2);
    for (const [index] of keys.entries()) {
      expect([outcomes[index], outcomes[79 - index]].sort()).toEqual(["IDEMPOTENCY_MISMATCH", "done"]);
    }
    const written = await space.slot.prisma.message.groupBy({ by: ["clientId"], where: { clientId: { in: keys } } });
    expect(written).toHaveLength(keys.length);
  });

  test("S2: who lost access does not reach the message through its key", async () => {
    const secret = await space.thread("PRIVATE", [cy]);
    const clientId = uuidv7();
    await send(cy, clientId, "mine", secret);
    await space.run(ada, "participant:remove", { threadId: secret, userId: cy.userId });
    const replay = await refusalOf(send(cy, clientId, "mine", secret));
    expect(replay).toEqual(await refusalOf(send(cy, clientId, "mine", uuidv7())));
    expect(replay?.code).toBe("NOT_FOUND");
  });

  test("S2, L5: who came back to a group later does not reach what they wrote before", async () => {
    const { threadId } = await space.run(ada, "thread:direct", { id: uuidv7(), userIds: [bo.userId, cy.userId] });
    const clientId = uuidv7();
    const { message } = await send(cy, clientId, "before I left", threadId);
    await space.run(cy, "thread:leave", { threadId });
    await space.run(ada, "participant:add", { threadId, userIds: [cy.userId] });
    expect(await codeOf(space.ask(cy, "message", { messageId: message.id }))).toBe("NOT_FOUND");
    expect(await codeOf(send(cy, clientId, "before I left", threadId))).toBe("NOT_FOUND");
  });

  test("S2: the hash that is kept is of the request, not the text itself", async () => {
    const { message } = await send(cy, uuidv7(), "hashed");
    const row = await space.slot.prisma.message.findUniqueOrThrow({ where: { id: message.id } });
    const hash = createHash("sha256")
      .update(JSON.stringify([thread, "hashed", null]))
      .digest("base64url");
    expect(row.requestHash).toBe(hash);
  });
});

describe("L1, the log is dense", () => {
  test("L1: 200 sends of several people over several threads, mixed with edits and deletions, leave no hole", async () => {
    const threads = [thread, ...(await Promise.all([1, 2, 3].map(() => space.thread("PUBLIC", [bo, cy]))))];
    const people = [ada, bo, cy];
    const work = Array.from({ length: 200 }, async (_, index) => {
      const actor = people[index % people.length] ?? ada;
      const { message } = await space.say(actor, threads[index % threads.length] ?? thread, `line ${index}`);
      if (index % 3 === 0) await space.run(actor, "message:edit", { messageId: message.id, body: `edited ${index}` });
      if (index % 7 === 0) await space.run(actor, "message:delete", { messageId: message.id });
      if (index % 5 === 0) await space.say(actor, message.threadId, `reply ${index}`, message.id);
      return message;
    });
    const sent = await Promise.all(work);
    expect(await streamFaults(space.slot.pool)).toEqual([]);
    for (const threadId of threads) {
      const published = space.events.filter(({ stream }) => stream === `thread:${threadId}`).map(({ seq }) => seq);
      expect(new Set(published).size).toBe(published.length);
      expect(Math.max(...published)).toBe(await headOf(threadId));
      expect(published).toHaveLength(await headOf(threadId));
    }
    expect(new Set(sent.map(({ id }) => id)).size).toBe(200);
  });

  test("L1: one batch keeps the order in which its items came", async () => {
    const sent = await Promise.all(
      Array.from({ length: 40 }, (_, index) => space.say(cy, thread, `in order ${index}`)),
    );
    const places = sent.map(({ message }) => message.seq);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  test("L1: of one batch, the refused item alone is refused and takes no place", async () => {
    const head = await headOf(thread);
    const outcomes = await Promise.all([
      codeOf(space.say(cy, thread, "fine")),
      codeOf(space.say(dee, thread, "I am not in here")),
      codeOf(space.say(cy, uuidv7(), "no such thread")),
      codeOf(space.say(cy, thread, "a reply to nothing", uuidv7())),
      codeOf(space.say(bo, thread, "fine too")),
    ]);
    expect(outcomes).toEqual(["done", "NOT_FOUND", "NOT_FOUND", "NOT_FOUND", "done"]);
    expect(await headOf(thread)).toBe(head + 2);
  });

  test("L1: a thread that somebody else holds stops nobody but itself, however much waits for it", async () => {
    const held = await space.thread("PRIVATE", [cy]);
    await elsewhere(async (client) => {
      await client.query("BEGIN");
      await client.query(`SELECT 1 FROM "Thread" WHERE id = $1 FOR NO KEY UPDATE`, [held]);
      const waiting = Array.from({ length: 600 }, (_, index) => space.say(cy, held, `waits ${index}`));
      let early = 0;
      for (const each of waiting) void each.then(() => (early += 1));
      const started = performance.now();
      await Promise.all(Array.from({ length: 20 }, (_, index) => space.say(bo, thread, `goes on ${index}`)));
      expect(performance.now() - started).toBeLessThan(10_000);
      expect(early).toBe(0);
      await client.query("COMMIT");
      const places = (await Promise.all(waiting)).map(({ message }) => message.seq);
      expect(places).toEqual([...places].sort((a, b) => a - b));
    });
  });
});

describe("several nodes", () => {
  test("S2, L1: the same messages sent through three processes at once are there once, in one order, without holes", async () => {
    const threads = [thread, await space.thread("PUBLIC", [bo, cy]), await space.thread("PUBLIC", [bo, cy])];
    const jobs: SendJob[] = Array.from({ length: 90 }, (_, n) => ({
      userId: [ada, bo, cy][n % 3]?.userId ?? "",
      threadId: threads[Math.floor(n / 3) % 3] ?? thread,
      clientId: uuidv7(),
      body: `from everywhere ${n}`,
    }));
    const [here, ...there] = await Promise.all([
      Promise.all(
        jobs.map((job) => send({ userId: job.userId, sessionId: "here" }, job.clientId, job.body, job.threadId)),
      ),
      sendElsewhere(jobs),
      sendElsewhere(jobs.toReversed()).then((outcomes) => outcomes.toReversed()),
    ]);
    for (const [index, { message }] of here.entries()) {
      const outcomes = there.map((outcomes) => outcomes[index]);
      for (const outcome of outcomes) expect(outcome).toMatchObject({ id: message.id, seq: message.seq });
    }
    const written = await space.slot.prisma.message.findMany({ where: { body: { startsWith: "from everywhere" } } });
    expect(written).toHaveLength(jobs.length);
    const firsts = here.filter(({ replayed }) => !replayed).length;
    const firstsElsewhere = there.flat().filter((outcome) => "replayed" in outcome && !outcome.replayed).length;
    expect(firsts + firstsElsewhere).toBe(jobs.length);
  });

  async function sendElsewhere(jobs: SendJob[]): Promise<SendOutcome[]> {
    const args = [space.slot.env.DATABASE_URL ?? "", JSON.stringify(jobs)];
    const output = await runScript(
      "tests/support/send-from-process.ts",
      { PATH: process.env.PATH, NODE_ENV: "test" },
      args,
    );
    return JSON.parse(output.trim().split("\n").at(-1) ?? "[]") as SendOutcome[];
  }
});

describe("replies", () => {
  test("R5: a reply names what it answers and its root; a reply to a reply has the same root", async () => {
    const root = await space.say(ada, thread, "root");
    const reply = await space.say(bo, thread, "reply", root.message.id);
    const nested = await space.say(cy, thread, "reply to the reply", reply.message.id);
    expect(reply.message).toMatchObject({ replyToId: root.message.id, rootId: root.message.id });
    expect(nested.message).toMatchObject({ replyToId: reply.message.id, rootId: root.message.id });
    const now = await space.ask(ada, "message", { messageId: root.message.id });
    expect(now).toMatchObject({ replyCount: 2, replierIds: [cy.userId, bo.userId] });
    expect(now.lastReplyAt).toBe(nested.message.createdAt);
  });

  test("L2: a reply's root changes by an event of its own, after the reply", async () => {
    const root = await space.say(ada, thread, "root");
    const from = space.events.length;
    const replies = await Promise.all([1, 2, 3].map((n) => space.say(bo, thread, `reply ${n}`, root.message.id)));
    await until("published", () => space.events.length > from + 3);
    const told = space.events.slice(from);
    const last = told.at(-1);
    expect(last?.change).toMatchObject({ kind: "message", message: { id: root.message.id, replyCount: 3 } });
    expect(last?.seq).toBeGreaterThan(Math.max(...replies.map(({ message }) => message.seq)));
    expect(last?.fromSeq).toBe(root.message.seq);
  });

  test("R5: deleting a reply counts it out again", async () => {
    const root = await space.say(ada, thread, "root");
    const [one] = [
      await space.say(bo, thread, "one", root.message.id),
      await space.say(cy, thread, "two", root.message.id),
    ];
    await space.run(bo, "message:delete", { messageId: one.message.id });
    const now = await space.ask(ada, "message", { messageId: root.message.id });
    expect(now).toMatchObject({ replyCount: 1, replierIds: [cy.userId] });
  });

  test("a reply to a message of another thread is a reply to nothing", async () => {
    const other = await space.thread("PUBLIC", [cy]);
    const { message } = await space.say(cy, other, "over there");
    const foreign = await refusalOf(space.say(cy, thread, "here", message.id));
    expect(foreign?.code).toBe("NOT_FOUND");
    expect(foreign?.message).toBe((await refusalOf(space.say(cy, thread, "here", uuidv7())))?.message);
  });
});

describe("mentions", () => {
  test("mentions are extracted in their permanent form, once each, not from code", async () => {
    const body = `<@${bo.userId}> and <@${ada.userId}>, again <@${bo.userId}>, not \`<@${dee.userId}>\``;
    const { message } = await space.say(cy, thread, body);
    expect(message.mentions).toEqual([bo.userId, ada.userId]);
    expect(message.mentionsEveryone).toBe(false);
    expect((await space.say(cy, thread, "<!everyone> look")).message.mentionsEveryone).toBe(true);
  });

  test("more than 50 people in one message are refused, in an edit too", async () => {
    const crowd = Array.from({ length: 51 }, () => `<@${uuidv7()}>`).join(" ");
    expect(await codeOf(space.say(cy, thread, crowd))).toBe("INVALID");
    const { message } = await space.say(cy, thread, "short");
    expect(await codeOf(space.run(cy, "message:edit", { messageId: message.id, body: crowd }))).toBe("INVALID");
  });

  test("mentioning everyone is refused above 50 members, with its code, but not to moderators", async () => {
    const crowded = await space.thread("PUBLIC", [cy]);
    await space.slot.pool.query(`UPDATE "Thread" SET "memberCount" = 51 WHERE id = $1`, [crowded]);
    const refusal = await refusalOf(space.say(cy, crowded, "<!everyone> hi"));
    expect(refusal?.code).toBe("FORBIDDEN");
    expect(JSON.stringify(refusal?.details)).toContain("limit.everyone");
    expect(await codeOf(space.say(ada, crowded, "<!everyone> hi"))).toBe("done");
    const { message } = await space.say(cy, crowded, "hi");
    const edit = space.run(cy, "message:edit", { messageId: message.id, body: "<!everyone> hi" });
    expect(await codeOf(edit)).toBe("FORBIDDEN");
  });
});

describe("restraints", () => {
  test("slow mode holds within one batch as well, and says how long to wait", async () => {
    const slow = await space.thread("PUBLIC", [cy]);
    await space.slot.pool.query(`UPDATE "Thread" SET "slowModeSeconds" = 30 WHERE id = $1`, [slow]);
    const codes = await Promise.all([1, 2, 3].map((n) => codeOf(space.say(cy, slow, `quick ${n}`))));
    expect(codes).toEqual(["done", "SLOW_MODE", "SLOW_MODE"]);
    const refusal = await refusalOf(space.say(cy, slow, "again"));
    expect(refusal?.code).toBe("SLOW_MODE");
    expect(refusal?.retryAfterMs).toBeGreaterThan(20_000);
    expect(refusal?.retryAfterMs).toBeLessThanOrEqual(30_000);
  });

  test.each([
    ["LOCKED", "THREAD_LOCKED"],
    ["ARCHIVED", "THREAD_ARCHIVED"],
    ["DELETED", "THREAD_DELETED"],
  ] as const)("a thread that is %s refuses with %s, and gives replays while it can be read", async (state, code) => {
    const shut = await space.thread("PUBLIC", [cy]);
    const clientId = uuidv7();
    await send(cy, clientId, "before", shut);
    await space.slot.pool.query(`UPDATE "Thread" SET state = $2::"ThreadState" WHERE id = $1`, [shut, state]);
    expect(await codeOf(space.say(cy, shut, "after"))).toBe(code);
    expect(await codeOf(send(cy, clientId, "before", shut))).toBe(state === "DELETED" ? "THREAD_DELETED" : "done");
  });

  test("who is only looking into a PUBLIC thread joins first", async () => {
    const open = await space.thread("PUBLIC", []);
    expect(await codeOf(space.say(dee, open, "hi"))).toBe("JOIN_FIRST");
  });
});

describe("reading one's own", () => {
  test("R2: a send moves its author's cursor in the same flush and writes no MessageRead", async () => {
    const own = await space.thread("PRIVATE", [cy]);
    await space.say(ada, own, "unread for Cy");
    const { message } = await space.say(cy, own, "answer");
    const { entry } = await space.ask(cy, "thread", { threadId: own });
    expect(entry).toMatchObject({ lastReadSeq: message.seq, unread: 0 });
    expect(await space.slot.prisma.messageRead.count({ where: { threadId: own } })).toBe(0);
    await space.run(cy, "thread:unread", { threadId: own, fromSeq: 1 });
    const again = await space.say(cy, own, "who writes has read");
    expect((await space.ask(cy, "thread", { threadId: own })).entry).toMatchObject({
      markedUnreadSeq: null,
      lastReadSeq: again.message.seq,
      unread: 0,
    });
  });
});

describe("S4, what is committed", () => {
  test("S4: is acknowledged even where telling of it fails, and the process lives", async () => {
    const publish = () => {
      throw new Error("no way to the sockets");
    };
    const log = { ...space.slot.log, error: () => undefined } as typeof space.slot.log;
    setProcessSlot({ ...space.slot, log, publisher: { ...space.slot.publisher, publish }, queues: new Map() });
    const { message } = await space.say(cy, thread, "told to nobody");
    expect(await codeOf(space.run(cy, "message:edit", { messageId: message.id, body: "told to nobody either" }))).toBe(
      "done",
    );
    setProcessSlot(space.slot);
    expect(await space.ask(cy, "message", { messageId: message.id })).toMatchObject({ body: "told to nobody either" });
  });
});

describe("the database in trouble", () => {
  test("a database that is away is UNAVAILABLE with a time to come again, for many at once and quickly", async () => {
    const dead = createPool({ url: "postgres://nobody@localhost:1/nothing", max: 2 });
    setProcessSlot({ ...space.slot, pool: dead, queues: new Map() });
    const started = performance.now();
    const refusals = await Promise.all(Array.from({ length: 300 }, () => refusalOf(space.say(cy, thread, "hello?"))));
    setProcessSlot(space.slot);
    await dead.end();
    expect(new Set(refusals.map((refusal) => refusal?.code))).toEqual(new Set(["UNAVAILABLE"]));
    expect(refusals[0]?.retryAfterMs).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("S4: connections killed in the middle give UNAVAILABLE, the process lives, and the retry is the same message", async () => {
    const clientId = uuidv7();
    await elsewhere(async (client) => {
      await client.query("BEGIN");
      // The flush gets the thread and then waits here for its author's cursor.
      await client.query(`SELECT 1 FROM "ThreadParticipant" WHERE "threadId" = $1 AND "userId" = $2 FOR UPDATE`, [
        thread,
        cy.userId,
      ]);
      const outcome = codeOf(send(cy, clientId, "cut off"));
      await until("the flush waits", async () => {
        const { rows } = await client.query(
          `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        );
        return rows.length > 0;
      });
      await client.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
      expect(await outcome).toBe("UNAVAILABLE");
    });
    // The pool may hand out a few more of the killed connections before it has noticed; a client comes again likewise.
    const retried = await until("the database is back", () => send(cy, clientId, "cut off").catch(() => null));
    expect(retried.replayed).toBe(false);
    expect((await send(cy, clientId, "cut off")).message.id).toBe(retried.message.id);
  });
});
