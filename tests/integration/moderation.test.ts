import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { CommandInput } from "../../lib/contract/doors.ts";
import { sweepDeleted } from "../../server/jobs/sweep.ts";
import { countStatements } from "../support/count-statements.ts";
import { databaseChecksum, streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;
let dee: Actor;
/** A member who moderates the thread that `thread()` makes. */
let mo: Actor;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy, dee } = space.cast);
  mo = await space.addPerson("Mo");
});
afterAll(() => space.close());
afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

const reason = "to cool down";

/** Ada's thread, with Mo as its moderator and Cy as a member. */
async function thread(kind: "PUBLIC" | "PRIVATE" = "PUBLIC"): Promise<string> {
  const threadId = await space.thread(kind, [mo, cy]);
  await space.run(ada, "participant:role", { threadId, userId: mo.userId, role: "MODERATOR" });
  return threadId;
}
const say = (actor: Actor, threadId: string, body = "hi") => space.say(actor, threadId, body);
const timeOut = (actor: Actor, threadId: string, whom: Actor, seconds = 600) =>
  space.run(actor, "participant:timeOut", { threadId, userId: whom.userId, seconds, reason });
const ban = (actor: Actor, threadId: string, whom: Actor) =>
  space.run(actor, "participant:ban", { threadId, userId: whom.userId, reason });
const noticesOf = async (actor: Actor) => (await space.ask(actor, "home", {})).notices;
const lastNotice = async (actor: Actor) => (await noticesOf(actor)).at(-1);
const lastAudit = () => space.slot.prisma.auditLog.findFirst({ orderBy: { id: "desc" } });
const versionOf = async (threadId: string) => (await space.ask(ada, "thread", { threadId })).thread.version;
const settings = async (
  actor: Actor,
  threadId: string,
  change: Partial<CommandInput<"thread:settings">>,
): Promise<void> => {
  await space.run(actor, "thread:settings", { threadId, version: await versionOf(threadId), ...change });
};
const override = async (actor: Actor, threadId: string, change: Partial<CommandInput<"thread:override">>) =>
  space.run(actor, "thread:override", {
    threadId,
    version: await versionOf(threadId),
    role: null,
    userId: null,
    allow: [],
    deny: [],
    ...change,
  });

describe("a time-out", () => {
  test("holds until it ends, is told to the person with who, until when and why, and is audited", async () => {
    const threadId = await thread();
    const { mutedUntil } = await timeOut(mo, threadId, cy);
    expect(Date.parse(mutedUntil ?? "") - Date.now()).toBeGreaterThan(590_000);
    const refusal = await refusalOf(say(cy, threadId));
    expect(refusal).toMatchObject({ code: "TIMED_OUT" });
    expect(refusal?.retryAfterMs).toBeGreaterThan(0);
    const { entry } = await space.ask(cy, "thread", { threadId });
    expect(entry).toMatchObject({ mutedUntil, mutedById: mo.userId, muteReason: reason });
    expect(await lastNotice(cy)).toMatchObject({ kind: "timedOut", actorId: mo.userId, reason, until: mutedUntil });
    expect(await lastAudit()).toMatchObject({
      action: "member.timeout",
      actorId: mo.userId,
      targetId: cy.userId,
      threadId,
      reason,
      before: { mutedUntil: null },
      after: { mutedUntil },
    });
    await space.slot.prisma.threadParticipant.update({
      where: { threadId_userId: { threadId, userId: cy.userId } },
      data: { mutedUntil: new Date(Date.now() - 1) },
    });
    expect(await codeOf(say(cy, threadId))).toBe("done");
  });

  test("is lifted by a moderator, and lifting what does not run changes nothing", async () => {
    const threadId = await thread();
    await timeOut(mo, threadId, cy);
    const lift = () => space.run(mo, "participant:liftTimeOut", { threadId, userId: cy.userId });
    await lift();
    expect(await codeOf(say(cy, threadId))).toBe("done");
    expect(await lastNotice(cy)).toMatchObject({ kind: "timeOutLifted" });
    const before = await databaseChecksum(space.slot.pool);
    await lift();
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });

  test("needs a higher rank, and is no way around by leaving", async () => {
    const threadId = await thread();
    expect(await codeOf(timeOut(cy, threadId, mo))).toBe("FORBIDDEN");
    expect(await codeOf(timeOut(mo, threadId, ada))).toBe("RANK");
    expect(await codeOf(timeOut(mo, threadId, mo))).toBe("SELF");
    expect(await codeOf(timeOut(mo, threadId, dee))).toBe("PERSON_UNAVAILABLE");
    await timeOut(mo, threadId, cy);
    await space.run(cy, "thread:leave", { threadId });
    expect(await codeOf(space.run(cy, "thread:join", { threadId }))).toBe("TIMED_OUT");
    await space.run(ada, "participant:add", { threadId, userIds: [cy.userId] });
    expect(await codeOf(say(cy, threadId))).toBe("TIMED_OUT");
  });
});

