import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { operateAccount } from "../../lib/commands/operate-account.ts";
import { createLog } from "../../lib/log.ts";
import { usersPage } from "../../lib/queries/list-users.ts";
import { sortedPageStatement } from "../../lib/queries/sorted-page.ts";
import { revokeDue } from "../../server/jobs/revoke-sessions.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
const reason = "for a test";

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy } = space.cast);
});
afterAll(() => space.close());

const account = (person: Actor) => space.slot.prisma.user.findUniqueOrThrow({ where: { id: person.userId } });
const lastAudit = () => space.slot.prisma.auditLog.findFirst({ orderBy: { id: "desc" } });
const setRole = (actor: Actor, target: Actor, role: "OWNER" | "ADMIN" | "MEMBER") =>
  space.run(actor, "user:role", { userId: target.userId, role, reason });

describe("system roles", () => {
  test("an owner promotes and demotes anybody; it is audited with before, after and why, and the person is told", async () => {
    const eve = await space.addPerson("Eve");
    space.events.length = 0;
    const view = await setRole(ada, eve, "ADMIN");
    expect(view).toMatchObject({ id: eve.userId, role: "ADMIN", status: "ACTIVE" });
    expect(space.events).toMatchObject([
      { stream: `user:${eve.userId}`, change: { kind: "profile", person: { role: "ADMIN" } } },
    ]);
    expect(space.roomsChanged).toContain(eve.userId);
    expect(await lastAudit()).toMatchObject({
      actorId: ada.userId,
      action: "user.setRole",
      targetId: eve.userId,
      before: { role: "MEMBER" },
      after: { role: "ADMIN" },
      reason,
    });
    await setRole(ada, eve, "OWNER");
    await setRole(ada, eve, "MEMBER");
    expect((await account(eve)).role).toBe("MEMBER");
  });

  test("an admin touches members only, and raises nobody; a member touches nobody, themself included", async () => {
    const eve = await space.addPerson("Eve");
    const admin = await space.addPerson("Al", "ADMIN");
    expect(await codeOf(setRole(bo, eve, "ADMIN"))).toBe("RANK");
    expect(await codeOf(setRole(bo, eve, "OWNER"))).toBe("RANK");
    expect(await codeOf(setRole(bo, admin, "MEMBER"))).toBe("RANK");
    expect(await codeOf(setRole(bo, ada, "MEMBER"))).toBe("RANK");
    expect(await codeOf(setRole(bo, bo, "OWNER"))).toBe("SELF");
    expect(await codeOf(setRole(cy, cy, "OWNER"))).toBe("FORBIDDEN");
    for (const command of ["user:suspend", "user:restore", "user:sign-out"] as const) {
      expect(await codeOf(space.run(bo, command, { userId: admin.userId, reason }))).toBe("RANK");
      expect(await codeOf(space.run(bo, command, { userId: bo.userId, reason }))).toBe("SELF");
      expect(await codeOf(space.run(cy, command, { userId: eve.userId, reason }))).toBe("FORBIDDEN");
      expect(await codeOf(space.run(bo, command, { userId: eve.userId, reason }))).toBe("done");
    }
    await setRole(admin, admin, "MEMBER");
    expect((await account(admin)).role).toBe("MEMBER");
  });

  test("a reason is needed, 1,000 characters at most, and what is so already is not audited again", async () => {
    const eve = await space.addPerson("Eve");
    const wanted = { userId: eve.userId, role: "ADMIN" as const };
    for (const bad of ["", "   ", "x".repeat(1_001), "x".repeat(10_000), undefined as never])
      expect(await codeOf(space.run(ada, "user:role", { ...wanted, reason: bad }))).toBe("INVALID");
    expect((await account(eve)).role).toBe("MEMBER");
    await space.run(ada, "user:role", { ...wanted, reason: "x".repeat(1_000) });
    const before = await lastAudit();
    await space.run(ada, "user:role", { ...wanted, reason: "again" });
    expect((await lastAudit())?.id).toBe(before?.id);
  });
});

