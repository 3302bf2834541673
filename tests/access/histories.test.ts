import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { runQuery, type Query, RawJson } from "../../lib/queries/query.ts";
import { queryTable } from "../../lib/queries/table.ts";
import type { CommandInput, CommandName, QueryInput, QueryName } from "../../lib/contract/doors.ts";
import type { HomeView } from "../../lib/contract/workspace.ts";
import type { SyncAnswer } from "../../lib/contract/sync.ts";
import type { BrowsePage } from "../../lib/contract/threads.ts";
import { planRetireUser, retireUser } from "../../lib/commands/retire-user.ts";
import { runSystem } from "../../lib/commands/run-system.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf } from "../support/refusals.ts";
import { openSocketHost, type Person, type SocketHost } from "../support/socket-host.ts";
import { countHistories } from "./tally.ts";

// Histories of people who come, go, promote, demote and remove each other, two at a time. Whatever the order: an owner
// always, nobody sees more by losing something, and every way of looking shows the same.

const NAMES = ["ada", "bo", "cy", "dee", "eve"] as const;
type Name = (typeof NAMES)[number];
const ROLES = ["GUEST", "MEMBER", "MODERATOR", "OWNER"] as const;

/** What the role that a step carries means in the workspace. */
const SYSTEM_ROLE = { GUEST: "MEMBER", MEMBER: "MEMBER", MODERATOR: "ADMIN", OWNER: "OWNER" } as const;

let host: SocketHost;
beforeAll(async () => {
  host = await openSocketHost({ timeScale: 0.05, limitScale: 100_000 });
}, 60_000);
afterAll(() => host?.close());

type Story = { people: Record<Name, Person>; threads: string[]; said: string[] };

/** Five people anew: Ada owns the workspace, Bo is an admin; a public and a private thread of Cy's with Dee in them. */
async function begin(): Promise<Story> {
  const people = {} as Record<Name, Person>;
  for (const name of NAMES) people[name] = await host.person(name);
  await host.slot.pool.query(
    `UPDATE "User" SET role = CASE WHEN id = $1 THEN 'OWNER'::"SystemRole" ELSE 'ADMIN'::"SystemRole" END WHERE id IN ($1, $2)`,
    [people.ada.userId, people.bo.userId],
  );
  // Nobody of an earlier story holds the workspace in her place.
  await host.slot.pool.query(`UPDATE "User" SET role = 'MEMBER' WHERE role = 'OWNER' AND id <> $1`, [
    people.ada.userId,
  ]);
  const threads: string[] = [];
  for (const kind of ["PUBLIC", "PRIVATE"] as const) threads.push(await host.thread(people.cy, [people.dee], kind));
  const said: string[] = [];
  for (const threadId of threads) {
    const input = { threadId, clientId: uuidv7(), body: "hello" };
    said.push((await host.run(people.dee, "message:send", input)).message.id);
  }
  return { people, threads, said };
}

type Act = { who: Name; what: string; place: 0 | 1; whom: Name; role: (typeof ROLES)[number] };

/** What a person can do; `takes`: whose access it can only narrow. A door that comes later is a line here. */
const ACTS: Record<string, { takes?: "self" | "whom"; run(story: Story, act: Act): Promise<unknown> }> = {
  join: { run: (s, a) => go(s, a, "thread:join", { threadId: at(s, a), reason: "to help" }) },
  leave: { takes: "self", run: (s, a) => go(s, a, "thread:leave", { threadId: at(s, a) }) },
  add: { run: (s, a) => go(s, a, "participant:add", { threadId: at(s, a), userIds: [to(s, a)] }) },
  remove: {
    takes: "whom",
    run: (s, a) => go(s, a, "participant:remove", { threadId: at(s, a), userId: to(s, a), reason: "rude" }),
  },
  promote: { run: (s, a) => go(s, a, "participant:role", { threadId: at(s, a), userId: to(s, a), role: a.role }) },
  demote: {
    takes: "whom",
    run: (s, a) => go(s, a, "participant:role", { threadId: at(s, a), userId: to(s, a), role: "GUEST" }),
  },
  stepDown: {
    takes: "self",
    run: (s, a) => go(s, a, "participant:role", { threadId: at(s, a), userId: s.people[a.who].userId, role: "MEMBER" }),
  },
  send: { run: (s, a) => go(s, a, "message:send", { threadId: at(s, a), clientId: uuidv7(), body: a.role }) },
  edit: {
    run: (s, a) => go(s, a, "message:edit", { messageId: s.said[a.place] as string, body: `${a.role} ${a.whom}` }),
  },
  delete: { run: (s, a) => go(s, a, "message:delete", { messageId: s.said[a.place] as string, reason: "off topic" }) },
  archive: { run: (s, a) => go(s, a, "thread:archive", { threadId: at(s, a) }) },
  unarchive: { run: (s, a) => go(s, a, "thread:unarchive", { threadId: at(s, a) }) },
  ban: {
    takes: "whom",
    run: (s, a) => go(s, a, "participant:ban", { threadId: at(s, a), userId: to(s, a), reason: "rude" }),
  },
  unban: { run: (s, a) => go(s, a, "participant:unban", { threadId: at(s, a), userId: to(s, a) }) },
  invite: { run: (s, a) => go(s, a, "invite:create", { maxUses: 1, days: 1 }) },
  appoint: { run: (s, a) => go(s, a, "user:role", { userId: to(s, a), role: SYSTEM_ROLE[a.role], reason: "to help" }) },
  dismiss: {
    takes: "whom",
    run: (s, a) => go(s, a, "user:role", { userId: to(s, a), role: "MEMBER", reason: "no more" }),
  },
  suspend: { takes: "whom", run: (s, a) => go(s, a, "user:suspend", { userId: to(s, a), reason: "spam" }) },
  restore: { run: (s, a) => go(s, a, "user:restore", { userId: to(s, a), reason: "sorry" }) },
  // The identity provider's news that an account is gone.
  webhook: { takes: "whom", run: (s, a) => retire(s.people[a.whom === "ada" ? "eve" : a.whom].clerkId) },
};

