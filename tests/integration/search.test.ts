import pg from "pg";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { SearchPage } from "../../lib/contract/search.ts";
import { createPool } from "../../lib/db.ts";
import { setProcessSlot } from "../../lib/process.ts";
import { openRestDoors } from "../support/rest-doors.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
/** A public thread that Cy is in, and a private one without them. */
let open: string;
let secret: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
  open = await space.thread("PUBLIC", [bo, cy], "harbour-news");
  secret = await space.thread("PRIVATE", [bo], "money");
});
afterAll(() => space.close());

const search = (actor: Actor, q: string, more: { after?: string; limit?: number; timeZone?: string } = {}) =>
  space.ask(actor, "search", { q, ...more });
const bodiesOf = ({ results }: SearchPage) => results.map(({ message }) => message.body);
const found = async (actor: Actor, q: string) => bodiesOf(await search(actor, q));
/** As if it had been written then, a past that nothing else speaks of: its time, and its id, an index by time (L10). */
async function backdate(id: string, time: string): Promise<string> {
  const then = uuidv7({ msecs: Date.parse(time) });
  const client = await space.slot.pool.connect();
  try {
    await client.query(`SET session_replication_role = replica`);
    await client.query(`UPDATE "Message" SET "createdAt" = $2, id = $3 WHERE id = $1`, [id, time, then]);
    return then;
  } finally {
    client.release(true);
  }
}
const said = async (actor: Actor, body: string, threadId = open) => (await space.say(actor, threadId, body)).message;

describe("words", () => {
  test("are found whole, in part, in any case, together and in order, the newest first", async () => {
    await said(ada, "The Quarterdeck opens **tomorrow**");
    await said(bo, "quarterdeck: opens never");
    for (const q of ["quarterdeck", "QUARTER", "arterde", "quarterdeck opens", "opens quarter"]) {
      expect(await found(cy, q), q).toEqual(["quarterdeck: opens never", "The Quarterdeck opens **tomorrow**"]);
    }
    expect(await found(cy, '"opens tomorrow"')).toEqual(["The Quarterdeck opens **tomorrow**"]);
    expect(await found(cy, "quarterdeck -never")).toEqual(["The Quarterdeck opens **tomorrow**"]);
    expect(await found(cy, "quarterdick")).toEqual([]);
  });

  test("of one or two letters are found as they are, and signs stand for themselves", async () => {
    await said(ada, "zq is short, 100% of it_all");
    expect(await found(cy, "zq")).toEqual(["zq is short, 100% of it_all"]);
    expect(await found(cy, "100%")).toEqual(["zq is short, 100% of it_all"]);
    expect(await found(cy, "t_a")).toEqual(["zq is short, 100% of it_all"]);
    await said(ada, "C# and (zw), the shortest");
    for (const q of ["c#", "ZW", "zw", '"zw"']) expect(await found(cy, q), q).toEqual(["C# and (zw), the shortest"]);
    // Not as a part of a word: for that it takes three letters.
    for (const q of ["z", "w"]) expect(await found(cy, q), q).toEqual([]);
    await said(ada, "où est le phare");
    expect(await found(cy, "OÙ")).toEqual(["où est le phare"]);
    for (const q of ["%%%", "___", "!", "'", "\\", "&|!()", ":*", '":*']) expect(await found(cy, q), q).toEqual([]);
  });

  test("of Chinese, Japanese and Korean are found wherever they stand", async () => {
    await said(ada, "明日は東京都庁で会議があります");
    await said(bo, "내일 회의는 서울에서");
    for (const q of ["東京", "会議", "都庁で", "議"])
      expect(await found(cy, q), q).toEqual(["明日は東京都庁で会議があります"]);
    expect(await found(cy, "京東")).toEqual([]);
    expect(await found(cy, "회의")).toEqual(["내일 회의는 서울에서"]);
  });

  test("follow edits and deletions, and leave Confab's own notes out", async () => {
    const message = await said(cy, "first wording");
    await space.run(cy, "message:edit", { messageId: message.id, body: "second wording" });
    expect(await found(ada, "first wording")).toEqual([]);
    expect(await found(ada, "second wording")).toEqual(["second wording"]);
    await space.run(cy, "message:delete", { messageId: message.id });
    expect(await found(ada, "second wording")).toEqual([]);
    expect((await search(ada, "in:harbour-news")).results.every(({ message: { kind } }) => kind === "PERSON")).toBe(
      true,
    );
  });
});

