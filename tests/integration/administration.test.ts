import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GET as exportAudit } from "../../app/api/admin/audit/export/route.ts";
import type { Actor } from "../../lib/access/actor.ts";
import { admitPerson } from "../../lib/commands/admit-person.ts";
import { runSystem } from "../../lib/commands/run-system.ts";
import type { AuditEntry } from "../../lib/contract/audit.ts";
import { Delivery } from "../../server/sockets/delivery.ts";
import type { LiveSocket } from "../../server/sockets/live.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { openRestDoors, type RestDoors } from "../support/rest-doors.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";
import { v7 as uuidv7 } from "uuid";

let space: TestWorkspace;
let rest: RestDoors;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;

beforeAll(async () => {
  space = await openTestWorkspace();
  rest = openRestDoors("http://localhost:3000");
  ({ ada, bo, cy, dee } = space.cast);
});
afterAll(async () => {
  rest.close();
  await space.close();
});

const settings = () => space.ask(bo, "settings", {});
const lastAudit = () => space.slot.prisma.auditLog.findFirst({ orderBy: { id: "desc" } });

describe("settings", () => {
  test("change field by field, are audited with before and after, and only for owners", async () => {
    const { version, name } = await settings();
    const after = await space.run(ada, "workspace:update", { version, name: "Harbour", slowModeSeconds: 10 });
    expect(after).toMatchObject({ version: version + 1, name: "Harbour", slowModeSeconds: 10, receipts: true });
    expect(await lastAudit()).toMatchObject({
      action: "workspace.set",
      before: { name, slowModeSeconds: 0 },
      after: { name: "Harbour", slowModeSeconds: 10 },
    });
    expect((await space.ask(cy, "home", {})).workspace.name).toBe("Harbour");
    expect(await codeOf(space.run(bo, "workspace:update", { version: version + 1, name: "Bo's" }))).toBe("FORBIDDEN");
    expect(await codeOf(space.ask(cy, "settings", {}))).toBe("FORBIDDEN");
  });

  test("made upon an older version are STALE and tell the present ones; of two at once one is", async () => {
    const { version } = await settings();
    const both = await Promise.all(
      ["One", "Two"].map((name) => refusalOf(space.run(ada, "workspace:update", { version, name }))),
    );
    expect(both.filter((refusal) => refusal === null)).toHaveLength(1);
    const stale = both.find((refusal) => refusal !== null);
    const present = await settings();
    expect(stale).toMatchObject({
      code: "STALE",
      details: { settings: { version: present.version, name: present.name } },
    });
    expect(present.version).toBe(version + 1);
  });

  test("new threads and new people start with them, and sign-up follows them", async () => {
    const { version } = await settings();
    await space.run(ada, "workspace:update", {
      version,
      editWindowSeconds: 600,
      slowModeSeconds: 60,
      preference: { notificationLevel: "ALL", showPresence: false },
    });
    await space.run(ada, "security:update", {
      version: version + 1,
      signUp: "domain:example.org",
      reason: "ours only",
    });
    const thread = await space.slot.prisma.thread.findUniqueOrThrow({
      where: { id: await space.thread("PUBLIC", []) },
    });
    expect(thread).toMatchObject({ editWindowSeconds: 600, slowModeSeconds: 60 });

    const admit = (email: string) =>
      runSystem(
        async () => ({ userId: uuidv7(), locks: ["workspace"] }),
        (context) =>
          admitPerson(context, {
            person: {
              clerkId: `user_${uuidv7()}`,
              email,
              verifiedEmails: [email],
              username: null,
              name: "Eve",
              avatarUrl: null,
              updatedAt: new Date(),
            },
            userId: context.actor.userId,
            // What the environment says is only the fallback.
            policy: { rule: { kind: "open" }, ownerEmail: undefined },
          }),
      );
    expect(await admit("eve@elsewhere.org")).toEqual({ admitted: false });
    expect(await admit("eve@example.org")).toMatchObject({ admitted: true, by: "domain" });
    const eve = await space.slot.prisma.user.findFirstOrThrow({ where: { email: "eve@example.org" } });
    const { preference } = await space.ask({ userId: eve.id, sessionId: "sess_eve" }, "home", {});
    expect(preference).toMatchObject({ notificationLevel: "ALL", showPresence: false, theme: "system" });
  });

  test("R4: without receipts in the workspace nobody sees any", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const { message } = await space.say(ada, threadId, "seen?");
    await space.run(cy, "thread:read", { threadId, upToSeq: message.seq });
    expect((await space.ask(ada, "receipts", { threadId })).receipts).toHaveLength(1);
    await space.run(ada, "workspace:update", { version: (await settings()).version, receipts: false });
    expect((await space.ask(ada, "receipts", { threadId })).receipts).toEqual([]);
    await space.run(ada, "workspace:update", { version: (await settings()).version, receipts: true });
  });

  test("sessions older than they allow are over, at every door", async () => {
    const sessionId = `sess_${uuidv7()}`;
    const old = { ...dee, sessionId };
    const startedAt = new Date(Date.now() - 8 * 24 * 60 * 60_000);
    await space.slot.prisma.session.create({
      data: { id: sessionId, clerkUserId: `user_test_${dee.userId}`, userId: dee.userId, startedAt },
    });
    expect((await rest.call("home", { as: old })).status).toBe(200);
    const change = { version: (await settings()).version, maxSessionDays: 7, reason: "shared computers" };
    await space.run(ada, "security:update", change);
    expect((await rest.call("home", { as: old })).status).toBe(401);
    expect((await rest.call("home", { as: dee })).status).toBe(200);
  });
});