const at = ({ threads }: Story, { place }: Act) => threads[place] as string;
const to = ({ people }: Story, { whom }: Act) => people[whom].userId;
const go = <N extends CommandName>({ people }: Story, { who }: Act, name: N, input: CommandInput<N>) =>
  host.run(people[who], name, input);
const retire = (clerkId: string) =>
  runSystem(
    (sql) => planRetireUser(sql, clerkId),
    (context) => retireUser(context, clerkId),
  );

const act: fc.Arbitrary<Act> = fc.record({
  who: fc.constantFrom(...NAMES),
  what: fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...Object.keys(ACTS).filter((name) => name !== "webhook")) },
    { weight: 1, arbitrary: fc.constant("webhook") },
  ),
  place: fc.constantFrom(0, 1),
  whom: fc.constantFrom(...NAMES),
  role: fc.constantFrom(...ROLES),
});
/** One alone, or two at the same time. */
const step = fc.array(act, { minLength: 1, maxLength: 2 });

/** The codes of refusals that may be met; anything else is a fault. */
const REFUSALS =
  /^(done|NOT_FOUND|FORBIDDEN|RANK|SELF|JOIN_FIRST|LAST_OWNER|GONE|PERSON_UNAVAILABLE|ACCOUNT_SUSPENDED|THREAD_ARCHIVED|THREAD_BANNED|UNAUTHENTICATED)$/;

describe("histories", () => {
  test("keep an owner, widen nothing by taking something away, and look the same from everywhere", {
    timeout: 600_000,
  }, async () => {
    let histories = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
        const story = await begin();
        for (const acts of steps) {
          const taken = acts.length === 1 && acts[0] ? takenFrom(story, acts[0]) : null;
          const before = taken && (await visibleTo(story, taken));
          const codes = await Promise.all(
            acts.map((each) => codeOf((ACTS[each.what] as (typeof ACTS)[string]).run(story, each))),
          );
          for (const code of codes) expect(code).toMatch(REFUSALS);
          if (taken && before) {
            const after = await visibleTo(story, taken);
            expect(after.filter((thing) => !before.includes(thing))).toEqual([]);
          }
          expect(await withoutOwner(story)).toEqual([]);
        }
        for (const name of NAMES) await expectOneTruth(story, story.people[name]);
        histories += 1;
      }),
      {
        numRuns: process.env.ACCESS_CELLS === "tenth" ? 12 : 60,
        seed: Number(process.env.ACCESS_SEED ?? 0) || undefined,
      },
    );
    expect(await streamFaults(host.slot.pool)).toEqual([]);
    countHistories(histories);
  });

  test("of two owners who step down at the same time, 200 times: one always stays, and one always may", {
    timeout: 300_000,
  }, async () => {
    const { people } = await begin();
    const [cy, dee] = [people.cy, people.dee];
    const threadId = await host.thread(cy, [dee]);
    const set = (by: Person, whom: Person, role: "OWNER" | "MEMBER") =>
      untilTaken(() => host.run(by, "participant:role", { threadId, userId: whom.userId, role }));
    for (let round = 0; round < 200; round++) {
      await Promise.all([set(people.ada, cy, "OWNER"), set(people.ada, dee, "OWNER")]);
      const codes = await Promise.all([set(cy, cy, "MEMBER"), set(dee, dee, "MEMBER")]);
      expect(codes.sort()).toEqual(["LAST_OWNER", "done"]);
      expect(await ownersOf(threadId)).toBe(1);
    }
    countHistories(200);
  });
});