describe("the last owner", () => {
  test("invariant 1: cannot step down, be demoted or be suspended", async () => {
    expect(await refusalOf(setRole(ada, ada, "MEMBER"))).toMatchObject({ code: "LAST_OWNER" });
    expect((await account(ada)).role).toBe("OWNER");
  });

  test("the database refuses to lose one, whoever writes, but for a tombstone", async () => {
    const { pool } = space.slot;
    for (const sql of [
      `UPDATE "User" SET role = 'ADMIN' WHERE role = 'OWNER'`,
      `UPDATE "User" SET status = 'SUSPENDED' WHERE role = 'OWNER'`,
    ])
      await expect(pool.query(sql)).rejects.toThrow("keeps an active owner");
    const threadId = await space.thread("PRIVATE", [cy]);
    await expect(
      pool.query(`UPDATE "ThreadParticipant" SET role = 'MEMBER' WHERE "threadId" = $1`, [threadId]),
    ).rejects.toThrow("a thread keeps an owner");
    // In one transaction the order does not matter.
    await pool.query(
      `UPDATE "ThreadParticipant" SET role = (CASE role WHEN 'OWNER' THEN 'MEMBER' ELSE 'OWNER' END)::"ThreadRole" WHERE "threadId" = $1`,
      [threadId],
    );
  });
});

describe("suspending and restoring", () => {
  test("ends every session here and queues their end at Clerk; restored, they sign in anew", async () => {
    const eve = await space.addPerson("Eve");
    const { clerkId } = await account(eve);
    await space.slot.prisma.session.create({ data: { id: eve.sessionId, clerkUserId: clerkId, userId: eve.userId } });
    const view = await space.run(bo, "user:suspend", { userId: eve.userId, reason: "spam" });
    expect(view).toMatchObject({ status: "SUSPENDED", sessions: 0 });
    const session = await space.slot.prisma.session.findUniqueOrThrow({ where: { id: eve.sessionId } });
    expect(session).toMatchObject({ endReason: "user.suspended", endedAt: expect.any(Date) as Date });
    expect(await space.slot.prisma.clerkRevocation.findMany({ where: { clerkUserId: clerkId } })).toMatchObject([
      { sessionId: null, attempts: 0 },
    ]);
    expect(await codeOf(space.ask(eve, "home", {}))).toBe("ACCOUNT_SUSPENDED");
    const threadId = await space.thread("PUBLIC", []);
    expect(await codeOf(space.run(eve, "thread:join", { threadId }))).toBe("ACCOUNT_SUSPENDED");
    await space.run(bo, "user:restore", { userId: eve.userId, reason: "a mistake" });
    expect(await codeOf(space.ask(eve, "home", {}))).toBe("done");
    expect((await lastAudit())?.action).toBe("user.restore");
  });

  test("on the command line has the same writer and the same audit, in nobody's name", async () => {
    const eve = await space.addPerson("Eve");
    await space.slot.prisma.user.update({ where: { id: eve.userId }, data: { email: "eve@example.org" } });
    expect(await operateAccount("EVE@example.org", { action: "user.suspend", status: "SUSPENDED" })).toBe(true);
    expect(await operateAccount("eve@example.org", { action: "user.suspend", status: "SUSPENDED" })).toBe(false);
    expect(await codeOf(operateAccount("eve@example.org", { action: "user.setRole", role: "OWNER" }))).toBe("CONFLICT");
    expect(await operateAccount("eve@example.org", { action: "user.restore", status: "ACTIVE" })).toBe(true);
    expect(await operateAccount("eve@example.org", { action: "user.setRole", role: "OWNER" })).toBe(true);
    expect(await lastAudit()).toMatchObject({ actorId: null, targetId: eve.userId, after: { role: "OWNER" } });
    expect(await codeOf(operateAccount("nobody@example.org", { action: "user.restore", status: "ACTIVE" }))).toBe(
      "NOT_FOUND",
    );
    await setRole(ada, eve, "MEMBER");
  });
});