describe("operators", () => {
  test("say who, where, when, with what and how", async () => {
    const first = await said(ada, "gangway one https://example.org");
    const second = await said(bo, "gangway two");
    await space.say(cy, open, `gangway three <@${ada.userId}>`, first.id);
    await said(bo, "gangplank `four`");
    const { id: messageId } = await said(bo, "gangplank five");
    await space.run(bo, "message:edit", { messageId, body: "gangplank five, mended" });
    const secondId = await backdate(second.id, "2026-03-01T23:30:00Z");
    await space.run(cy, "message:react", { messageId: secondId, emoji: "🎉" });
    await space.run(ada, "message:pin", { messageId: first.id });
    await space.run(cy, "message:save", { messageId: secondId });
    const file = { id: uuidv7(), ownerId: ada.userId, threadId: open, messageId: first.id, name: "a.txt", size: 1 };
    await space.slot.prisma.attachment.create({ data: { ...file, state: "PENDING" } });
    const cases: [string, string[]][] = [
      ["gangway from:bo", ["gangway two"]],
      ["gangway -from:@bo from:ada", ["gangway one https://example.org"]],
      ["gangway from:me", ["gangway three"]],
      ["gangway is:mine", ["gangway three"]],
      ["gangway in:#Harbour-News has:link", ["gangway one https://example.org"]],
      ["gangway -has:link has:reaction", ["gangway two"]],
      ["gangway is:reply", ["gangway three"]],
      ["gangway is:pinned", ["gangway one https://example.org"]],
      ["gangway is:saved", ["gangway two"]],
      ["gangway has:file", ["gangway one https://example.org"]],
      ["-is:saved has:reaction gangway", []],
      ["gangway after:2026-03-01 before:2026-03-02", ["gangway two"]],
      ["gangway after:2026-03-02 -is:reply", ["gangway one https://example.org"]],
      ["gangway -after:2026-03-02", ["gangway two"]],
      ["gangway -before:2026-03-02", ["gangway three", "gangway one https://example.org"]],
      ["gangway -is:reply -is:pinned", ["gangway two"]],
      ["gangplank has:code", ["gangplank `four`"]],
      ["gangplank is:edited -has:code", ["gangplank five, mended"]],
      ["gangway -in:harbour-news", []],
    ];
    for (const [q, want] of cases) {
      const got = (await found(cy, q)).map((body) => body?.replace(/ <@.*/, ""));
      expect(got, q).toEqual(want);
    }
    expect((await found(ada, "gangway is:mention")).length).toBe(1);
    // What one saved is one's own affair.
    expect(await found(bo, "gangway is:saved")).toEqual([]);
    // Half past eleven in London is the next day in Tokyo.
    expect(bodiesOf(await search(cy, "gangway before:2026-03-02", { timeZone: "Asia/Tokyo" }))).toEqual([]);
  });

  test("that name nobody or nothing known are told, and find nothing", async () => {
    await said(ada, "bollard");
    expect(await search(cy, "bollard from:nobody-at-all")).toEqual({
      results: [],
      unknown: ["from:nobody-at-all"],
      nextAfter: null,
    });
    expect((await search(cy, "bollard -from:nobody-at-all has:wings")).unknown).toEqual([
      "has:wings",
      "from:nobody-at-all",
    ]);
    // A thread that is hidden is as unknown as one that is not there.
    expect((await search(cy, "x in:money")).unknown).toEqual(["in:money"]);
    expect((await search(cy, "")).results).toEqual([]);
  });
});