describe("a ban", () => {
  test("ends everything at once and survives being added again, until it is lifted", async () => {
    const threadId = await thread();
    const { message } = await say(cy, threadId);
    await override(ada, threadId, { userId: cy.userId, allow: ["thread.rename"] });
    await space.run(ada, "participant:role", { threadId, userId: cy.userId, role: "GUEST" });
    const from = space.roomsChanged.length;
    await ban(mo, threadId, cy);
    expect(space.roomsChanged.slice(from)).toContain(cy.userId);
    expect(await codeOf(space.ask(cy, "thread", { threadId }))).toBe("THREAD_BANNED");
    expect(await codeOf(space.ask(cy, "message", { messageId: message.id }))).toBe("THREAD_BANNED");
    expect(await codeOf(space.run(cy, "thread:join", { threadId }))).toBe("THREAD_BANNED");
    const add = () => space.run(ada, "participant:add", { threadId, userIds: [cy.userId] });
    expect(await codeOf(add())).toBe("PERSON_UNAVAILABLE");
    expect(await lastNotice(cy)).toMatchObject({ kind: "banned", actorId: mo.userId, reason });
    const { bans } = await space.ask(mo, "bans", { threadId });
    expect(bans).toMatchObject([{ userId: cy.userId, bannedById: mo.userId, reason }]);
    expect(await codeOf(space.ask(dee, "bans", { threadId }))).toBe("FORBIDDEN");

    await space.run(mo, "participant:unban", { threadId, userId: cy.userId });
    expect((await space.ask(mo, "bans", { threadId })).bans).toEqual([]);
    await add();
    const { entry } = await space.ask(cy, "thread", { threadId });
    expect(entry).toMatchObject({ role: "MEMBER", override: { allow: [], deny: [] } });
  });

  test("reaches who is not in the thread, and never who stands as high", async () => {
    const threadId = await thread();
    await ban(mo, threadId, dee);
    expect(await codeOf(space.run(dee, "thread:join", { threadId }))).toBe("THREAD_BANNED");
    expect(await codeOf(ban(mo, threadId, ada))).toBe("RANK");
    expect(await codeOf(ban(mo, threadId, bo))).toBe("RANK");
    expect(await codeOf(ban(cy, threadId, dee))).toBe("FORBIDDEN");
  });

  test("of the last owner hands the thread on", async () => {
    const threadId = uuidv7();
    await space.run(dee, "thread:create", { id: threadId, kind: "PUBLIC", name: "Dee's", memberIds: [cy.userId] });
    await ban(bo, threadId, dee);
    const { participants } = await space.ask(cy, "participants", { threadId });
    expect(participants).toMatchObject([{ userId: cy.userId, role: "OWNER" }]);
  });
});

