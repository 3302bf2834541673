import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { Change } from "../../lib/contract/events.ts";
import { SYNC_CHANGES_MAX, syncAnswer, type ThreadSync, type UserSync } from "../../lib/contract/sync.ts";
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

const ask = async (actor: Actor, user: number, threads: Record<string, number>) =>
  syncAnswer.parse(await space.ask(actor, "sync", { user, threads }));
const syncThread = async (actor: Actor, threadId: string, cursor: number): Promise<ThreadSync> => {
  const answer = (await ask(actor, 0, { [threadId]: cursor })).threads[threadId];
  if (!answer) throw new Error("The thread was not answered.");
  return answer;
};
const syncUser = async (actor: Actor, cursor: number): Promise<UserSync> => (await ask(actor, cursor, {})).user;
const headOf = async (actor: Actor, threadId: string) => (await space.ask(actor, "thread", { threadId })).head;
const userHead = async (actor: Actor) => (await space.ask(actor, "home", {})).userHead;
const caughtUp = (answer: ThreadSync | UserSync): { changes: Change[]; head: number } => {
  if (!("changes" in answer)) throw new Error(`Not caught up: ${JSON.stringify(answer).slice(0, 200)}`);
  return answer;
};
const messagesIn = (changes: Change[]) => changes.flatMap((each) => (each.kind === "message" ? [each.message] : []));