describe("only what the asker may read now", () => {
  test("not private threads, not after leaving, not before joining, not when banned", async () => {
    await said(ada, "capstan in the open");
    await said(ada, "capstan in secret", secret);
    expect(await found(cy, "capstan")).toEqual(["capstan in the open"]);
    expect(await found(bo, "capstan")).toHaveLength(2);
    expect(await found(dee, "capstan")).toEqual(["capstan in the open"]);

    await space.run(ada, "participant:add", { threadId: secret, userIds: [cy.userId] });
    expect(await found(cy, "capstan")).toHaveLength(2);
    await space.run(ada, "participant:remove", { threadId: secret, userId: cy.userId });
    expect(await found(cy, "capstan")).toEqual(["capstan in the open"]);
    await space.slot.pool.query(
      `UPDATE "ThreadParticipant" SET status = 'BANNED' WHERE "threadId" = $1 AND "userId" = $2`,
      [open, cy.userId],
    );
    expect(await found(cy, "capstan")).toEqual([]);
    await space.slot.pool.query(
      `UPDATE "ThreadParticipant" SET status = 'ACTIVE' WHERE "threadId" = $1 AND "userId" = $2`,
      [open, cy.userId],
    );

    const group = await space.run(ada, "thread:direct", { id: uuidv7(), userIds: [bo.userId, cy.userId] });
    await said(ada, "capstan before", group.threadId);
    await space.run(ada, "participant:add", { threadId: group.threadId, userIds: [dee.userId] });
    await said(ada, "capstan after", group.threadId);
    expect(await found(dee, "capstan")).toEqual(["capstan after", "capstan in the open"]);
    const [one] = (await search(dee, "capstan")).results;
    // What stands around it is shown by the same rule.
    expect(one?.before).toBeNull();
  });
});

test("PROTOCOL L10: pages follow one another without a hole or a double, also where times are the same", async () => {
  const bodies = Array.from({ length: 23 }, (_, n) => `windlass ${n}`);
  await Promise.all(bodies.map((body) => said(ada, body)));
  await space.slot.pool.query(
    `UPDATE "Message" SET "createdAt" = date_trunc('minute', "createdAt") WHERE plain LIKE 'windlass%'`,
  );
  const all: (string | null)[] = [];
  for (let after: string | null | undefined, pages = 0; after !== null; pages++) {
    const page: SearchPage = await search(cy, "windlass", { limit: 5, ...(after ? { after } : {}) });
    all.push(...bodiesOf(page));
    after = page.nextAfter;
    expect(pages).toBeLessThan(6);
  }
  expect(all.sort()).toEqual([...bodies].sort());
  const [middle] = (await search(cy, '"windlass 11"')).results;
  expect([middle?.before, middle?.after].every((one) => one !== null)).toBe(true);
});

test("among fifty thousand messages no search reads the whole table", { timeout: 180_000 }, async () => {
  await fill();
  const plansOf = (q: string) => explained(() => search(cy, q));
  for (const [q, index] of [
    ["rareness", "Message_parts_idx"],
    ["areness common", "Message_parts_idx"],
    ["波止場", "Message_words_idx"],
    ["zx", "Message_parts_idx"],
    // What everybody says stands among the newest, and these are read in their order.
    ["common", "Message_pkey"],
    ["common -line from:bo", ""],
    ["common before:2026-04-01", ""],
    ["has:code", "Message_code_idx"],
    ["has:link", "Message_links_idx"],
    ["is:mention", "Message_mentions_idx"],
    ["has:file", "Attachment"],
    ["is:pinned", "Pin"],
  ] as const) {
    const plans = await plansOf(q);
    for (const plan of plans) expect(plan, q).not.toMatch(/Seq Scan on (public\.)?"Message"/);
    expect(plans.at(-1), q).toContain(index);
  }
  // Whatever its parts can find costs nothing in the index of words: each message is written into it, or is not.
  const { rows: sizes } = await space.slot.pool.query<{ reltuples: number }>(
    `SELECT reltuples FROM pg_class WHERE relname = 'Message_words_idx'`,
  );
  expect(sizes[0]?.reltuples).toBeGreaterThan(0);
  expect(sizes[0]?.reltuples).toBeLessThan(1_000);
  // However they are looked for, they are the newest there are.
  for (const q of ["rareness", "zx", "波止場", "line 7", "line 77", "common", "33333"]) {
    const pattern = `(^|[^a-z])${q}`;
    const { rows } = await space.slot.pool.query<{ id: string }>(
      `SELECT id FROM "Message" WHERE plain ~ $1 AND "deletedAt" IS NULL ORDER BY id DESC LIMIT 20`,
      [pattern],
    );
    expect(
      (await search(cy, `"${q}"`)).results.map(({ message }) => message.id),
      q,
    ).toEqual(rows.map(({ id }) => id));
  }
});