describe("states and settings", () => {
  test("a locked thread is the moderators', and unlocking opens it", async () => {
    const threadId = await thread();
    await space.run(mo, "thread:lock", { threadId, reason });
    expect(await codeOf(say(cy, threadId))).toBe("THREAD_LOCKED");
    expect(await codeOf(say(mo, threadId))).toBe("done");
    expect(await lastAudit()).toMatchObject({ action: "thread.lock", reason, before: { state: "OPEN" } });
    expect(await codeOf(space.run(cy, "thread:unlock", { threadId }))).toBe("FORBIDDEN");
    await space.run(mo, "thread:unlock", { threadId });
    expect(await codeOf(say(cy, threadId))).toBe("done");
  });

  test("slow mode makes members wait, and tells them how long", async () => {
    const threadId = await thread();
    await settings(mo, threadId, { slowModeSeconds: 60 });
    await say(cy, threadId);
    const refusal = await refusalOf(say(cy, threadId));
    expect(refusal).toMatchObject({ code: "SLOW_MODE" });
    expect(refusal?.retryAfterMs).toBeGreaterThan(50_000);
    await say(mo, threadId);
    expect(await codeOf(say(mo, threadId))).toBe("done");
  });

  test("announcements and the edit window are the owners' to set", async () => {
    const threadId = await thread();
    const { message } = await say(cy, threadId);
    expect(await codeOf(settings(mo, threadId, { announcement: true }))).toBe("FORBIDDEN");
    expect(await codeOf(settings(mo, threadId, { editWindowSeconds: 0 }))).toBe("FORBIDDEN");
    await settings(ada, threadId, { announcement: true, editWindowSeconds: 0, reason });
    expect(await codeOf(say(cy, threadId))).toBe("ANNOUNCEMENT_ONLY");
    expect(await codeOf(space.run(cy, "message:edit", { messageId: message.id, body: "x" }))).toBe(
      "EDIT_WINDOW_CLOSED",
    );
    expect(await lastAudit()).toMatchObject({
      action: "thread.settings",
      before: { announcement: false, slowModeSeconds: 0, editWindowSeconds: null },
      after: { announcement: true, slowModeSeconds: 0, editWindowSeconds: 0 },
      reason,
    });
  });

  test("who has not seen the latest settings overwrites none of them", async () => {
    const threadId = await thread();
    const version = await versionOf(threadId);
    const codes = await Promise.all(
      [5, 10, 15, 20].map((slowModeSeconds) =>
        codeOf(space.run(ada, "thread:settings", { threadId, version, slowModeSeconds })),
      ),
    );
    expect(codes.sort()).toEqual(["STALE", "STALE", "STALE", "done"]);
    const stale = {
      threadId,
      version,
      role: "MEMBER" as const,
      userId: null,
      allow: [],
      deny: ["message.pin" as const],
    };
    expect(await refusalOf(space.run(ada, "thread:override", stale))).toMatchObject({
      code: "STALE",
      details: { version: version + 1 },
    });
    expect(await codeOf(space.run(ada, "thread:update", { threadId, version, name: "x" }))).toBe("STALE");
    expect(await codeOf(space.run(ada, "thread:update", { threadId, version: version + 1, name: "x" }))).toBe("done");
  });

  test("a reason of 10,000 characters is INVALID, and nothing is half done", async () => {
    const threadId = await thread();
    const before = await databaseChecksum(space.slot.pool);
    const endless = { threadId, userId: cy.userId, reason: "x".repeat(10_000) };
    expect(await codeOf(space.run(mo, "participant:ban", endless))).toBe("INVALID");
    expect(await codeOf(space.run(mo, "participant:timeOut", { ...endless, seconds: 60 }))).toBe("INVALID");
    expect(await codeOf(space.run(ada, "thread:delete", { threadId, reason: "   " }))).toBe("INVALID");
    expect(await codeOf(timeOut(mo, threadId, cy, 59))).toBe("INVALID");
    expect(await codeOf(timeOut(mo, threadId, cy, 28 * 86_400 + 1))).toBe("INVALID");
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });
});