describe("own sessions", () => {
  test("are listed with where they are, and end one by one or all but this one; another's are not there", async () => {
    const eve = await space.addPerson("Eve");
    const { clerkId } = await account(eve);
    const own = [eve.sessionId, `${eve.sessionId}_2`, `${eve.sessionId}_3`];
    for (const id of own)
      await space.slot.prisma.session.create({
        data: { id, clerkUserId: clerkId, userId: eve.userId, device: "Firefox" },
      });
    const ids = async () => (await space.ask(eve, "ownSessions", {})).sessions.map(({ id }) => id).sort();
    expect(await ids()).toEqual([...own].sort());
    expect((await space.ask(eve, "ownSessions", {})).sessions.filter(({ current }) => current)).toHaveLength(1);
    expect(await codeOf(space.run(cy, "session:end", { sessionId: own[1] ?? "" }))).toBe("NOT_FOUND");
    await space.run(eve, "session:end", { sessionId: own[1] ?? "" });
    expect(await ids()).toEqual([own[0], own[2]].sort());
    await space.run(eve, "session:end-others", {});
    expect(await ids()).toEqual([eve.sessionId]);
    expect((await space.ask(bo, "userSessions", { userId: eve.userId })).sessions).toHaveLength(1);
    expect(await codeOf(space.ask(cy, "userSessions", { userId: eve.userId }))).toBe("FORBIDDEN");
  });
});

describe("the sessions of others", () => {
  test("end one by one for a reason, here at once and at the identity provider; each once in the audit log", async () => {
    const eve = await space.addPerson("Eve");
    const { clerkId } = await account(eve);
    const [laptop, phone] = [`sess_laptop_${eve.userId}`, `sess_phone_${eve.userId}`];
    for (const [id, device] of [
      [laptop, "Firefox on Linux"],
      [phone, "Safari on iPhone"],
    ] as const)
      await space.slot.prisma.session.create({ data: { id, clerkUserId: clerkId, userId: eve.userId, device } });
    const end = (by: Actor, sessionId: string, userId = eve.userId) =>
      space.run(by, "user:end-session", { userId, sessionId, reason });
    expect(await codeOf(end(cy, laptop))).toBe("FORBIDDEN");
    expect(await codeOf(end(bo, laptop, ada.userId))).toBe("RANK");
    // A session is ended as that of its owner only.
    expect(await codeOf(end(bo, laptop, cy.userId))).toBe("NOT_FOUND");
    expect(await codeOf(end(bo, "sess_of_nobody"))).toBe("NOT_FOUND");

    expect((await end(bo, laptop)).sessions).toBe(1);
    const { sessions } = await space.ask(bo, "userSessions", { userId: eve.userId });
    expect(sessions.map(({ id }) => id)).toEqual([phone]);
    const orders = await space.slot.prisma.clerkRevocation.findMany({ where: { clerkUserId: clerkId } });
    expect(orders.map(({ sessionId }) => sessionId)).toEqual([laptop]);
    const entry = { action: "user.endSession", actorId: bo.userId, targetId: eve.userId, reason };
    expect(await lastAudit()).toMatchObject({ ...entry, before: { sessionId: laptop, device: "Firefox on Linux" } });
    await end(bo, laptop);
    expect(await space.slot.prisma.auditLog.count({ where: { targetId: eve.userId } })).toBe(1);
  });
});