test("what takes too long is told by a code of its own, and the next search is answered", async () => {
  const url = new URL(space.slot.env.DATABASE_URL ?? "");
  url.searchParams.set("options", "-c statement_timeout=1500");
  const impatient = createPool({ url: url.href, max: 2 });
  const rest = openRestDoors("http://localhost:3000");
  const ask = () => rest.call("search", { as: cy, input: { q: "bollard" } });
  setProcessSlot({ ...space.slot, pool: impatient });
  try {
    // Every message takes a minute to read.
    await space.slot.pool.query(
      `ALTER TABLE "Message" RENAME TO "Said"; CREATE VIEW "Message" AS SELECT * FROM "Said" WHERE pg_sleep(60) IS NOT NULL`,
    );
    const answer = await ask();
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      ok: false,
      error: { code: "SEARCH_TOO_BROAD", message: expect.stringContaining("from:") },
    });
    await space.slot.pool.query(`DROP VIEW "Message"; ALTER TABLE "Said" RENAME TO "Message"`);
    expect((await ask()).status).toBe(200);
  } finally {
    setProcessSlot(space.slot);
    rest.close();
    await impatient.end();
  }
});

/** Fifty thousand messages at once: without the checks of rows that are right, and with the indexes built after. */
async function fill(): Promise<void> {
  const { rows } = await space.slot.pool.query<{ indexdef: string }>(
    `SELECT indexdef FROM pg_indexes WHERE indexname IN ('Message_words_idx', 'Message_parts_idx')`,
  );
  const indexes = rows.map(({ indexdef }) => indexdef);
  expect(indexes).toHaveLength(2);
  const client = await space.slot.pool.connect();
  try {
    await client.query(`SET statement_timeout = 0; SET session_replication_role = replica`);
    await client.query(`DROP INDEX "Message_words_idx", "Message_parts_idx"`);
    await client.query(
      `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body, plain, "createdAt")
       SELECT uuidv7(make_interval(secs => -n)), $1::uuid, $2::uuid, gen_random_uuid(), 'x', 60000 - n, t, t,
         now() - make_interval(secs => n)
       FROM (SELECT n, 'common line ' || n || CASE n % 2000 WHEN 0 THEN ' 波止場 zx rareness' ELSE '' END AS t
             FROM generate_series(1, 50000) n) made`,
      [open, ada.userId],
    );
    for (const index of indexes) await client.query(index);
    await client.query(`ANALYZE "Message"`);
  } finally {
    client.release(true);
  }
}

/** The plans of the searches that `work` makes, as Postgres made them for those very values. */
async function explained(work: () => Promise<unknown>): Promise<string[]> {
  const query = pg.Client.prototype.query;
  const asked: { text: string; values: unknown[] }[] = [];
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [config] = args as [{ text?: string; values?: unknown[] }];
    if (config.text?.includes(`AS s("threadId"`)) asked.push({ text: config.text, values: config.values ?? [] });
    return (query as (...all: unknown[]) => unknown).apply(this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    pg.Client.prototype.query = query;
  }
  const plans: string[] = [];
  for (const { text, values } of asked) {
    const { rows } = await space.slot.pool.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
    plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
  }
  return plans;
}