describe("overrides", () => {
  test("of a role hold for everybody of that role, through the batch of sends too", async () => {
    const threadId = await thread();
    await override(ada, threadId, { role: "MEMBER", deny: ["message.send", "message.reply"], reason });
    expect(await codeOf(say(cy, threadId))).toBe("FORBIDDEN");
    expect(await codeOf(say(mo, threadId))).toBe("done");
    const { thread: view } = await space.ask(cy, "thread", { threadId });
    expect(view.overrides).toEqual([{ role: "MEMBER", allow: [], deny: ["message.send", "message.reply"] }]);
    expect(await lastAudit()).toMatchObject({
      action: "thread.overrides",
      before: { role: "MEMBER", allow: [], deny: [] },
      after: { role: "MEMBER", deny: ["message.send", "message.reply"] },
      reason,
    });
    await override(ada, threadId, { role: "MEMBER" });
    expect(await codeOf(say(cy, threadId))).toBe("done");
  });

  test("of a person come on top of their role's and go when they leave", async () => {
    const threadId = await thread();
    await override(ada, threadId, { role: "MEMBER", deny: ["message.send"] });
    await override(ada, threadId, { userId: cy.userId, allow: ["message.send", "thread.rename"] });
    expect(await codeOf(say(cy, threadId))).toBe("done");
    expect(await codeOf(space.run(cy, "thread:update", { threadId, name: "Cy's" }))).toBe("done");
    const { participants } = await space.ask(mo, "participants", { threadId });
    const own = participants.find(({ userId }) => userId === cy.userId)?.override;
    expect(own).toEqual({ allow: ["message.send", "thread.rename"], deny: [] });
    await space.run(cy, "thread:leave", { threadId });
    await space.run(cy, "thread:join", { threadId });
    expect(await codeOf(say(cy, threadId))).toBe("FORBIDDEN");
    expect(await space.slot.prisma.threadOverride.count({ where: { threadId, userId: cy.userId } })).toBe(0);
  });

  test("manage nothing, reach nobody as high, and are the owners' to set", async () => {
    const threadId = await thread();
    expect(await codeOf(override(mo, threadId, { role: "GUEST", deny: ["message.send"] }))).toBe("FORBIDDEN");
    expect(await codeOf(override(bo, threadId, { userId: ada.userId, deny: ["message.send"] }))).toBe("RANK");
    expect(await codeOf(override(ada, threadId, { userId: dee.userId, deny: ["message.send"] }))).toBe(
      "PERSON_UNAVAILABLE",
    );
    const managing = { role: "MEMBER", allow: ["thread.lock"] } as unknown as Partial<CommandInput<"thread:override">>;
    expect(await codeOf(override(ada, threadId, managing))).toBe("INVALID");
    const both = { role: "MEMBER", allow: ["message.pin"], deny: ["message.pin"] } as const;
    expect(await codeOf(override(ada, threadId, { ...both, allow: [...both.allow], deny: [...both.deny] }))).toBe(
      "INVALID",
    );
    expect(await codeOf(override(ada, threadId, {}))).toBe("INVALID");
  });

  test("cannot allow what their setter lacks", async () => {
    const threadId = await thread("PRIVATE");
    // Bo runs the workspace and is not in the thread: he may set overrides there, and cannot post there himself.
    const hands = override(bo, threadId, { role: "GUEST", allow: ["message.attach"] });
    expect(await refusalOf(hands)).toMatchObject({
      code: "FORBIDDEN",
      message: expect.stringContaining("attach files"),
    });
    expect(await codeOf(override(bo, threadId, { role: "GUEST", deny: ["message.send"] }))).toBe("done");
  });
});

describe("guests", () => {
  test("of a private thread read from joining on, and everything once they are members", async () => {
    const threadId = await thread("PRIVATE");
    const { message } = await say(ada, threadId, "before Dee's time");
    await space.run(ada, "participant:add", { threadId, userIds: [dee.userId], role: "GUEST" });
    await say(ada, threadId, "in Dee's time");
    const bodies = async () =>
      (await space.ask(dee, "messages", { threadId })).messages.map(({ body }) => body).filter((body) => body !== "");
    expect(await bodies()).toEqual(["in Dee's time"]);
    expect(await codeOf(space.ask(dee, "message", { messageId: message.id }))).toBe("NOT_FOUND");
    await space.run(mo, "participant:role", { threadId, userId: dee.userId, role: "MEMBER" });
    expect(await bodies()).toEqual(["before Dee's time", "in Dee's time"]);
    await space.run(mo, "participant:role", { threadId, userId: dee.userId, role: "GUEST" });
    expect(await bodies()).toEqual(["in Dee's time"]);
  });
});

describe("a system ADMIN in a PRIVATE thread", () => {
  test("reads nothing until a join that everybody sees, with its reason in the thread and in the audit log", async () => {
    const threadId = await thread("PRIVATE");
    await say(cy, threadId, "among us");
    expect(await codeOf(space.ask(bo, "messages", { threadId }))).toBe("JOIN_FIRST");
    expect(await codeOf(space.run(bo, "thread:join", { threadId }))).toBe("INVALID");
    await space.run(bo, "thread:join", { threadId, reason: "a complaint about spam" });
    const { messages } = await space.ask(cy, "messages", { threadId });
    expect(messages.at(-1)?.system).toEqual({
      type: "joined",
      userId: bo.userId,
      reason: "a complaint about spam",
    });
    expect(await lastAudit()).toMatchObject({ action: "thread.join", reason: "a complaint about spam" });
  });
});