describe("invites", () => {
  test("are made with limits, shown without their secret, and revoked with a reason", async () => {
    const { invite, code } = await space.run(bo, "invite:create", { maxUses: 2, days: 7, email: "Eve@Example.org" });
    expect(invite).toMatchObject({
      email: "eve@example.org",
      maxUses: 2,
      uses: 0,
      state: "ACTIVE",
      createdById: bo.userId,
    });
    expect(code).toMatch(/^[\w-]{22}$/);
    const { invites } = await space.ask(ada, "invites", {});
    expect(invites[0]).toEqual(invite);
    expect(JSON.stringify(invites)).not.toContain(code);
    expect(await codeOf(space.run(cy, "invite:create", {}))).toBe("FORBIDDEN");
    expect(await codeOf(space.run(bo, "invite:create", { maxUses: 0 }))).toBe("INVALID");
    const revoked = await space.run(ada, "invite:revoke", { inviteId: invite.id, reason: "wrong person" });
    expect(revoked.state).toBe("REVOKED");
    expect(await lastAudit()).toMatchObject({ action: "invite.revoke", targetId: invite.id, reason: "wrong person" });
    expect(JSON.stringify(await space.slot.prisma.auditLog.findMany())).not.toContain(code);
  });
});

describe("the audit log", () => {
  test("is filtered and paged, the newest first, and never tells what a direct message is called", async () => {
    const threadId = await space.thread("PRIVATE", [cy], "moves");
    for (const role of ["MODERATOR", "MEMBER", "MODERATOR"] as const)
      await space.run(ada, "participant:role", { threadId, userId: cy.userId, role });
    const first = await space.ask(bo, "audit", { threadId, limit: 2 });
    expect(first.entries).toHaveLength(2);
    expect(first.entries[0]).toMatchObject({ action: "role.set", targetId: cy.userId, threadName: "moves" });
    const rest = await space.ask(bo, "audit", { threadId, limit: 2, before: first.nextBefore ?? 0 });
    expect(rest).toMatchObject({ entries: [{ action: "role.set" }], nextBefore: null });
    const ids = [...first.entries, ...rest.entries].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort((a, b) => b - a));
    for (const filter of [{ action: "role" }, { action: "role.set" }, { actorId: ada.userId }, { targetId: cy.userId }])
      expect((await space.ask(bo, "audit", { threadId, ...filter })).entries).toHaveLength(3);
    expect((await space.ask(bo, "audit", { threadId, action: "user" })).entries).toEqual([]);
    expect((await space.ask(bo, "audit", { threadId, to: "2020-01-01T00:00:00.000Z" })).entries).toEqual([]);
    expect(await codeOf(space.ask(cy, "audit", {}))).toBe("FORBIDDEN");
  });

  test("is whole, and goes out as JSON Lines that say the same", async () => {
    const check = await space.ask(bo, "auditCheck", {});
    expect(check.broken).toEqual([]);
    const get = (as: Actor, query = "") =>
      exportAudit(
        new Request(`${rest.origin}/api/admin/audit/export${query}`, {
          headers: { authorization: `Bearer ${rest.tokenOf(as)}` },
        }),
        { params: Promise.resolve({}) },
      );
    const answer = await get(bo);
    expect(answer.headers.get("content-type")).toContain("application/x-ndjson");
    expect(answer.headers.get("cache-control")).toContain("no-store");
    const lines = (await answer.text()).trimEnd().split("\n");
    const rows = lines.map((line) => JSON.parse(line) as AuditEntry);
    expect(rows).toHaveLength(check.rows);
    expect(rows[0]?.hash).toBe(check.head);
    const some = await (await get(bo, `?actorId=${ada.userId}&action=role.set`)).text();
    expect(some.trimEnd().split("\n").length).toBeLessThan(lines.length);
    expect((await get(cy)).status).toBe(403);
    expect((await get(bo, "?actorId=nonsense")).status).toBe(400);
  });
});