describe("the list of users", () => {
  const namesOf = async (input: Parameters<typeof usersPage>[0]) => {
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await space.ask(bo, "users", { ...input, ...(after ? { after } : {}) });
      found.push(...page.users.map(({ displayName }) => displayName));
      if (page.nextAfter === null) return found;
      after = page.nextAfter;
    }
  };

  test("comes page by page in every order, both ways, each person once", async () => {
    for (let n = 0; n < 25; n++) await space.addPerson(`Zed ${String(n).padStart(2, "0")}`);
    const names = Array.from({ length: 25 }, (_, n) => `Zed ${String(n).padStart(2, "0")}`);
    for (const sort of ["name", "created", "lastSeen"] as const) {
      const up = await namesOf({ q: "zed", sort, direction: "asc", limit: 7 });
      const down = await namesOf({ q: "zed", sort, direction: "desc", limit: 7 });
      expect([...up].sort()).toEqual(names);
      expect(down).toEqual([...up].reverse());
    }
    expect(await namesOf({ q: "zed", sort: "name", direction: "asc", limit: 10 })).toEqual(names);
    const admins = await space.ask(bo, "users", { role: "ADMIN", status: "ACTIVE" });
    expect(admins.users.every(({ role }) => role === "ADMIN")).toBe(true);
    expect(admins.total).toBe(admins.users.length);
    const byId = await space.ask(bo, "users", { q: cy.userId.toUpperCase() });
    expect(byId.users.map(({ id }) => id)).toEqual([cy.userId]);
    expect(await codeOf(space.ask(cy, "users", {}))).toBe("FORBIDDEN");
    expect(await codeOf(space.ask(bo, "users", { after: "WyJ4IiwieCJd" }))).toBe("INVALID");
  });

  test("of 100,000 reads pages by index: no order and no search sorts or scans the whole table", {
    timeout: 120_000,
  }, async () => {
    const { pool } = space.slot;
    // Built at the end, an index costs a fraction.
    const name = `"User_search_idx"`;
    const {
      rows: [index],
    } = await pool.query<{ def: string }>(`SELECT pg_get_indexdef('${name}'::regclass) AS def`);
    await pool.query(`DROP INDEX ${name}`);
    for (let from = 1; from < 100_000; from += 20_000)
      await pool.query(
        `INSERT INTO "User" (id, "clerkId", "displayName", username, email, "lastSeenAt", "updatedAt")
         SELECT gen_random_uuid(), 'many_' || n, 'Person ' || md5(n::text), 'many' || n, 'many' || n || '@example.org',
           CASE WHEN n % 3 = 0 THEN NULL ELSE now() - make_interval(secs => n) END, now() FROM generate_series($1::int, $1 + 19999) n`,
        [from],
      );
    await pool.query(index?.def ?? "");
    await pool.query(`VACUUM ANALYZE "User"`);
    const first = await space.ask(bo, "users", { limit: 50 });
    expect(first.total).toBe(10_001);
    const inputs = [
      ...(["name", "created", "lastSeen"] as const).flatMap((sort) =>
        (["asc", "desc"] as const).map((direction) => ({ q: "", sort, direction, limit: 50 })),
      ),
      { q: "", sort: "name", direction: "asc", limit: 50, after: first.nextAfter ?? "" },
      { q: "", sort: "name", direction: "asc", limit: 50, role: "ADMIN" },
      { q: "", sort: "lastSeen", direction: "desc", limit: 50, status: "SUSPENDED" },
      { q: "many4242", sort: "name", direction: "asc", limit: 50 },
      { q: "4242@example", sort: "lastSeen", direction: "desc", limit: 50 },
    ] as const;
    for (const input of inputs) {
      const { text, values } = sortedPageStatement(usersPage(input));
      const { rows } = await pool.query<{ "QUERY PLAN": string }>(`EXPLAIN (ANALYZE, TIMING OFF) ${text}`, values);
      const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(plan).not.toMatch(/Seq Scan on "User"/);
      const sorted = /Sort[\s\S]*?rows=(\d+)/.exec(plan.replace(/cost=\S+ rows=\d+/g, ""))?.[1];
      expect(Number(sorted ?? 0), plan).toBeLessThan(1_000);
    }
  });
});

describe("the end of sessions at Clerk", () => {
  beforeEach(() => space.slot.pool.query(`DELETE FROM "ClerkRevocation"`));

  test("is asked again, ever later, while Clerk does not take it, and is never lost", async () => {
    Object.assign(process.env, {
      APP_URL: "http://localhost:3000",
      NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY: `pk_test_${Buffer.from("clerk.invalid$").toString("base64")}`,
      CLERK_SECRET_KEY: "sk_test_nothing",
      // Nobody listens there.
      CLERK_API_URL: "http://localhost:9",
    });
    const eve = await space.addPerson("Eve");
    await space.run(bo, "user:sign-out", { userId: eve.userId, reason });
    const log = createLog({ level: "silent", pretty: false });
    expect(await revokeDue(space.slot.pool, log)).toBe(0);
    const [kept] = await space.slot.prisma.clerkRevocation.findMany();
    expect(kept?.attempts).toBe(1);
    expect(kept?.nextAt.getTime()).toBeGreaterThan(Date.now());
  });
});
