import { randomBytes, randomUUID } from "node:crypto";
import { Webhook } from "svix";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "../../app/api/webhooks/clerk/route.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

const SECRET = `whsec_${randomBytes(24).toString("base64")}`;
let workspace: TestWorkspace;
let endedSessions: string[];

beforeAll(async () => {
  process.env.CLERK_WEBHOOK_SIGNING_SECRET = SECRET;
  workspace = await openTestWorkspace();
  workspace.slot.publisher.sessionsEnded = (ids) => Promise.resolve(void endedSessions.push(...ids));
});
afterAll(() => workspace.close());
beforeEach(() => {
  endedSessions = [];
  Object.assign(workspace.slot.env, { SIGN_UP: "open", OWNER_EMAIL: undefined });
});

const newClerkId = () => `user_${randomBytes(8).toString("hex")}`;
const newSessionId = () => `sess_${randomBytes(8).toString("hex")}`;

function userData(
  id: string,
  change: { updated_at?: number; email?: string; verified?: boolean } & Record<string, unknown> = {},
) {
  const { email = `${id}@example.org`, verified = true, ...rest } = change;
  return {
    id,
    object: "user",
    username: null,
    first_name: "Eve",
    last_name: "Stone",
    image_url: "https://img.clerk.com/default",
    has_image: false,
    primary_email_address_id: "idn_1",
    email_addresses: [{ id: "idn_1", email_address: email, verification: verified ? { status: "verified" } : null }],
    updated_at: 1_000,
    ...rest,
  };
}
const sessionData = (id: string, userId: string) => ({
  id,
  object: "session",
  user_id: userId,
  status: "active",
  created_at: Date.now(),
});

type Delivery = { svixId?: string; at?: Date; secret?: string; body?: string; headers?: Record<string, string> };

async function deliver(
  type: string,
  data: object,
  { svixId = `msg_${randomUUID()}`, at = new Date(), secret = SECRET, body, headers }: Delivery = {},
) {
  const signed = JSON.stringify({ type, data, object: "event", timestamp: Date.now() });
  const request = new Request("http://localhost:3000/api/webhooks/clerk", {
    method: "POST",
    body: body ?? signed,
    headers: {
      "content-type": "application/json",
      "svix-id": svixId,
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": new Webhook(secret).sign(svixId, at, signed),
      ...headers,
    },
  });
  const response = await POST(request);
  const answer = await response.json();
  return { status: response.status, outcome: answer.data?.outcome, code: answer.error?.code };
}

const findUser = (clerkId: string) => workspace.slot.prisma.user.findUnique({ where: { clerkId } });
const findSession = (id: string) => workspace.slot.prisma.session.findUnique({ where: { id } });
const deliveries = () => workspace.slot.prisma.webhookDelivery.count();

describe("the signature", () => {
  it("lets in what Clerk has signed, also with a second signature while keys rotate", async () => {
    const id = newClerkId();
    expect(await deliver("user.created", userData(id))).toMatchObject({ status: 200, outcome: "created" });
    const svixId = `msg_${randomUUID()}`;
    const at = new Date();
    const body = JSON.stringify({ type: "user.updated", data: userData(id, { updated_at: 2_000 }) });
    const headers = { "svix-signature": `v1,AAAA ${new Webhook(SECRET).sign(svixId, at, body)}` };
    expect(await deliver("", {}, { svixId, at, body, headers })).toMatchObject({ status: 200, outcome: "updated" });
  });

  it.each<[string, Delivery]>([
    ["another body", { body: JSON.stringify({ type: "user.created", data: userData("user_forged") }) }],
    ["another secret", { secret: `whsec_${randomBytes(24).toString("base64")}` }],
    ["one made six minutes ago", { at: new Date(Date.now() - 6 * 60_000) }],
    ["one made six minutes ahead", { at: new Date(Date.now() + 6 * 60_000) }],
    ["no signature", { headers: { "svix-signature": "" } }],
    ["no id", { headers: { "svix-id": "" } }],
    ["no time", { headers: { "svix-timestamp": "" } }],
    ["another id than the signed one", { headers: { "svix-id": "msg_other" } }],
    ["an unknown version", { headers: { "svix-signature": "v9,AAAA" } }],
    ["an id that is no id", { headers: { "svix-id": "msg 1'; --" } }],
  ])("refuses %s, and nothing changes", async (_what, delivery) => {
    const before = await deliveries();
    expect(await deliver("user.created", userData("user_forged"), delivery)).toMatchObject({
      status: 401,
      code: "UNAUTHENTICATED",
    });
    expect([await findUser("user_forged"), await deliveries()]).toEqual([null, before]);
  });

  it("refuses an oversized body before it looks at it", async () => {
    expect(await deliver("user.created", userData("user_forged", { bio: "x".repeat(300_000) }))).toMatchObject({
      status: 413,
      code: "TOO_LARGE",
    });
  });

  it.each<[string, string, object]>([
    ["a user without an id", "user.created", { ...userData("x"), id: undefined }],
    ["a user whose time is text", "user.updated", userData("user_x", { updated_at: "yesterday" as unknown as number })],
    ["a session without a user", "session.created", { id: "sess_x" }],
    ["a deletion of nobody", "user.deleted", {}],
  ])("answers %s with 400, stores nothing and lives on", async (_what, type, data) => {
    const before = await deliveries();
    expect(await deliver(type, data)).toMatchObject({ status: 400, code: "INVALID" });
    expect(await deliveries()).toBe(before);
  });
});