describe("deleting a thread", () => {
  test("takes it from everybody, and restoring brings it back as it was", async () => {
    const threadId = await thread("PRIVATE");
    await space.run(mo, "thread:lock", { threadId });
    const { message } = await say(mo, threadId, "kept");
    expect(await codeOf(space.run(mo, "thread:delete", { threadId, reason }))).toBe("FORBIDDEN");
    const from = space.roomsChanged.length;
    await space.run(ada, "thread:delete", { threadId, reason });
    expect(new Set(space.roomsChanged.slice(from))).toEqual(new Set([ada.userId, mo.userId, cy.userId]));
    expect((await space.ask(cy, "home", {})).entries.map((entry) => entry.threadId)).not.toContain(threadId);
    expect(await codeOf(space.ask(cy, "message", { messageId: message.id }))).toBe("THREAD_DELETED");
    expect(await codeOf(say(ada, threadId))).toBe("THREAD_DELETED");
    expect(await codeOf(space.ask(dee, "thread", { threadId }))).toBe("NOT_FOUND");
    expect(await codeOf(space.run(mo, "thread:restore", { threadId }))).toBe("FORBIDDEN");
    await space.run(bo, "thread:restore", { threadId, reason });
    const { entry } = await space.ask(cy, "thread", { threadId });
    expect(entry).toMatchObject({ thread: { state: "LOCKED" }, role: "MEMBER" });
    expect((await space.ask(cy, "message", { messageId: message.id })).body).toBe("kept");
  });

  test("of a thousand people takes hardly more statements than of three, and each of them is told", {
    timeout: 60_000,
  }, async () => {
    const [small, large] = [await thread(), await thread()];
    const { rows: crowd } = await space.slot.pool.query<{ id: string }>(
      `WITH people AS (
         INSERT INTO "User" (id, "clerkId", "displayName", username, "updatedAt")
         SELECT gen_random_uuid(), 'user_crowd_' || n, 'Person ' || n, 'crowd_' || n, now() FROM generate_series(1, 1000) n RETURNING id
       ) INSERT INTO "ThreadParticipant" ("threadId", "userId") SELECT $1::uuid, id FROM people RETURNING "userId" AS id`,
      [large],
    );
    for (const name of ["thread:delete", "thread:restore"] as const) {
      const few = await countStatements(() => space.run(ada, name, { threadId: small, reason }));
      space.events.length = 0;
      const many = await countStatements(() => space.run(ada, name, { threadId: large, reason }));
      expect(many.statements).toBeLessThan(few.statements + 10);
      const kind = name === "thread:delete" ? "entryGone" : "entry";
      const told = space.events.filter(({ change }) => change?.kind === kind).map(({ stream }) => stream);
      expect(new Set(told)).toEqual(
        new Set([ada, mo, cy, ...crowd.map(({ id }) => ({ userId: id }))].map(({ userId }) => `user:${userId}`)),
      );
    }
    const [somebody] = crowd;
    const { entry } = await space.ask({ userId: somebody!.id, sessionId: "sess" }, "thread", { threadId: large });
    const restored = space.events.find(({ stream }) => stream === `user:${somebody!.id}`)?.change;
    expect(restored).toEqual({ kind: "entry", entry });
  });

  test("is for good after 30 days, when the sweep takes what was in it", async () => {
    const threadId = await thread();
    const [other, kept] = [await thread(), await thread()];
    for (const id of [threadId, kept]) {
      const { message } = await say(cy, id);
      await space.say(mo, id, "a reply", message.id);
      await space.run(ada, "thread:delete", { threadId: id, reason });
    }
    const age = (id: string, days: number) =>
      space.slot.prisma.thread.update({
        where: { id },
        data: { deletedAt: new Date(Date.now() - days * 86_400_000 - 1_000) },
      });
    await age(threadId, 30);
    await age(kept, 29);
    expect(await codeOf(space.run(ada, "thread:restore", { threadId }))).toBe("THREAD_DELETED");
    expect(await sweepDeleted(space.slot.pool)).toEqual({ threads: 1, texts: 0 });
    expect(await space.slot.prisma.thread.findUnique({ where: { id: threadId } })).toBeNull();
    expect(await space.slot.prisma.message.count({ where: { threadId } })).toBe(0);
    expect(await space.slot.prisma.event.count({ where: { stream: `thread:${threadId}` } })).toBe(0);
    expect(await space.slot.prisma.thread.count({ where: { id: { in: [other, kept] } } })).toBe(2);
    expect(await codeOf(space.run(ada, "thread:restore", { threadId: kept }))).toBe("done");
  });
});