describe("the permission explorer", () => {
  test("answers for somebody else with every step, and says nothing of direct messages", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const ask = (userId: string, action: string, thread = threadId) =>
      space.ask(bo, "explainPermission", { userId, action, threadId: thread });
    const may = await ask(cy.userId, "message.send");
    expect(may).toMatchObject({ allow: true, code: null });
    expect(may.sentence).toContain("can post here");
    const mayNot = await ask(cy.userId, "thread.delete");
    expect(mayNot).toMatchObject({ allow: false, code: "FORBIDDEN" });
    expect(mayNot.steps.at(-1)).toMatchObject({ outcome: "deny" });
    expect(mayNot.steps.every(({ text }) => text.length > 0)).toBe(true);
    expect(await ask(dee.userId, "thread.view")).toMatchObject({ allow: false, code: "NOT_FOUND" });
    const direct = await space.run(cy, "thread:direct", { id: uuidv7(), userIds: [dee.userId] });
    expect(await codeOf(ask(cy.userId, "message.send", direct.threadId))).toBe("NOT_FOUND");
    expect(await codeOf(ask(cy.userId, "message.fly"))).toBe("INVALID");
    expect(await codeOf(space.ask(bo, "explainPermission", { userId: cy.userId, action: "message.send" }))).toBe(
      "INVALID",
    );
    expect(await space.ask(bo, "explainPermission", { userId: cy.userId, action: "user.suspend" })).toMatchObject({
      allow: false,
      code: "FORBIDDEN",
    });
  });

  test("knows what is switched for a person in the thread", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const ask = () => space.ask(bo, "explainPermission", { userId: cy.userId, action: "message.send", threadId });
    expect(await ask()).toMatchObject({ allow: true });
    await space.slot.prisma.threadOverride.create({
      data: { id: uuidv7(), threadId, userId: cy.userId, deny: ["message.send"], setById: ada.userId },
    });
    expect(await ask()).toMatchObject({ allow: false, code: "FORBIDDEN" });
  });

  test("shows the threads that somebody sees, and what they may do in each", async () => {
    const [open, hidden] = [
      await space.thread("PUBLIC", [], "aa-open"),
      await space.thread("PRIVATE", [cy], "aa-hidden"),
    ];
    const { threads } = await space.ask(bo, "viewAs", { userId: dee.userId, limit: 100 });
    expect(threads.map(({ id }) => id)).toContain(open);
    expect(threads.map(({ id }) => id)).not.toContain(hidden);
    const asCy = await space.ask(bo, "viewAs", { userId: cy.userId, limit: 100 });
    const seen = asCy.threads.find(({ id }) => id === hidden);
    expect(seen).toMatchObject({ role: "MEMBER" });
    expect(seen?.actions).toContain("message.send");
    expect(seen?.actions).not.toContain("thread.delete");
  });
});

describe("threads and health", () => {
  test("an admin sees the metadata of every public and private thread, sorted and paged, and of no conversation", async () => {
    await space.run(cy, "thread:direct", { id: uuidv7(), userIds: [ada.userId, dee.userId] });
    for (const sort of ["name", "created", "lastMessage", "members"] as const) {
      const ids: string[] = [];
      for (let after: string | undefined; ; ) {
        const page = await space.ask(bo, "adminThreads", { sort, limit: 3, ...(after ? { after } : {}) });
        ids.push(...page.threads.map(({ id }) => id));
        if (page.nextAfter === null) break;
        after = page.nextAfter;
      }
      expect(new Set(ids).size).toBe(ids.length);
      const count = await space.slot.prisma.thread.count({ where: { kind: { in: ["PUBLIC", "PRIVATE"] } } });
      expect(ids).toHaveLength(count);
    }
    expect(await codeOf(space.ask(cy, "adminThreads", {}))).toBe("FORBIDDEN");
  });

  test("a deleted thread is listed as such with its time, until it is restored", async () => {
    const threadId = await space.thread("PRIVATE", [cy, dee]);
    await space.run(bo, "thread:delete", { threadId, reason: "by mistake" });
    const listed = async () =>
      (await space.ask(bo, "adminThreads", { state: "DELETED", limit: 100 })).threads.find(({ id }) => id === threadId);
    const { deletedAt } = await space.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } });
    expect(await listed()).toMatchObject({
      state: "DELETED",
      deletedAt: deletedAt?.toISOString(),
      ownerIds: [ada.userId],
    });
    await space.run(bo, "thread:restore", { threadId, reason: "it was one" });
    expect(await listed()).toBeUndefined();
    expect(await lastAudit()).toMatchObject({ action: "thread.restore", threadId, reason: "it was one" });
  });

  test("archiving keeps the reason that was given", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    await space.run(bo, "thread:archive", { threadId, reason: "finished" });
    expect(await lastAudit()).toMatchObject({ action: "thread.archive", reason: "finished", threadId });
  });

  test("health says how the database is and how many messages came", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    // The owner: new threads have slow mode by now.
    for (let n = 0; n < 3; n++) await space.say(ada, threadId, `line ${n}`);
    const health = await space.ask(bo, "serverHealth", {});
    expect(health.messages).toHaveLength(30);
    expect(health.messages.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(3);
    expect(health.database.sizeBytes).toBeGreaterThan(1_000_000);
    expect(health.version).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test("how long messages take is what browsers measured; nonsense is dropped", () => {
    const delivery = new Delivery();
    expect(delivery.figures()).toBeNull();
    for (let ms = 1; ms <= 100; ms++) delivery.hear({} as LiveSocket, { ms });
    for (const bad of [null, {}, { ms: -1 }, { ms: "1" }, { ms: Number.NaN }]) delivery.hear({} as LiveSocket, bad);
    expect(delivery.figures()).toEqual({ p50: 51, p99: 100, count: 100 });
  });
});