describe("a delivery", () => {
  it("has its effect once, and a repeat answers 200", async () => {
    const id = newClerkId();
    const svixId = `msg_${randomUUID()}`;
    expect((await deliver("user.created", userData(id), { svixId })).outcome).toBe("created");
    expect(await deliver("user.created", userData(id), { svixId })).toMatchObject({ status: 200, outcome: "repeat" });
  });

  it("under a known id changes nothing even with another body", async () => {
    const id = newClerkId();
    const svixId = `msg_${randomUUID()}`;
    await deliver("user.created", userData(id), { svixId });
    expect((await deliver("user.deleted", { id }, { svixId })).outcome).toBe("repeat");
    expect((await findUser(id))?.status).toBe("ACTIVE");
  });

  it("has its effect once when ten arrive at the same time", async () => {
    const id = newClerkId();
    const svixId = `msg_${randomUUID()}`;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => deliver("user.created", userData(id), { svixId })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    expect(answers.filter(({ outcome }) => outcome === "created")).toHaveLength(1);
  });

  it("makes one person of created and updated that race under different ids", async () => {
    const id = newClerkId();
    await Promise.all(
      [1, 2, 3, 4].map((n) =>
        deliver(n % 2 ? "user.created" : "user.updated", userData(id, { updated_at: n * 1_000, first_name: `E${n}` })),
      ),
    );
    expect(await findUser(id)).toMatchObject({ displayName: "E4 Stone", clerkUpdatedAt: new Date(4_000) });
  });

  it("of a type that is none of ours answers 200", async () => {
    expect(await deliver("organization.created", { id: "org_1" })).toMatchObject({ status: 200, outcome: "ignored" });
  });
});

