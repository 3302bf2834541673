import { randomBytes } from "node:crypto";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST as acceptInvite } from "../../app/api/invites/accept/route.ts";
import { POST as claim } from "../../app/api/workspace/claim/route.ts";
import { currentActor } from "../../lib/auth/current-actor.ts";
import { findInviteOffer, isOwnerLink } from "../../lib/auth/link-offer.ts";
import { offerOwnerLink } from "../../lib/auth/owner-link.ts";
import { hashLinkSecret } from "../../lib/commands/admit-person.ts";
import { createLog } from "../../lib/log.ts";
import { revokeDue } from "../../server/jobs/revoke-sessions.ts";
import { applyLocalClerkEnv } from "../../server/local/clerk/keys.ts";
import { type LocalClerkServer, startLocalClerkServer } from "../support/local-clerk-server.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let local: LocalClerkServer;
let workspace: TestWorkspace;

beforeAll(async () => {
  local = await startLocalClerkServer();
  workspace = await openTestWorkspace();
  applyLocalClerkEnv(local.clerk.keys, local.origin, process.env);
  process.env.APP_URL = local.origin;
  workspace.slot.env.APP_URL = local.origin;
});
afterAll(async () => {
  await workspace.close();
  await local.close();
});
beforeEach(() => void Object.assign(workspace.slot.env, { SIGN_UP: "open", OWNER_EMAIL: undefined }));

let visitors = 0;
/** Somebody with an account at Clerk, signed in, from an address of their own. */
async function visitor(email = `visitor${++visitors}@example.org`) {
  const { id } = await local.clerk.createUser({ email, password: "correct horse", firstName: "Vi", lastName: "Sitor" });
  const { token, sessionId } = local.clerk.signIn(id);
  const headers = {
    authorization: `Bearer ${token}`,
    "x-confab-address": `10.0.0.${++visitors}`,
    "content-type": "application/json",
  };
  const request = () => new Request(`${local.origin}/api/home`, { headers });
  const post = (body: object) =>
    new Request(`${local.origin}/api`, {
      method: "POST",
      headers: { ...headers, origin: local.origin },
      body: JSON.stringify(body),
    });
  return {
    clerkId: id,
    sessionId,
    email,
    request,
    post,
    row: () => workspace.slot.prisma.user.findUnique({ where: { clerkId: id } }),
  };
}

describe("the first visit", () => {
  it("makes the row once, however many requests come at once", async () => {
    const eve = await visitor();
    const actors = await Promise.all(Array.from({ length: 8 }, () => currentActor(eve.request())));
    expect(new Set(actors.map(({ userId }) => userId)).size).toBe(1);
    expect(await eve.row()).toMatchObject({
      id: actors[0]?.userId,
      email: eve.email,
      displayName: "Vi Sitor",
      role: "MEMBER",
    });
    expect(await workspace.slot.prisma.session.findUnique({ where: { id: eve.sessionId } })).toMatchObject({
      userId: actors[0]?.userId,
    });
  });

  it("is refused where sign-up takes an invite, and leaves nothing behind", async () => {
    Object.assign(workspace.slot.env, { SIGN_UP: "invite" });
    const eve = await visitor();
    await expect(currentActor(eve.request())).rejects.toMatchObject({ code: "SIGN_UP_CLOSED", status: 403 });
    expect(await eve.row()).toBeNull();
  });

  it("is let in by a verified address of the domain", async () => {
    Object.assign(workspace.slot.env, { SIGN_UP: "domain:example.net" });
    const [inside, outside] = [await visitor(`inside@example.net`), await visitor()];
    expect(await currentActor(inside.request())).toHaveProperty("userId");
    await expect(currentActor(outside.request())).rejects.toMatchObject({ code: "SIGN_UP_CLOSED" });
  });

  it("is nobody's when Clerk knows nobody by the token any more", async () => {
    const { token } = local.clerk.signIn((await visitor()).clerkId);
    const [, payload = ""] = token.split(".");
    const { sub } = JSON.parse(Buffer.from(payload, "base64url").toString());
    await fetch(`${process.env.CLERK_API_URL}/v1/users/${sub}`, {
      method: "DELETE",
      headers: { authorization: `Bearer ${process.env.CLERK_SECRET_KEY}` },
    });
    const request = new Request(local.origin, { headers: { authorization: `Bearer ${token}` } });
    await expect(currentActor(request)).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });

  it("is limited by address before Clerk is asked", async () => {
    Object.assign(workspace.slot.env, { SIGN_UP: "invite" });
    const codes: string[] = [];
    for (let i = 0; i < 22; i++) {
      const { token } = local.clerk.signIn((await visitor()).clerkId);
      const headers = { authorization: `Bearer ${token}`, "x-confab-address": "10.9.9.9" };
      codes.push(
        await currentActor(new Request(local.origin, { headers })).then(
          () => "in",
          (error: { code: string }) => error.code,
        ),
      );
    }
    expect(codes.slice(0, 20)).toEqual(Array(20).fill("SIGN_UP_CLOSED"));
    expect(codes.slice(20)).toEqual(["RATE_LIMITED", "RATE_LIMITED"]);
  });
});