describe("bringing a message back", () => {
  const deletedAgo = (messageId: string, ms: number) =>
    space.slot.prisma.message.update({ where: { id: messageId }, data: { deletedAt: new Date(Date.now() - ms) } });
  const restore = (actor: Actor, messageId: string) => space.run(actor, "message:restore", { messageId });

  test("is the author's for ten minutes, with the count of replies above it", async () => {
    const threadId = await thread();
    const root = (await say(mo, threadId, "root")).message.id;
    const { id } = (await space.say(cy, threadId, "a reply", root)).message;
    const replies = async () => (await space.ask(cy, "message", { messageId: root })).replyCount;
    await space.run(cy, "message:delete", { messageId: id });
    expect(await replies()).toBe(0);
    expect(await codeOf(restore(mo, id))).toBe("FORBIDDEN");
    expect((await restore(cy, id)).body).toBe("a reply");
    expect(await replies()).toBe(1);
    await space.run(cy, "message:delete", { messageId: id });
    await deletedAgo(id, 601_000);
    expect(await codeOf(restore(cy, id))).toBe("GONE");
  });

  test("is the moderators' when one of them deleted it, and its author is told both times", async () => {
    const threadId = await thread();
    const { id } = (await say(cy, threadId, "off topic")).message;
    await space.run(mo, "message:delete", { messageId: id, reason });
    expect(await lastNotice(cy)).toMatchObject({ kind: "messageDeleted", actorId: mo.userId, reason });
    expect(await codeOf(restore(cy, id))).toBe("FORBIDDEN");
    await deletedAgo(id, 29 * 86_400_000);
    expect((await restore(ada, id)).body).toBe("off topic");
    expect(await lastNotice(cy)).toMatchObject({ kind: "messageRestored", actorId: ada.userId });
    expect(await lastAudit()).toMatchObject({ action: "message.restore", targetId: cy.userId });
  });

  test("ends with the text, which the sweep erases after 30 days with all its versions", async () => {
    const threadId = await thread();
    const { id } = (await say(cy, threadId, "secret")).message;
    await space.run(cy, "message:edit", { messageId: id, body: "secret too" });
    await space.run(mo, "message:delete", { messageId: id });
    await deletedAgo(id, 30 * 86_400_000 + 1_000);
    expect(await codeOf(restore(mo, id))).toBe("GONE");
    expect(await sweepDeleted(space.slot.pool)).toEqual({ threads: 0, texts: 1 });
    const row = await space.slot.prisma.message.findUniqueOrThrow({ where: { id }, include: { edits: true } });
    expect(row).toMatchObject({ body: "", plain: "", edits: [] });
    expect(await sweepDeleted(space.slot.pool)).toEqual({ threads: 0, texts: 0 });
  });
});