const DEMOTIONS = {
  "demote each other": (by: Person, whom: Person) =>
    host.run(by, "user:role", { userId: whom.userId, role: "MEMBER", reason: "a quarrel" }),
  "step down": (by: Person) => host.run(by, "user:role", { userId: by.userId, role: "ADMIN", reason: "tired" }),
};

test.each(["demote each other", "step down"] as const)(
  "of two owners of the workspace who %s at the same time, 200 times: exactly one stays",
  { timeout: 300_000 },
  async (what) => {
    const { people } = await begin();
    const pair = [people.ada, people.bo] as const;
    const ids = pair.map(({ userId }) => userId);
    const { pool } = host.slot;
    // Nobody of an earlier story may hold the workspace in their place.
    await pool.query(
      `WITH heirs AS (UPDATE "User" SET role = 'OWNER' WHERE id = ANY ($1::uuid[]))
       UPDATE "User" SET role = 'MEMBER' WHERE role = 'OWNER' AND id <> ALL ($1::uuid[])`,
      [ids],
    );
    const [ada, bo] = pair;
    const crown = () =>
      pool.query(`UPDATE "User" SET role = 'OWNER', status = 'ACTIVE' WHERE id = ANY ($1::uuid[])`, [ids]);
    await crown();
    // Where the workspace is held for longer than a command waits, nothing is done by halves.
    await whileHeld(async () => {
      const both = [DEMOTIONS[what](ada, bo), DEMOTIONS[what](bo, ada)];
      expect(await Promise.all(both.map(codeOf))).toEqual(["UNAVAILABLE", "UNAVAILABLE"]);
    });
    for (let round = 0; round < 200; round++) {
      await crown();
      const codes = await Promise.all([
        untilTaken(() => DEMOTIONS[what](ada, bo)),
        untilTaken(() => DEMOTIONS[what](bo, ada)),
      ]);
      // The other one lost what it took to do it, or would have been the last.
      expect(codes.sort().join(), `round ${round}`).toMatch(/^(FORBIDDEN|LAST_OWNER|RANK),done$/);
      const { rows } = await pool.query(`SELECT id FROM "User" WHERE role = 'OWNER' AND status = 'ACTIVE'`);
      expect(rows).toHaveLength(1);
    }
    countHistories(200);
  },
);