describe("catching up on a thread", () => {
  afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

  test("Y1: each subject that changed comes once, as it is now, with the head of that moment", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const cursor = await headOf(cy, threadId);
    const { message } = await space.say(ada, threadId, "one");
    for (const body of ["two", "three"]) await space.run(ada, "message:edit", { messageId: message.id, body });
    await space.say(cy, threadId, "reply", message.id);
    await space.run(ada, "thread:update", { threadId, name: "renamed" });
    await space.run(ada, "thread:update", { threadId, name: "again" });
    await space.run(ada, "participant:add", { threadId, userIds: [dee.userId] });

    const { changes, head } = caughtUp(await syncThread(cy, threadId, cursor));
    expect(head).toBe(await headOf(cy, threadId));
    const keys = changes.map((each) => {
      if (each.kind === "message") return `message ${each.message.id}`;
      return each.kind === "participant" ? `participant ${each.participant.userId}` : each.kind;
    });
    expect(new Set(keys).size).toBe(keys.length);
    expect(messagesIn(changes).find(({ id }) => id === message.id)).toMatchObject({ body: "three", replyCount: 1 });
    expect(changes.filter(({ kind }) => kind === "thread")).toMatchObject([
      { thread: { name: "again", memberCount: 3 } },
    ]);
    expect(keys).toContain(`participant ${dee.userId}`);
  });

  test("Y1: nothing new is no changes", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const head = await headOf(cy, threadId);
    expect(await syncThread(cy, threadId, head)).toEqual({ changes: [], head });
  });

  test("Y1: exactly 500 changes are told, one more is limited with the newest page", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const cursor = await headOf(cy, threadId);
    await Promise.all(Array.from({ length: SYNC_CHANGES_MAX }, (_, n) => space.say(ada, threadId, `line ${n}`)));
    expect(caughtUp(await syncThread(cy, threadId, cursor)).changes).toHaveLength(SYNC_CHANGES_MAX);
    await space.say(ada, threadId, "one more");
    const answer = await syncThread(cy, threadId, cursor);
    if (!("limited" in answer)) throw new Error("It was not limited.");
    const page = await space.ask(cy, "messages", { threadId });
    expect(answer).toEqual({ limited: true, head: page.head, latestPage: page });
  });

  test("Y1, L8: events that were trimmed away make it limited; later cursors still catch up", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const { message } = await space.say(ada, threadId, "one");
    const old = message.seq;
    await space.run(ada, "message:edit", { messageId: message.id, body: "edited" });
    const between = await headOf(cy, threadId);
    await space.say(ada, threadId, "two");
    await space.slot.pool.query(`DELETE FROM "Event" WHERE stream = $1 AND seq <= $2`, [`thread:${threadId}`, between]);
    expect(await syncThread(cy, threadId, old)).toMatchObject({ limited: true });
    expect(messagesIn(caughtUp(await syncThread(cy, threadId, between)).changes)).toMatchObject([{ body: "two" }]);
    // The holes are this test's own doing.
    await space.slot.pool.query(`DELETE FROM "Message" WHERE "threadId" = $1`, [threadId]);
    await space.slot.pool.query(`DELETE FROM "Event" WHERE stream = $1`, [`thread:${threadId}`]);
    await space.slot.pool.query(`UPDATE "Thread" SET head = 0, "lastMessageSeq" = 0 WHERE id = $1`, [threadId]);
  });

  test("Y1: a cursor from the future is limited", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const head = await headOf(cy, threadId);
    for (const cursor of [head + 1, 2_147_483_647]) {
      expect(await syncThread(cy, threadId, cursor)).toMatchObject({ limited: true, head });
    }
  });

  test("Y1: a thread that is hidden, left or deleted is gone, in the very bytes of one that is not there", async () => {
    const hidden = await space.thread("PRIVATE", [cy]);
    const left = await space.thread("PRIVATE", [dee]);
    await space.run(dee, "thread:leave", { threadId: left });
    const deleted = await space.thread("PUBLIC", []);
    await space.slot.pool.query(`UPDATE "Thread" SET state = 'DELETED' WHERE id = $1`, [deleted]);
    const missing = JSON.stringify(await syncThread(dee, uuidv7(), 0));
    for (const threadId of [hidden, left, deleted]) {
      for (const cursor of [0, 1, 999]) expect(JSON.stringify(await syncThread(dee, threadId, cursor))).toBe(missing);
    }
    expect(missing).toBe(`{"gone":true}`);
  });

  test("Y1: a private thread gives a system role no history before it has joined", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    await space.say(cy, threadId, "not for Bo");
    expect(await syncThread(bo, threadId, 0)).toEqual({ gone: true });
  });

  test("L5: who came later gets what they may see, and the same head as everybody", async () => {
    const { threadId } = await space.run(ada, "thread:direct", { id: uuidv7(), userIds: [bo.userId, cy.userId] });
    const { message } = await space.say(ada, threadId, "early");
    const cursor = message.seq;
    await space.run(ada, "participant:add", { threadId, userIds: [dee.userId] });
    await space.run(ada, "message:edit", { messageId: message.id, body: "early, edited later" });
    await space.say(bo, threadId, "late reply", message.id);
    const late = caughtUp(await syncThread(dee, threadId, cursor));
    const early = caughtUp(await syncThread(cy, threadId, cursor));
    expect(late.head).toBe(early.head);
    expect(JSON.stringify(late)).not.toContain("early");
    expect(messagesIn(late.changes).map(({ body, system }) => system?.type ?? body)).toEqual(["added", "late reply"]);
    expect(JSON.stringify(early)).toContain("early, edited later");
  });

  test("a hundred threads at once, no more", async () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, () => [uuidv7(), 0]));
    expect(Object.keys((await ask(cy, 0, many(100))).threads)).toHaveLength(100);
    expect(await codeOf(ask(cy, 0, many(101)))).toBe("INVALID");
  });

  test("L3: state and head are of one moment while others write", async () => {
    const threadId = await space.thread("PUBLIC", [bo, cy]);
    const { message: root } = await space.say(ada, threadId, "root");
    const cursor = root.seq;
    let writing = true;
    const writers = Promise.all(
      [ada, bo].map(async (actor) => {
        for (let n = 0; n < 40; n++) {
          const { message } = await space.say(actor, threadId, `reply ${n}`, root.id);
          if (n % 4 === 0) await space.run(actor, "message:edit", { messageId: message.id, body: "edited" });
        }
      }),
    ).then(() => (writing = false));
    const seen: { head: number; seqs: number[] }[] = [];
    while (writing) {
      const { changes, head } = caughtUp(await syncThread(cy, threadId, cursor));
      const views = messagesIn(changes);
      const replies = views.filter(({ rootId }) => rootId === root.id);
      if (replies.length > 0) {
        expect(views.find(({ id }) => id === root.id)?.replyCount).toBe(replies.length);
      }
      expect(views.every(({ seq }) => seq <= head)).toBe(true);
      seen.push({ head, seqs: replies.map(({ seq }) => seq).sort((a, b) => a - b) });
    }
    await writers;
    const all = await space.slot.prisma.message.findMany({ where: { rootId: root.id }, orderBy: { seq: "asc" } });
    for (const { head, seqs } of seen) {
      expect(seqs).toEqual(all.map(({ seq }) => seq).filter((seq) => seq <= head));
    }
    expect(seen.length).toBeGreaterThan(5);
  });
});