describe("a person", () => {
  it("comes with verified address, name and a picture of their own", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id, { email: "Eve@Example.org", has_image: true, username: `Eve_${id}` }));
    expect(await findUser(id)).toMatchObject({
      email: "eve@example.org",
      username: `eve_${id}`,
      displayName: "Eve Stone",
      avatarUrl: "https://img.clerk.com/default",
      role: "MEMBER",
      status: "ACTIVE",
    });
  });

  it("has no address here that Clerk has not verified", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id, { verified: false, first_name: null, last_name: null }));
    expect(await findUser(id)).toMatchObject({ email: null, displayName: "Somebody" });
  });

  it("changes with newer news only", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id, { updated_at: 2_000 }));
    expect((await deliver("user.updated", userData(id, { updated_at: 1_000, first_name: "Old" }))).outcome).toBe(
      "stale",
    );
    expect((await deliver("user.updated", userData(id, { updated_at: 2_000, first_name: "Same" }))).outcome).toBe(
      "stale",
    );
    expect((await deliver("user.updated", userData(id, { updated_at: 3_000, first_name: "New" }))).outcome).toBe(
      "updated",
    );
    expect((await findUser(id))?.displayName).toBe("New Stone");
  });

  it("may be heard of as updated before created", async () => {
    const id = newClerkId();
    expect((await deliver("user.updated", userData(id, { updated_at: 2_000 }))).outcome).toBe("created");
    expect((await deliver("user.created", userData(id, { updated_at: 1_000 }))).outcome).toBe("stale");
  });

  it("keeps a name chosen here", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id));
    await workspace.slot.prisma.user.update({ where: { clerkId: id }, data: { displayName: "Evie" } });
    await deliver("user.updated", userData(id, { updated_at: 2_000, first_name: "Eva", email: "eva@example.org" }));
    expect(await findUser(id)).toMatchObject({ displayName: "Evie", email: "eva@example.org" });
  });

  it("tells the person's own screens, in their stream's order", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id));
    const user = await findUser(id);
    const before = workspace.events.length;
    await deliver("user.updated", userData(id, { updated_at: 2_000, first_name: "New" }));
    expect(workspace.events.slice(before)).toMatchObject([
      { stream: `user:${user?.id}`, seq: (user?.head ?? 0) + 1, change: { kind: "profile" } },
    ]);
  });

  it("never gets a higher role from news", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id));
    Object.assign(workspace.slot.env, { OWNER_EMAIL: `${id}@example.org` });
    await deliver("user.updated", userData(id, { updated_at: 2_000, public_metadata: { role: "OWNER" } }));
    expect((await findUser(id))?.role).toBe("MEMBER");
  });

  it("does not take a user name that somebody else has here", async () => {
    const [first, second] = [newClerkId(), newClerkId()];
    await deliver("user.created", userData(first, { username: first }));
    await deliver("user.created", userData(second, { username: first }));
    expect([(await findUser(first))?.username, (await findUser(second))?.username]).toEqual([first, null]);
  });

  it("is not let in by news where the rules do not admit them", async () => {
    const id = newClerkId();
    Object.assign(workspace.slot.env, { SIGN_UP: "invite" });
    expect(await deliver("user.created", userData(id))).toMatchObject({ status: 200, outcome: "notAdmitted" });
    Object.assign(workspace.slot.env, { SIGN_UP: "domain:example.org" });
    expect((await deliver("user.updated", userData(id, { verified: false }))).outcome).toBe("notAdmitted");
    expect(await findUser(id)).toBeNull();
    expect((await deliver("user.updated", userData(id))).outcome).toBe("created");
  });
});