describe("a block", () => {
  test("stops direct messages both ways without saying who blocked whom, until it is taken back", async () => {
    const [one, other] = [await space.addPerson("Eve"), await space.addPerson("Fay")];
    const direct = await space.run(one, "thread:direct", { id: uuidv7(), userIds: [other.userId] });
    await say(one, direct.threadId);
    await space.run(other, "person:block", { userId: one.userId });
    expect((await space.ask(other, "home", {})).blockedIds).toEqual([one.userId]);
    expect((await space.ask(one, "home", {})).blockedIds).toEqual([]);
    const refusals = await Promise.all([one, other].map((actor) => refusalOf(say(actor, direct.threadId))));
    expect(refusals.map((refusal) => refusal?.code)).toEqual(["PERSON_UNAVAILABLE", "PERSON_UNAVAILABLE"]);
    expect(refusals[0]?.message).toBe(refusals[1]?.message);
    const open = space.run(one, "thread:direct", { id: uuidv7(), userIds: [other.userId] });
    expect(await codeOf(open)).toBe("PERSON_UNAVAILABLE");
    const group = space.run(one, "thread:direct", { id: uuidv7(), userIds: [other.userId, cy.userId] });
    expect(await codeOf(group)).toBe("PERSON_UNAVAILABLE");
    const threadId = uuidv7();
    await space.run(one, "thread:create", { id: threadId, kind: "PUBLIC", name: "Eve's" });
    const add = space.run(one, "participant:add", { threadId, userIds: [other.userId] });
    expect(await codeOf(add)).toBe("PERSON_UNAVAILABLE");
    await space.run(other, "person:unblock", { userId: one.userId });
    expect(await codeOf(say(one, direct.threadId))).toBe("done");
  });

  test("is nobody's on themself or on nobody, and setting it twice changes nothing", async () => {
    expect(await codeOf(space.run(cy, "person:block", { userId: cy.userId }))).toBe("SELF");
    expect(await codeOf(space.run(cy, "person:block", { userId: uuidv7() }))).toBe("NOT_FOUND");
    await space.run(cy, "person:block", { userId: dee.userId });
    const before = await databaseChecksum(space.slot.pool);
    await space.run(cy, "person:block", { userId: dee.userId });
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
    await space.run(cy, "person:unblock", { userId: dee.userId });
  });
});

describe("notices", () => {
  test("stay until they are dismissed, by the person they are for", async () => {
    const threadId = await thread();
    await timeOut(mo, threadId, cy);
    const notice = await lastNotice(cy);
    const noticeId = notice?.id ?? "";
    expect(await codeOf(space.run(mo, "notice:dismiss", { noticeId }))).toBe("NOT_FOUND");
    await space.run(cy, "notice:dismiss", { noticeId });
    expect((await noticesOf(cy)).map(({ id }) => id)).not.toContain(noticeId);
    const told = space.events.findLast(({ stream }) => stream === `user:${cy.userId}`);
    expect(told?.change).toMatchObject({ kind: "notice", notice: { id: noticeId } });
  });
});

describe("at once", () => {
  test("a ban and sends: whatever was sent came before it", async () => {
    const threadId = await thread();
    const work = Array.from({ length: 12 }, (_, at) => (at === 6 ? ban(mo, threadId, cy) : say(cy, threadId, `${at}`)));
    const codes = await Promise.all(work.map((each) => codeOf(each)));
    expect(codes[6]).toBe("done");
    const note = await space.slot.prisma.message.findFirstOrThrow({
      where: { threadId, system: { path: ["type"], equals: "banned" } },
    });
    const after = await space.slot.prisma.message.count({
      where: { threadId, authorId: cy.userId, seq: { gt: note.seq } },
    });
    expect(after).toBe(0);
    expect(new Set(codes)).toEqual(new Set(codes.includes("THREAD_BANNED") ? ["done", "THREAD_BANNED"] : ["done"]));
  });

  test("deleting, restoring, joining and timing out leave no hole in the stream", async () => {
    const threadId = await thread();
    const work = Array.from({ length: 3 }, () => [
      codeOf(space.run(ada, "thread:delete", { threadId, reason })),
      codeOf(space.run(dee, "thread:join", { threadId })),
      codeOf(space.run(ada, "thread:restore", { threadId })),
      codeOf(timeOut(mo, threadId, cy)),
      codeOf(space.run(dee, "thread:leave", { threadId })),
    ]);
    const codes = await Promise.all(work.flat());
    expect(codes).toContain("done");
    expect(codes).not.toContain("INTERNAL");
    const { rows } = await space.slot.pool.query<{ head: number; numbers: number[] }>(
      `SELECT t.head, (SELECT array_agg(seq ORDER BY seq) FROM (
         SELECT seq FROM "Message" WHERE "threadId" = t.id UNION SELECT seq FROM "Event" WHERE stream = 'thread:' || t.id
       ) n) AS numbers FROM "Thread" t WHERE t.id = $1::uuid`,
      [threadId],
    );
    expect(rows[0]?.head).toBeGreaterThan(0);
    expect(rows[0]?.numbers).toEqual(Array.from({ length: rows[0]?.head ?? 0 }, (_, at) => at + 1));
  });
});
