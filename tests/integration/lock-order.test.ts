import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { v7 as uuidv7 } from "uuid";
import type { Actor } from "../../lib/access/actor.ts";
import type { Lock } from "../../lib/commands/command.ts";
import { lockStreams } from "../../lib/commands/locks.ts";
import { pgSql } from "../../lib/db.ts";
import { streamFaults } from "../support/database-state.ts";
import { codeOf } from "../support/refusals.ts";
import { until } from "../support/until.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

// Locks are seen from outside, by what a third connection finds locked while a command waits.

/** What the runner was told to judge for repetition: a deadlock among them would be a wrong order. */
const failures: unknown[] = [];
vi.mock("../../lib/database-errors.ts", async (original) => {
  const real = await original<typeof import("../../lib/database-errors.ts")>();
  return {
    ...real,
    worthRepeating: (error: unknown) => {
      failures.push(error);
      return real.worthRepeating(error);
    },
  };
});

let space: TestWorkspace;
let people: Actor[];
/** In the order of their ids, which is the order of locking. */
let threads: string[];
let users: string[];

beforeAll(async () => {
  space = await openTestWorkspace();
  people = Object.values(space.cast);
  threads = [await space.thread("PUBLIC", people), await space.thread("PUBLIC", people)].sort();
  users = people.map(({ userId }) => userId).sort();
});
afterAll(() => space.close());

type Row = { table: "Workspace" | "Thread" | "User"; id: string };
const LOCK_CHAIN = "SELECT pg_advisory_xact_lock(7240001)";

/** Holds a lock on a connection of its own until told to let go. */
async function hold(statement: string, values: unknown[] = []): Promise<() => Promise<void>> {
  const client = await space.slot.pool.connect();
  await client.query("BEGIN");
  await client.query(statement, values);
  return async () => {
    await client.query("ROLLBACK");
    client.release();
  };
}
const holdRow = ({ table, id }: Row) => hold(`SELECT 1 FROM "${table}" WHERE id::text = $1 FOR NO KEY UPDATE`, [id]);

async function isLocked({ table, id }: Row): Promise<boolean> {
  const free = await space.slot.pool.query(
    `SELECT 1 FROM "${table}" WHERE id::text = $1 FOR NO KEY UPDATE SKIP LOCKED`,
    [id],
  );
  return free.rowCount === 0;
}

/** How many connections wait for a lock just now. */
async function waiting(): Promise<number> {
  const { rows } = await space.slot.pool.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.count ?? 0;
}

describe("the order of locks", () => {
  test("L9: workspace, threads by id, users by id, in whatever order they are named", async () => {
    const order: Row[] = [
      { table: "Workspace", id: "1" },
      ...threads.map((id) => ({ table: "Thread" as const, id })),
      ...users.map((id) => ({ table: "User" as const, id })),
    ];
    const named: Lock[] = [
      ...users.toReversed().map((id) => `user:${id}` as const),
      ...threads.toReversed().map((id) => `thread:${id}` as const),
      "workspace",
    ];
    for (const [place, held] of order.entries()) {
      const letGo = await holdRow(held);
      const client = await space.slot.pool.connect();
      await client.query("BEGIN");
      const locked = lockStreams(pgSql(client), named);
      await until("it waits for the row that is held", async () => (await waiting()) === 1);
      // All before it are locked already, none after it is.
      const found = await Promise.all(order.map(isLocked));
      await letGo();
      const heads = await locked;
      expect(await Promise.all(order.map(isLocked))).toEqual(order.map(() => true));
      await client.query("ROLLBACK");
      client.release();
      expect(found, `${held.table} ${place}`).toEqual(order.map((_, index) => index <= place));
      expect([...heads.keys()].sort()).toEqual(named.filter((lock) => lock !== "workspace").sort());
    }
  });

  test("L9: the audit chain is last: who waits for it holds the streams, who waits for a stream does not hold it", async () => {
    const [threadId = ""] = threads;
    const { ada, dee } = space.cast;
    const rows: Row[] = [
      { table: "Thread", id: threadId },
      { table: "User", id: dee.userId },
    ];
    const setRole = (role: "GUEST" | "MEMBER") =>
      space.run(ada, "participant:role", { threadId, userId: dee.userId, role });

    const letChainGo = await hold(LOCK_CHAIN);
    const behindChain = setRole("GUEST");
    await until("it waits for the chain", async () => (await waiting()) === 1);
    const whileBehindChain = await Promise.all(rows.map(isLocked));
    await letChainGo();
    await behindChain;
    expect(whileBehindChain).toEqual([true, true]);

    const letUserGo = await holdRow({ table: "User", id: dee.userId });
    const behindUser = setRole("MEMBER");
    await until("it waits for the person", async () => (await waiting()) === 1);
    const takeChain = await hold(LOCK_CHAIN);
    await takeChain();
    await letUserGo();
    await behindUser;
  });

  test("L9: nobody waits longer than 2 s for a lock, on any connection of the pool", async () => {
    const shown = await space.slot.pool.query<{ lock_timeout: string }>("SHOW lock_timeout");
    expect(shown.rows).toEqual([{ lock_timeout: "2s" }]);
    const inPrisma = await space.slot.prisma.$queryRawUnsafe("SHOW lock_timeout");
    expect(inPrisma).toEqual([{ lock_timeout: "2s" }]);
  });

  test("L9: commands over the same threads and people in opposite orders never deadlock", {
    timeout: 60_000,
  }, async () => {
    failures.length = 0;
    const [ada, bo, cy, dee] = people as [Actor, Actor, Actor, Actor];
    const ids = [bo, cy, dee].map(({ userId }) => userId);
    for (let round = 0; round < 12; round++) {
      const group = await space.thread("PUBLIC", []);
      const direct = (actor: Actor, others: Actor[]) =>
        space.run(actor, "thread:direct", { id: uuidv7(), userIds: others.map(({ userId }) => userId) });
      const codes = await Promise.all(
        [
          space.run(ada, "participant:add", { threadId: group, userIds: ids }),
          space.run(ada, "participant:add", { threadId: group, userIds: ids.toReversed() }),
          direct(bo, [cy, dee]),
          direct(dee, [cy, bo]),
          direct(cy, [bo]),
          direct(bo, [cy]),
          ...threads.map((threadId) => space.say(ada, threadId, `to ${round}`)),
          ...threads.toReversed().map((threadId) => space.say(bo, threadId, `fro ${round}`)),
          ...threads.map((threadId) => space.run(cy, "thread:star", { threadId, starred: round % 2 === 0 })),
          ...threads.toReversed().map((threadId) => space.run(cy, "thread:read", { threadId, upToSeq: round })),
          space.run(ada, "participant:role", { threadId: threads[0] ?? "", userId: dee.userId, role: "MODERATOR" }),
          space.run(ada, "participant:role", { threadId: threads[1] ?? "", userId: dee.userId, role: "MODERATOR" }),
        ].map(codeOf),
      );
      // Two adds at once may find their people there already; nothing else is refused.
      expect(new Set(codes)).toEqual(new Set(["done"]));
    }
    expect(failures.filter((error) => /deadlock|40P01/.test(`${String(error)} ${JSON.stringify(error)}`))).toEqual([]);
    expect(await streamFaults(space.slot.pool)).toEqual([]);
  });
});