describe("somebody known", () => {
  it("is refused without a token, when suspended, when deleted, and when the session is over", async () => {
    const eve = await visitor();
    await expect(currentActor(new Request(local.origin))).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
    const { userId } = await currentActor(eve.request());
    const { prisma } = workspace.slot;
    for (const status of ["SUSPENDED", "DELETED"] as const) {
      await prisma.user.update({ where: { id: userId }, data: { status } });
      await expect(currentActor(eve.request())).rejects.toMatchObject({ code: "ACCOUNT_SUSPENDED" });
    }
    await prisma.user.update({ where: { id: userId }, data: { status: "ACTIVE" } });
    expect(await currentActor(eve.request())).toEqual({ userId, sessionId: eve.sessionId });
    await prisma.session.update({ where: { id: eve.sessionId }, data: { endedAt: new Date() } });
    await expect(currentActor(eve.request())).rejects.toMatchObject({ code: "UNAUTHENTICATED" });
  });
});

describe("an invite", () => {
  async function invite(change: { email?: string; maxUses?: number; expiresAt?: Date; revokedAt?: Date } = {}) {
    const code = randomBytes(16).toString("base64url");
    const { id } = await workspace.slot.prisma.invite.create({
      data: { id: uuidv7(), codeHash: hashLinkSecret(code), createdById: workspace.cast.ada.userId, ...change },
    });
    return { code, uses: async () => (await workspace.slot.prisma.invite.findUniqueOrThrow({ where: { id } })).uses };
  }
  beforeEach(() => void Object.assign(workspace.slot.env, { SIGN_UP: "invite" }));

  it("lets its holder in, once for each use", async () => {
    const { code, uses } = await invite({ maxUses: 1 });
    expect(await findInviteOffer(code)).toMatchObject({ workspace: "Harbour Lab", invitedBy: "Ada" });
    const [eve, mallory] = [await visitor(), await visitor()];
    expect((await acceptInvite(eve.post({ code }))).status).toBe(200);
    expect((await acceptInvite(eve.post({ code }))).status).toBe(200);
    expect([await uses(), (await eve.row())?.role]).toEqual([1, "MEMBER"]);
    expect((await acceptInvite(mallory.post({ code }))).status).toBe(410);
    expect([await mallory.row(), await findInviteOffer(code)]).toEqual([null, null]);
  });

  it("with one use lets one of two in who come at once", async () => {
    const { code } = await invite({ maxUses: 1 });
    const two = [await visitor(), await visitor()];
    const answers = await Promise.all(two.map((one) => acceptInvite(one.post({ code }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
  });

  it("to an address lets its verified holder in without the link, and nobody else with it", async () => {
    const { code } = await invite({ email: "guest@example.com" });
    expect((await acceptInvite((await visitor()).post({ code }))).status).toBe(410);
    expect(await currentActor((await visitor("guest@example.com")).request())).toHaveProperty("userId");
  });

  it.each([
    ["over", { expiresAt: new Date(Date.now() - 1) }],
    ["revoked", { revokedAt: new Date() }],
  ])("that is %s lets nobody in", async (_what, change) => {
    const { code } = await invite(change);
    const eve = await visitor();
    expect((await acceptInvite(eve.post({ code }))).status).toBe(410);
    expect([await eve.row(), await findInviteOffer(code)]).toEqual([null, null]);
  });

  it.each([{}, { code: 7 }, { code: "short" }, { code: "x".repeat(200) }, { code: "a".repeat(20), more: 1 }])(
    "takes no %j for a code",
    async (body) => {
      expect((await acceptInvite((await visitor()).post(body))).status).toBe(400);
    },
  );

  it("is not accepted from another site's page, nor by nobody", async () => {
    const { code } = await invite();
    const eve = await visitor();
    const foreign = eve.post({ code });
    foreign.headers.set("origin", "https://evil.example");
    expect((await acceptInvite(foreign)).status).toBe(403);
    const nobody = eve.post({ code });
    nobody.headers.delete("authorization");
    expect((await acceptInvite(nobody)).status).toBe(401);
    expect(await eve.row()).toBeNull();
  });
});

describe("an empty installation", () => {
  const tokenOf = (link: string | null) => link?.split("/setup/")[1] ?? "";

  /** As if there had never been one: behind the back of what keeps the last. */
  const forgetOwners = async () => {
    const client = await workspace.slot.pool.connect();
    await client.query("SET session_replication_role = replica");
    await client.query(`UPDATE "User" SET role = 'MEMBER' WHERE role = 'OWNER'`);
    await client.query("SET session_replication_role = DEFAULT");
    client.release();
  };

  it("offers no link once there has been an owner", async () => {
    expect(await offerOwnerLink(local.origin)).toBeNull();
  });

  it("gives itself to the one opener of its newest link", async () => {
    const { prisma } = workspace.slot;
    await forgetOwners();
    Object.assign(workspace.slot.env, { SIGN_UP: "invite" });
    const old = tokenOf(await offerOwnerLink(local.origin));
    const token = tokenOf(await offerOwnerLink(local.origin));
    expect([await isOwnerLink(old), await isOwnerLink(token)]).toEqual([false, true]);
    const [eve, mallory, stale] = [await visitor(), await visitor(), await visitor()];
    expect((await claim(stale.post({ token: old }))).status).toBe(410);
    const answers = await Promise.all([eve, mallory].map((one) => claim(one.post({ token }))));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await prisma.user.count({ where: { role: "OWNER" } })).toBe(1);
    expect(await prisma.auditLog.count({ where: { action: "workspace.claimed" } })).toBe(1);
    expect([await isOwnerLink(token), await offerOwnerLink(local.origin)]).toEqual([false, null]);
  });

  it("is OWNER_EMAIL's when that address is verified, and prints no link then", async () => {
    await forgetOwners();
    Object.assign(workspace.slot.env, { SIGN_UP: "invite", OWNER_EMAIL: "owner@example.org" });
    expect(await offerOwnerLink(local.origin)).toBeNull();
    const owner = await visitor("owner@example.org");
    await currentActor(owner.request());
    expect((await owner.row())?.role).toBe("OWNER");
  });
});

describe("a person who is signed out by an admin", () => {
  it("loses every session at Clerk too, those never seen here as well, and can sign in anew", async () => {
    const eve = await visitor();
    const { userId } = await currentActor(eve.request());
    const unseen = local.clerk.signIn(eve.clerkId);
    const { bo } = workspace.cast;
    await workspace.run(bo, "user:sign-out", { userId, reason: "a lost laptop" });
    const log = createLog({ level: "warn", pretty: true });
    expect(await revokeDue(workspace.slot.pool, log)).toBe(1);
    expect(await workspace.slot.prisma.clerkRevocation.count({ where: { clerkUserId: eve.clerkId } })).toBe(0);
    for (const sessionId of [eve.sessionId, unseen.sessionId]) {
      const session = await workspace.slot.prisma.session.findUniqueOrThrow({ where: { id: sessionId } });
      expect(session.endedAt).not.toBeNull();
    }
    const headers = { authorization: `Bearer ${unseen.token}` };
    await expect(currentActor(new Request(`${local.origin}/api/home`, { headers }))).rejects.toMatchObject({
      code: "UNAUTHENTICATED",
    });
    const again = local.clerk.signIn(eve.clerkId);
    const anew = new Request(`${local.origin}/api/home`, { headers: { authorization: `Bearer ${again.token}` } });
    expect(await currentActor(anew)).toMatchObject({ userId });
  });
});