describe("a deletion", () => {
  it("leaves a tombstone that late news cannot revive", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id));
    expect((await deliver("user.deleted", { id, deleted: true })).outcome).toBe("retired");
    for (const type of ["user.updated", "user.created"])
      expect((await deliver(type, userData(id, { updated_at: Date.now() + 60_000 }))).outcome).toBe("gone");
    expect(await findUser(id)).toMatchObject({ status: "DELETED", email: null, displayName: "Eve Stone" });
  });

  it("may come before everything else", async () => {
    const id = newClerkId();
    expect((await deliver("user.deleted", { id, deleted: true })).outcome).toBe("retired");
    expect((await deliver("user.created", userData(id))).outcome).toBe("gone");
    expect((await deliver("user.deleted", { id, deleted: true })).outcome).toBe("gone");
    expect((await findUser(id))?.status).toBe("DELETED");
  });

  it("ends the person's sessions and hands their threads on", async () => {
    const id = newClerkId();
    const sessionId = newSessionId();
    await deliver("session.created", sessionData(sessionId, id));
    await deliver("user.created", userData(id));
    const user = await findUser(id);
    const eve = { userId: user?.id ?? "", sessionId };
    const mo = await workspace.addPerson("Mo");
    const threadId = uuidv7();
    await workspace.run(eve, "thread:create", {
      id: threadId,
      kind: "PRIVATE",
      name: "eves-own",
      memberIds: [workspace.cast.cy.userId, mo.userId],
    });
    await workspace.run(eve, "participant:role", { threadId, userId: mo.userId, role: "MODERATOR" });

    expect((await deliver("user.deleted", { id, deleted: true })).outcome).toBe("retired");
    expect(endedSessions).toEqual([sessionId]);
    const places = await workspace.slot.prisma.threadParticipant.findMany({
      where: { threadId },
      select: { userId: true, role: true, status: true },
    });
    const placeOf = (userId: string) => places.find((place) => place.userId === userId);
    expect(placeOf(eve.userId)).toMatchObject({ status: "LEFT" });
    expect(placeOf(mo.userId)).toMatchObject({ role: "OWNER", status: "ACTIVE" });
    expect(placeOf(workspace.cast.cy.userId)).toMatchObject({ role: "MEMBER", status: "ACTIVE" });
    expect(workspace.roomsChanged).toContain(eve.userId);
  });

  it("archives a thread that nobody can inherit", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id));
    const eve = { userId: (await findUser(id))?.id ?? "", sessionId: "sess_x" };
    const threadId = uuidv7();
    await workspace.run(eve, "thread:create", { id: threadId, kind: "PRIVATE", name: "alone", memberIds: [] });
    await deliver("user.deleted", { id, deleted: true });
    expect(await workspace.slot.prisma.thread.findUnique({ where: { id: threadId } })).toMatchObject({
      state: "ARCHIVED",
    });
    expect(await workspace.slot.prisma.auditLog.count({ where: { action: "thread.orphaned", threadId } })).toBe(1);
  });

  it("leaves a deleted thread deleted; it comes back archived, and opens only for somebody who owns it", async () => {
    const id = newClerkId();
    await deliver("user.created", userData(id));
    const eve = { userId: (await findUser(id))?.id ?? "", sessionId: "sess_x" };
    const threadId = uuidv7();
    const stateOf = async () =>
      (await workspace.slot.prisma.thread.findUniqueOrThrow({ where: { id: threadId } })).state;
    await workspace.run(eve, "thread:create", { id: threadId, kind: "PUBLIC", name: "orphan", memberIds: [] });
    await workspace.run(eve, "thread:delete", { threadId, reason: "not needed" });
    await deliver("user.deleted", { id, deleted: true });
    expect(await stateOf()).toBe("DELETED");

    const { ada } = workspace.cast;
    await workspace.run(ada, "thread:restore", { threadId, reason: "still needed" });
    expect(await stateOf()).toBe("ARCHIVED");
    await expect(workspace.run(ada, "thread:unarchive", { threadId })).rejects.toMatchObject({ code: "LAST_OWNER" });
    await workspace.run(ada, "thread:join", { threadId, reason: "to look after it" });
    await workspace.run(ada, "thread:unarchive", { threadId });
    expect(await stateOf()).toBe("OPEN");
    expect(
      await workspace.slot.prisma.threadParticipant.findFirst({ where: { threadId, userId: ada.userId } }),
    ).toMatchObject({ role: "OWNER", status: "ACTIVE" });
  });

  it("of the last OWNER is recorded, keeps the role on the tombstone and promotes nobody", async () => {
    const { prisma } = workspace.slot;
    const owners = await prisma.user.findMany({ where: { role: "OWNER" }, select: { clerkId: true, id: true } });
    const [owner] = owners;
    expect(owners).toHaveLength(1);
    expect(await deliver("user.deleted", { id: owner?.clerkId, deleted: true })).toMatchObject({
      status: 200,
      outcome: "lastOwner",
    });
    expect(await prisma.user.findMany({ where: { role: "OWNER" } })).toMatchObject([
      { id: owner?.id, status: "DELETED" },
    ]);
    expect(await prisma.auditLog.count({ where: { action: "workspace.ownerless" } })).toBe(1);
    // Not even the address that owns an empty installation: this one is not empty.
    Object.assign(workspace.slot.env, { OWNER_EMAIL: "next@example.org" });
    const next = newClerkId();
    await deliver("user.created", userData(next, { email: "next@example.org" }));
    expect((await findUser(next))?.role).toBe("MEMBER");
  });
});

describe("a session", () => {
  it("may be heard of before its person, and is theirs once they are known", async () => {
    const id = newClerkId();
    const sessionId = newSessionId();
    expect((await deliver("session.created", sessionData(sessionId, id))).outcome).toBe("begun");
    expect(await findSession(sessionId)).toMatchObject({ clerkUserId: id, userId: null, endedAt: null });
    await deliver("user.created", userData(id));
    expect((await findSession(sessionId))?.userId).toBe((await findUser(id))?.id);
  });

  it.each(["ended", "removed", "revoked"])("that is %s closes its sockets, its person known or not", async (end) => {
    const sessionId = newSessionId();
    expect((await deliver(`session.${end}`, sessionData(sessionId, newClerkId()))).outcome).toBe("ended");
    expect(endedSessions).toEqual([sessionId]);
    expect(await findSession(sessionId)).toMatchObject({ endReason: `session.${end}` });
  });

  it("that is over does not come back with a late created", async () => {
    const sessionId = newSessionId();
    const userId = newClerkId();
    await deliver("session.revoked", sessionData(sessionId, userId));
    const endedAt = (await findSession(sessionId))?.endedAt;
    expect((await deliver("session.created", sessionData(sessionId, userId))).outcome).toBe("known");
    await deliver("session.ended", sessionData(sessionId, userId));
    expect(await findSession(sessionId)).toMatchObject({ endedAt, endReason: "session.revoked" });
  });
});
