import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { CommandInput } from "../../lib/contract/doors.ts";
import { databaseChecksum, streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
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
afterEach(async () => expect(await streamFaults(space.slot.pool)).toEqual([]));

const reason = "as the rules say";

/** A thread without Bo in which Cy wrote something that Dee reports, with much said around it. */
async function reported(kind: "PUBLIC" | "PRIVATE" = "PRIVATE") {
  const threadId = await space.thread(kind, [cy, dee]);
  for (let at = 1; at <= 7; at++) await space.say(ada, threadId, `before ${at}`);
  const { message } = await space.say(cy, threadId, "the reported text");
  for (let at = 1; at <= 7; at++) await space.say(ada, threadId, `after ${at}`);
  return { threadId, messageId: message.id, reportId: await report(dee, message.id) };
}
const report = async (actor: Actor, messageId: string, words = "") =>
  (await space.run(actor, "message:report", { messageId, id: uuidv7(), category: "HARASSMENT", words })).reportId;
const resolve = (actor: Actor, reportId: string, more: Partial<CommandInput<"report:resolve">> = {}) =>
  space.run(actor, "report:resolve", { reportId, version: 0, state: "RESOLVED", reason, ...more });
const lastNotice = async (actor: Actor) => (await space.ask(actor, "home", {})).notices.at(-1);

describe("reporting", () => {
  test("keeps the text as it was, whatever becomes of the message", async () => {
    const { messageId, reportId } = await reported();
    await space.run(cy, "message:edit", { messageId, body: "an innocent text" });
    const { report: view, messages } = await space.ask(bo, "report", { reportId });
    expect(view).toMatchObject({ body: "the reported text", category: "HARASSMENT", state: "OPEN" });
    expect(messages.find(({ id }) => id === messageId)?.body).toBe("an innocent text");
  });

  test("twice is once, and a taken id is a CONFLICT", async () => {
    const { messageId, reportId } = await reported();
    expect(await report(dee, messageId, "again")).toBe(reportId);
    const taken = { messageId, id: reportId, category: "SPAM" as const, words: "" };
    expect(await codeOf(space.run(ada, "message:report", taken))).toBe("CONFLICT");
    expect(await report(ada, messageId)).not.toBe(reportId);
  });

  test("is for people who see the message, also while timed out, and not for one's own or Confab's notes", async () => {
    const { threadId, messageId } = await reported();
    const eve = await space.addPerson("Eve");
    expect(await codeOf(report(eve, messageId))).toBe("NOT_FOUND");
    expect(await codeOf(report(cy, messageId))).toBe("SELF");
    await space.run(ada, "participant:timeOut", { threadId, userId: dee.userId, seconds: 60, reason });
    const { message } = await space.say(ada, threadId, "another");
    expect(await codeOf(report(dee, message.id))).toBe("done");
    await space.run(ada, "message:delete", { messageId: message.id });
    const fay = await space.addPerson("Fay");
    await space.run(ada, "participant:add", { threadId, userIds: [fay.userId] });
    expect(await codeOf(report(fay, message.id))).toBe("GONE");
    const note = await space.slot.prisma.message.findFirstOrThrow({ where: { threadId, kind: "SYSTEM" } });
    expect(await codeOf(report(dee, note.id))).toBe("FORBIDDEN");
  });
});

describe("reading", () => {
  test("a report shows five messages on either side to system ADMIN and OWNER, in a PRIVATE thread too", async () => {
    const { threadId, reportId } = await reported();
    expect(await codeOf(space.ask(bo, "messages", { threadId }))).toBe("JOIN_FIRST");
    const { messages } = await space.ask(bo, "report", { reportId });
    expect(messages.map(({ body }) => body)).toEqual([
      ...[3, 4, 5, 6, 7].map((at) => `before ${at}`),
      "the reported text",
      ...[1, 2, 3, 4, 5].map((at) => `after ${at}`),
    ]);
  });

  test("nobody else learns so much as whether it exists", async () => {
    const { reportId } = await reported();
    for (const id of [reportId, uuidv7()]) {
      const refusal = await refusalOf(space.ask(dee, "report", { reportId: id }));
      expect(refusal).toMatchObject({ code: "FORBIDDEN" });
      expect(await codeOf(resolve(dee, id))).toBe("FORBIDDEN");
    }
    expect(await codeOf(space.ask(cy, "reports", {}))).toBe("FORBIDDEN");
    expect(await codeOf(space.ask(bo, "report", { reportId: uuidv7() }))).toBe("NOT_FOUND");
  });

  test("the queue has open ones, oldest first, page by page", async () => {
    const ids = [(await reported()).reportId, (await reported()).reportId];
    const all: string[] = [];
    for (let after: string | undefined; ; ) {
      const page = await space.ask(bo, "reports", { limit: 2, ...(after ? { after } : {}) });
      all.push(...page.reports.map(({ id }) => id));
      expect(page.open).toBeGreaterThanOrEqual(2);
      if (page.nextAfter === null) break;
      after = page.nextAfter;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all.slice(-2)).toEqual(ids);
  });
});

describe("resolving", () => {
  test("deletes, times out and closes in one step, and tells the author and everybody who reported", async () => {
    const { threadId, messageId, reportId } = await reported();
    const other = await report(ada, messageId);
    await space.run(bo, "report:claim", { reportId, version: 0, claimed: true });
    const done = await resolve(bo, reportId, { version: 1, deleteMessage: true, restraint: "timeOut", seconds: 600 });
    expect(done).toMatchObject({
      state: "RESOLVED",
      claimedById: bo.userId,
      resolvedById: bo.userId,
      outcome: { deleteMessage: true, restraint: "timeOut" },
      reason,
    });
    expect((await space.ask(dee, "message", { messageId })).deletedById).toBe(bo.userId);
    expect(await codeOf(space.say(cy, threadId, "hi"))).toBe("TIMED_OUT");
    expect(await lastNotice(dee)).toMatchObject({ kind: "reportResolved" });
    expect(await lastNotice(ada)).toMatchObject({ kind: "reportResolved" });
    const kinds = (await space.ask(cy, "home", {})).notices.map(({ kind }) => kind);
    expect(kinds.slice(-2)).toEqual(["messageDeleted", "timedOut"]);
    expect((await space.ask(bo, "report", { reportId: other })).report.state).toBe("RESOLVED");
    const audits = await space.slot.prisma.auditLog.findMany({ where: { threadId }, orderBy: { id: "asc" } });
    const actions = audits.map(({ action }) => action);
    expect(actions).toEqual(["message.delete", "member.timeout", "report.resolve"]);
  });

  test("dismissing does nothing else, and says so", async () => {
    const { messageId, reportId } = await reported();
    expect(await codeOf(resolve(bo, reportId, { state: "DISMISSED", deleteMessage: true }))).toBe("INVALID");
    expect(await codeOf(resolve(bo, reportId, { restraint: "timeOut" }))).toBe("INVALID");
    await resolve(bo, reportId, { state: "DISMISSED" });
    expect((await space.ask(dee, "message", { messageId })).body).toBe("the reported text");
    expect(await lastNotice(dee)).toMatchObject({ kind: "reportDismissed" });
    expect(await codeOf(resolve(bo, reportId, { version: 1 }))).toBe("CONFLICT");
  });

  test("undone, everything is as it was, and the report is open again", async () => {
    const { threadId, messageId, reportId } = await reported();
    await resolve(bo, reportId, { deleteMessage: true, restraint: "ban" });
    expect(await codeOf(space.ask(cy, "thread", { threadId }))).toBe("THREAD_BANNED");
    const open = await space.run(bo, "report:reopen", { reportId, version: 1, reason: "a mistake" });
    expect(open).toMatchObject({ state: "OPEN", outcome: null, resolvedById: null, reason: null });
    expect((await space.ask(dee, "message", { messageId })).body).toBe("the reported text");
    await space.run(ada, "participant:add", { threadId, userIds: [cy.userId] });
    await resolve(bo, reportId, { version: 2, restraint: "timeOut", seconds: 600 });
    await space.run(bo, "report:reopen", { reportId, version: 3 });
    expect(await codeOf(space.say(cy, threadId, "hi"))).toBe("done");
  });

  test("undone, a later time-out and somebody else's deletion stay", async () => {
    const { threadId, messageId, reportId } = await reported();
    await resolve(bo, reportId, { deleteMessage: true, restraint: "timeOut", seconds: 600 });
    await space.run(ada, "participant:timeOut", { threadId, userId: cy.userId, seconds: 1_200, reason });
    await space.run(ada, "message:restore", { messageId });
    await space.run(ada, "message:delete", { messageId, reason });
    await space.run(bo, "report:reopen", { reportId, version: 1 });
    expect(await codeOf(space.say(cy, threadId, "hi"))).toBe("TIMED_OUT");
    expect((await space.ask(dee, "message", { messageId })).deletedById).toBe(ada.userId);
  });

  test("two admins at once: one does it, the other is told", async () => {
    const { reportId } = await reported();
    const codes = await Promise.all(
      [ada, bo].map((actor) => codeOf(resolve(actor, reportId, { deleteMessage: true }))),
    );
    expect(codes.sort()).toEqual(["STALE", "done"]);
    const { reportId: next } = await reported();
    const claims = await Promise.all(
      [ada, bo].map((actor) => codeOf(space.run(actor, "report:claim", { reportId: next, version: 0, claimed: true }))),
    );
    expect(claims.sort()).toEqual(["STALE", "done"]);
  });

  test("nobody judges what they wrote themself, or bans above their rank; nothing is half done", async () => {
    const threadId = await space.thread("PUBLIC", [bo, dee]);
    const mine = await report(dee, (await space.say(bo, threadId, "Bo's")).message.id);
    expect(await codeOf(resolve(bo, mine, { state: "DISMISSED" }))).toBe("SELF");
    const owners = await report(dee, (await space.say(ada, threadId, "Ada's")).message.id);
    const before = await databaseChecksum(space.slot.pool);
    expect(await codeOf(resolve(bo, owners, { deleteMessage: true, restraint: "ban" }))).toBe("RANK");
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
    expect(await codeOf(resolve(ada, mine, { deleteMessage: true, restraint: "ban" }))).toBe("done");
  });

  test("nothing reaches into a direct message but a look at what was reported", async () => {
    const direct = await space.run(cy, "thread:direct", { id: uuidv7(), userIds: [dee.userId] });
    const { message } = await space.say(cy, direct.threadId, "psst");
    const reportId = await report(dee, message.id);
    const { messages } = await space.ask(bo, "report", { reportId });
    expect(messages.map(({ body }) => body)).toEqual(["psst"]);
    expect(await codeOf(resolve(bo, reportId, { deleteMessage: true }))).toBe("FORBIDDEN");
    expect(await codeOf(resolve(bo, reportId, { restraint: "ban" }))).toBe("FORBIDDEN");
    expect(await codeOf(resolve(bo, reportId))).toBe("done");
  });
});