/** Does it while somebody else holds the workspace. */
async function whileHeld(work: () => Promise<void>): Promise<void> {
  const client = await host.slot.pool.connect();
  await client.query("BEGIN");
  await client.query(`SELECT 1 FROM "Workspace" FOR NO KEY UPDATE`);
  try {
    await work();
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
}

/** The code of what is done or refused; what a busy database put off is asked again, as clients do (PROTOCOL S6). */
async function untilTaken(work: () => Promise<unknown>): Promise<string> {
  for (;;) {
    const code = await codeOf(work());
    if (code !== "UNAVAILABLE") return code;
  }
}

function takenFrom({ people }: Story, { who, whom, what }: Act): Person | null {
  const takes = ACTS[what]?.takes;
  if (takes === "self") return people[who];
  return takes === "whom" ? people[whom] : null;
}

async function ownersOf(threadId: string): Promise<number> {
  const { rows } = await host.slot.pool.query<{ owners: number }>(
    `SELECT count(*)::int AS owners FROM "ThreadParticipant" WHERE "threadId" = $1 AND role = 'OWNER' AND status = 'ACTIVE'`,
    [threadId],
  );
  return rows[0]?.owners ?? 0;
}

/** Open threads that nobody owns, counts that are not true, and a workspace without an owner. */
async function withoutOwner({ threads, people }: Story): Promise<string[]> {
  const { rows } = await host.slot.pool.query<{ fault: string }>(
    `SELECT 'thread ' || t.id || ' has no owner' AS fault FROM "Thread" t
     WHERE t.id = ANY ($1::uuid[]) AND t.state <> 'ARCHIVED' AND NOT EXISTS (
       SELECT 1 FROM "ThreadParticipant" p JOIN "User" u ON u.id = p."userId"
       WHERE p."threadId" = t.id AND p.role = 'OWNER' AND p.status = 'ACTIVE' AND u.status <> 'DELETED')
     UNION ALL
     SELECT 'thread ' || t.id || ' counts ' || t."memberCount" FROM "Thread" t
     WHERE t.id = ANY ($1::uuid[]) AND t."memberCount" <> (
       SELECT count(*) FROM "ThreadParticipant" p WHERE p."threadId" = t.id AND p.status = 'ACTIVE')
     UNION ALL
     SELECT 'the workspace has no owner' WHERE NOT EXISTS (
       SELECT 1 FROM "User" WHERE id = ANY ($2::uuid[]) AND role = 'OWNER' AND status = 'ACTIVE')`,
    [threads, Object.values(people).map(({ userId }) => userId)],
  );
  return rows.map(({ fault }) => fault);
}

async function ask<N extends QueryName>({ userId, sessionId }: Person, name: N, input: QueryInput<N>): Promise<string> {
  try {
    const query = queryTable[name] as unknown as Query<N>;
    const result = await runQuery(query, { actor: { userId, sessionId }, raw: input });
    return result instanceof RawJson ? result.text : JSON.stringify(result);
  } catch (error) {
    return `refused ${(error as { code?: string }).code ?? String(error)}`;
  }
}

/** Everything of the story's threads that this person can get to see, one line a thing. */
async function visibleTo({ threads, said }: Story, person: Person): Promise<string[]> {
  const seen: string[] = [];
  for (const threadId of threads) {
    if (isGiven(await ask(person, "thread", { threadId }))) seen.push(`thread ${threadId}`);
    const page = await ask(person, "messages", { threadId });
    if (isGiven(page))
      for (const id of said)
        if (page.includes(`"id" : "${id}"`) || page.includes(`"id":"${id}"`)) seen.push(`message ${id}`);
  }
  for (const messageId of said) {
    if (isGiven(await ask(person, "message", { messageId }))) seen.push(`message ${messageId}`);
    if (isGiven(await ask(person, "edits", { messageId }))) seen.push(`edits of ${messageId}`);
  }
  return [...new Set(seen)];
}

/** The ids of all threads of the list, page by page. */
async function browsedBy(person: Person): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const page = JSON.parse(await ask(person, "threads", { limit: 100, ...(after && { after }) })) as BrowsePage;
    ids.push(...page.threads.map(({ id }) => id));
    after = page.nextAfter;
  }
  return ids;
}

const isGiven = (answer: string) => !answer.startsWith("refused");

/** REST, the lists, catching up and the socket say the same of what there is for this person. */
async function expectOneTruth({ threads, said }: Story, who: Person): Promise<void> {
  // Whoever was suspended in between and let in again has signed in anew.
  const person = { ...who, sessionId: `sess_${uuidv7()}` };
  const token = host.tokenFor(person);
  const home = await ask(person, "home", {});
  const sync = await ask(person, "sync", { user: 0, threads: Object.fromEntries(threads.map((id) => [id, 0])) });
  if (!isGiven(home) || !isGiven(sync)) {
    expect([home, sync]).toEqual(["refused ACCOUNT_SUSPENDED", "refused ACCOUNT_SUSPENDED"]);
    expect(await host.refusal({ token })).toBe("ACCOUNT_SUSPENDED");
    return;
  }
  const entries = (JSON.parse(home) as HomeView).entries.map(({ threadId }) => threadId);
  const caughtUp = (JSON.parse(sync) as SyncAnswer).threads;
  const device = await host.connect(person, { token });
  const heads = device.ready.heads;
  device.close();
  const browsed = await browsedBy(person);

  for (const [place, threadId] of threads.entries()) {
    const mayRead = isGiven(await ask(person, "messages", { threadId }));
    const isIn = entries.includes(threadId);
    const answer = caughtUp[threadId];
    const what = {
      mayRead,
      synced: answer !== undefined && !("gone" in answer),
      message: isGiven(await ask(person, "message", { messageId: said[place] as string })),
      listed: browsed.includes(threadId),
      found: isGiven(await ask(person, "find", { threadId, q: "hello" })),
      live: threadId in heads,
    };
    // Whoever is in it is told of it live; whoever may read it finds it, and catches up with it.
    expect({ person: person.name, ...what }).toEqual({
      person: person.name,
      mayRead,
      synced: mayRead,
      message: mayRead,
      listed: mayRead,
      found: mayRead,
      live: isIn,
    });
    if (isIn) expect(mayRead).toBe(true);
  }
  expect(Object.keys(heads).every((id) => entries.includes(id))).toBe(true);
}