describe("catching up on oneself", () => {
  test("Y1: entries, preferences and profile come once each, with what is gone said to be gone", async () => {
    const cursor = await userHead(cy);
    const threadId = await space.thread("PRIVATE", [cy]);
    const left = await space.thread("PUBLIC", [cy]);
    await space.run(cy, "thread:star", { threadId, starred: true });
    await space.run(cy, "thread:star", { threadId, starred: false });
    await space.run(cy, "thread:leave", { threadId: left });
    await space.run(cy, "preference:update", { theme: "dark" });
    await space.run(cy, "profile:update", { title: "Reader" });
    const { changes, head } = caughtUp(await syncUser(cy, cursor));
    expect(head).toBe(await userHead(cy));
    expect(changes).toHaveLength(4);
    expect(changes).toContainEqual({ kind: "entryGone", threadId: left });
    expect(changes).toContainEqual(
      expect.objectContaining({
        kind: "entry",
        entry: expect.objectContaining({ threadId, starred: false }) as unknown,
      }),
    );
    expect(changes.find(({ kind }) => kind === "preference")).toMatchObject({ preference: { theme: "dark" } });
    expect(changes.find(({ kind }) => kind === "profile")).toMatchObject({ person: { title: "Reader" } });
  });

  test("Y1: limited by the future, and by trimming", async () => {
    const head = await userHead(cy);
    expect(await syncUser(cy, head)).toEqual({ changes: [], head });
    expect(await syncUser(cy, head + 1)).toEqual({ limited: true, head });
    await space.slot.pool.query(`DELETE FROM "Event" WHERE stream = $1`, [`user:${cy.userId}`]);
    expect(await syncUser(cy, 0)).toEqual({ limited: true, head });
  });

  test("a suspended person catches up on nothing", async () => {
    const eve = await space.addPerson("Eve");
    await space.slot.prisma.user.update({ where: { id: eve.userId }, data: { status: "SUSPENDED" } });
    expect(await codeOf(ask(eve, 0, {}))).toBe("ACCOUNT_SUSPENDED");
  });
});

describe("live and caught up agree", () => {
  test("L4: what was published and what a sync gives end in the same state", async () => {
    const threadId = await space.thread("PUBLIC", [bo, cy]);
    const cursor = await headOf(cy, threadId);
    const from = space.events.length;
    const sent = await Promise.all(
      Array.from({ length: 30 }, (_, n) => space.say(n % 2 ? ada : bo, threadId, `line ${n}`)),
    );
    await Promise.all(
      sent.map(async ({ message }, n) => {
        const author = n % 2 ? ada : bo;
        if (n % 3 === 0) await space.run(author, "message:edit", { messageId: message.id, body: `edited ${n}` });
        if (n % 4 === 0) await space.run(author, "message:delete", { messageId: message.id });
        if (n % 5 === 0) await space.say(cy, threadId, "reply", message.id);
      }),
    );
    await space.run(ada, "thread:update", { threadId, topic: "settled" });
    const live = new Map<string, Change>();
    const published = space.events.slice(from).filter(({ stream }) => stream === `thread:${threadId}`);
    for (const { change } of published.sort((a, b) => a.seq - b.seq)) if (change) live.set(keyOf(change), change);
    const synced = caughtUp(await syncThread(cy, threadId, cursor)).changes.map((each) => [keyOf(each), each] as const);
    expect(new Map(synced)).toEqual(live);
  });

  const keyOf = (change: Change): string => {
    if (change.kind === "message") return change.message.id;
    return change.kind === "participant" ? change.participant.userId : change.kind;
  };
});
