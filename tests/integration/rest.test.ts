import { v7 as uuidv7 } from "uuid";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { commandDoors } from "../../lib/contract/doors.ts";
import type { ErrorBody } from "../../lib/contract/errors.ts";
import { createPool } from "../../lib/db.ts";
import { createLimits } from "../../lib/limits.ts";
import { setProcessSlot } from "../../lib/process.ts";
import { BODY_MAX } from "../../lib/request-body.ts";
import { readJsonTestSuite } from "../support/json-test-suite.ts";
import { databaseChecksum } from "../support/database-state.ts";
import { refusalOf } from "../support/refusals.ts";
import { type Answer, type DoorName, doorNames, doors, openRestDoors, type RestDoors } from "../support/rest-doors.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let rest: RestDoors;
let attachmentId: string;
let ada: Actor;
let cy: Actor;
let dee: Actor;
let threadId: string;
let messageId: string;
/** Of a link that the message has. */
let previewId: string;
const inviteId = uuidv7();
const emojiId = uuidv7();
const groupId = uuidv7();
/** Something Ada was told. */
let noticeId: string;
const reportId = uuidv7();
/** In Ada's bell. */
let notificationId: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, cy, dee } = space.cast);
  rest = openRestDoors("http://localhost:3000");
  threadId = await space.thread("PRIVATE", [cy]);
  attachmentId = await space.file(ada, threadId);
  const { message } = await space.say(cy, threadId, "hello https://example.org");
  messageId = message.id;
  previewId = message.previews[0]!.id;
  const emoji = { id: emojiId, name: "boat", picture: new Uint8Array(1), createdById: ada.userId };
  await space.slot.prisma.customEmoji.create({ data: emoji });
  noticeId = uuidv7();
  const told = { id: noticeId, userId: ada.userId, kind: "unbanned", actorId: cy.userId };
  await space.slot.prisma.notice.create({ data: told });
  await space.say(cy, threadId, `<@${ada.userId}> look`);
  notificationId = (await space.ask(ada, "notifications", {})).notifications[0]!.id;
  openLimits();
});
afterAll(async () => {
  rest.close();
  await space.close();
});
afterEach(() => openLimits());

/** Wide enough for hundreds of requests of one person. */
function openLimits(): void {
  setProcessSlot({ ...space.slot, limits: createLimits({ env: { LIMIT_SCALE: 1_000 }, log: space.slot.log }) });
}

const errorOf = ({ body }: Answer): ErrorBody => {
  if (body.ok) throw new Error("It was not refused.");
  return body.error;
};
const send = (as: Actor | undefined, more: Partial<Parameters<RestDoors["call"]>[1]> = {}) =>
  rest.call("message:send", { as, input: { threadId, clientId: uuidv7(), body: "hi" }, ...more });

/** Input that each door takes from Ada, who owns everything. In an order in which all of them work. */
function inputs(): [DoorName, Record<string, unknown>][] {
  const userId = cy.userId;
  return [
    ["home", {}],
    ["threads", { limit: 10 }],
    ["people", { q: "a" }],
    ["lookUpPeople", { ids: `${userId},${ada.userId}` }],
    ["person", { userId }],
    ["message:send", { threadId, clientId: uuidv7(), body: "hi", replyToId: messageId }],
    ["thread", { threadId }],
    ["messages", { threadId, aroundId: messageId }],
    ["find", { threadId, q: "h" }],
    ["message", { messageId }],
    ["message:edit", { messageId, body: "edited" }],
    ["message:react", { messageId, emoji: "🎉" }],
    ["reactions", { messageId }],
    ["message:unreact", { messageId, emoji: "🎉" }],
    ["preview:remove", { messageId, previewId }],
    ["message:pin", { messageId }],
    ["pins", { threadId }],
    ["message:unpin", { messageId }],
    ["message:save", { messageId }],
    ["saved", { limit: 1 }],
    ["message:unsave", { messageId }],
    ["edits", { messageId }],
    ["search", { q: "hi from:me" }],
    ["replies", { messageId }],
    ["attachmentLink", { attachmentId }],
    ["participants", { threadId }],
    ["receipts", { threadId }],
    ["readVersions", { threadId, ids: messageId }],
    ["thread:read", { threadId, upToSeq: 3 }],
    ["thread:unread", { threadId, fromSeq: 3 }],
    ["thread:star", { threadId, starred: true }],
    ["thread:level", { threadId, level: "NOTHING" }],
    ["thread:update", { threadId, topic: "t" }],
    ["sync", { user: 0, threads: { [threadId]: 1 } }],
    ["participant:add", { threadId, userIds: [dee.userId] }],
    ["participant:role", { threadId, userId, role: "MODERATOR" }],
    ["participant:remove", { threadId, userId: dee.userId }],
    ["participant:timeOut", { threadId, userId, seconds: 60, reason: "r" }],
    ["participant:liftTimeOut", { threadId, userId }],
    ["participant:ban", { threadId, userId: dee.userId, reason: "r" }],
    ["bans", { threadId }],
    ["participant:unban", { threadId, userId: dee.userId }],
    ["message:report", { messageId, id: reportId, category: "OTHER", words: "w" }],
    ["reports", {}],
    ["report:claim", { reportId, version: 0, claimed: true }],
    ["report:resolve", { reportId, version: 1, state: "RESOLVED", deleteMessage: true, reason: "r" }],
    ["report", { reportId }],
    ["report:reopen", { reportId, version: 2 }],
    ["notice:dismiss", { noticeId }],
    ["person:block", { userId: dee.userId }],
    ["person:unblock", { userId: dee.userId }],
    ["thread:settings", { threadId, version: 1, slowModeSeconds: 5 }],
    ["thread:override", { threadId, version: 2, role: "GUEST", userId: null, allow: [], deny: ["message.react"] }],
    ["thread:lock", { threadId }],
    ["thread:unlock", { threadId }],
    ["thread:delete", { threadId, reason: "r" }],
    ["thread:restore", { threadId }],
    ["thread:archive", { threadId }],
    ["thread:unarchive", { threadId }],
    ["thread:join", { threadId }],
    ["thread:create", { id: uuidv7(), kind: "PUBLIC", name: "new" }],
    ["thread:direct", { id: uuidv7(), userIds: [userId] }],
    ["profile:update", { title: "Owner" }],
    ["notifications", { limit: 10 }],
    ["notification:seen", { upTo: notificationId }],
    ["preference:update", { density: "compact" }],
    ["invite:create", { maxUses: 1, days: 7, email: "eve@example.org" }],
    ["invites", {}],
    ["invite:revoke", { inviteId, reason: "why" }],
    ["customEmoji", {}],
    ["adminEmoji", {}],
    ["emoji:disable", { emojiId, disabled: true }],
    ["emoji:remove", { emojiId, reason: "why" }],
    ["groups", {}],
    ["group:save", { groupId, version: 0, handle: "crew", name: "Crew", memberIds: [ada.userId] }],
    ["group:remove", { groupId, reason: "why" }],
    ["settings", {}],
    ["workspace:update", { version: 0, name: "Harbour", preference: { theme: "dark" } }],
    ["security:update", { version: 1, signUp: "domain:example.org", maxSessionDays: 30, reason: "why" }],
    ["adminThreads", { q: "l", sort: "members", direction: "desc" }],
    ["audit", { action: "invite", limit: 5 }],
    ["auditCheck", {}],
    ["explainPermission", { userId, threadId, action: "message.send" }],
    ["viewAs", { userId }],
    ["serverHealth", {}],
    ["ownSessions", {}],
    ["session:end", { sessionId: `sess_other_${ada.userId}` }],
    ["session:end-others", {}],
    ["users", { q: "c", sort: "created", direction: "desc" }],
    ["userSessions", { userId }],
    ["user:role", { userId: dee.userId, role: "ADMIN", reason: "helps" }],
    ["user:end-session", { userId: dee.userId, sessionId: `sess_other_${dee.userId}`, reason: "lost a phone" }],
    ["user:sign-out", { userId: dee.userId, reason: "lost a laptop" }],
    ["user:suspend", { userId: dee.userId, reason: "spam" }],
    ["user:restore", { userId: dee.userId, reason: "no spam" }],
    ["message:delete", { messageId }],
    ["message:restore", { messageId }],
  ];
}

describe("S5: every door", () => {
  test("answers with the envelope, and with exactly what the contract says", async () => {
    const created: Partial<Record<DoorName, number>> = {
      "message:send": 201,
      "message:report": 201,
      "thread:create": 201,
      "thread:direct": 201,
      "invite:create": 201,
    };
    const seen = new Set<DoorName>(["thread:leave"]);
    await space.slot.prisma.invite.create({ data: { id: inviteId, codeHash: "x", createdById: ada.userId } });
    for (const { userId } of [ada, dee])
      await space.slot.prisma.session.create({
        data: { id: `sess_other_${userId}`, clerkUserId: `user_test_${userId}`, userId },
      });
    const author = (name: DoorName) =>
      ["message:edit", "message:delete", "message:restore"].includes(name) ? cy : ada;
    for (const [name, input] of inputs()) {
      seen.add(name);
      const answer = await rest.call(name, { as: author(name), input });
      expect(`${name} ${answer.status} ${answer.text.slice(0, 300)}`).toMatch(
        new RegExp(`^${name} 20[01] \\{"ok":true`),
      );
      expect(answer.status).toBe(created[name] ?? answer.status);
      const data = (answer.body as { data: unknown }).data;
      const output = doors[name].output;
      expect(output.parse(data), name).toEqual(data);
    }
    expect([...seen].sort()).toEqual([...doorNames].sort());
  });

  test.each(doorNames)("%s refuses who is not signed in, in the same words", async (name) => {
    const input = { threadId, messageId, attachmentId, userId: cy.userId, sessionId: "sess_x", inviteId };
    for (const authorization of [null, "Bearer nonsense", "Bearer a.b.c", "Basic YTpi"]) {
      const answer = await rest.call(name, { input, headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(errorOf(answer).code).toBe("UNAUTHENTICATED");
      expect(answer.headers.get("cache-control")).toContain("no-store");
      expect(answer.headers.get("www-authenticate")).toBeNull();
    }
  });

  test("says what the command says, code, status, details and all", async () => {
    const input = { threadId, body: "hi", clientId: uuidv7() };
    const told = errorOf(await rest.call("message:send", { as: dee, input }));
    const { code, message, details } = (await refusalOf(space.run(dee, "message:send", input))) ?? {};
    expect(told).toEqual({ code, message, ...(details === undefined ? {} : { details }) });
    const open = await space.thread("PUBLIC", []);
    const joinFirst = await rest.call("message:send", { as: dee, input: { ...input, threadId: open } });
    expect(joinFirst.status).toBe(403);
    expect(errorOf(joinFirst)).toMatchObject({ code: "JOIN_FIRST", details: { action: "message.send" } });
  });

  test("S2: the same clientId through both doors is one message", async () => {
    const input = { threadId, clientId: uuidv7(), body: "both doors" };
    const first = await rest.call("message:send", { as: cy, input });
    const again = await space.run(cy, "message:send", input);
    expect(again.replayed).toBe(true);
    expect(first.body).toMatchObject({ ok: true, data: { message: { id: again.message.id }, replayed: false } });
  });

  test("the path decides what is meant, whatever the body says", async () => {
    const other = await space.thread("PRIVATE", [cy]);
    const answer = await send(cy, { raw: JSON.stringify({ threadId: other, clientId: uuidv7(), body: "where?" }) });
    expect(answer.body).toMatchObject({ data: { message: { threadId } } });
  });
});

describe("answers", () => {
  test("are never stored, carry a request id, and say what is left of the limit", async () => {
    for (const answer of [
      await send(cy),
      await send(dee),
      await rest.call("home", { as: cy }),
      await rest.call("message", { as: cy, input: { messageId: "x" } }),
    ]) {
      expect(answer.headers.get("cache-control")).toBe("no-store, private");
      expect(answer.headers.get("content-type")).toBe("application/json; charset=utf-8");
      expect(answer.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
      expect(answer.headers.get("ratelimit")).toMatch(/^limit=\d+, remaining=\d+, reset=\d+$/);
      expect(answer.headers.get("retry-after")).toBeNull();
    }
  });

  test("keep the request id that the server gave, down to the audit log", async () => {
    const requestId = uuidv7();
    const answer = await rest.call("thread:archive", {
      as: ada,
      input: { threadId },
      headers: { "x-request-id": requestId },
    });
    expect(answer.headers.get("x-request-id")).toBe(requestId);
    const row = await space.slot.prisma.auditLog.findFirstOrThrow({ orderBy: { id: "desc" } });
    expect(row.requestId).toBe(requestId);
    await space.run(ada, "thread:unarchive", { threadId });
  });

  test("beyond the limit are 429 with the time to wait, for that person alone", async () => {
    const limits = createLimits({ env: { LIMIT_SCALE: 0.05 }, log: space.slot.log });
    setProcessSlot({ ...space.slot, limits });
    const answers = [];
    for (let n = 0; n < 8; n++)
      answers.push(await rest.call("thread:star", { as: cy, input: { threadId, starred: true } }));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers[0]?.status).toBe(200);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) {
      const { code, retryAfterMs } = errorOf(answer);
      expect(code).toBe("RATE_LIMITED");
      expect(retryAfterMs).toBeGreaterThan(0);
      expect(Number(answer.headers.get("retry-after"))).toBe(Math.max(1, Math.ceil((retryAfterMs ?? 0) / 1000)));
      expect(answer.headers.get("ratelimit")).toContain("remaining=0");
    }
    expect((await rest.call("thread:star", { as: ada, input: { threadId, starred: true } })).status).toBe(200);
  });

  test("slow mode says how long to wait in the header too", async () => {
    const slow = await space.thread("PUBLIC", [cy]);
    await space.slot.pool.query(`UPDATE "Thread" SET "slowModeSeconds" = 30 WHERE id = $1`, [slow]);
    const input = () => ({ threadId: slow, clientId: uuidv7(), body: "quick" });
    expect((await rest.call("message:send", { as: cy, input: input() })).status).toBe(201);
    const answer = await rest.call("message:send", { as: cy, input: input() });
    expect(answer.status).toBe(429);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(20);
  });

  test("a database that is away is 503 with the time to wait", async () => {
    const dead = createPool({ url: "postgres://nobody@localhost:1/nothing", max: 1 });
    setProcessSlot({ ...space.slot, pool: dead, queues: new Map() });
    for (const answer of [await send(cy), await rest.call("home", { as: cy })]) {
      expect(answer.status).toBe(503);
      expect(errorOf(answer).code).toBe("UNAVAILABLE");
      expect(answer.headers.get("retry-after")).toBe("1");
    }
    await dead.end();
  });

  test("a fault of the server tells its request id and nothing of the inside", async () => {
    const logged: unknown[] = [];
    const log = { error: (...told: unknown[]) => void logged.push(told) } as unknown as typeof space.slot.log;
    const query = () => Promise.reject(new Error('syntax error at "SELECT" in /srv/app/lib/db.ts password=hunter2'));
    setProcessSlot({ ...space.slot, log, pool: { query } as unknown as typeof space.slot.pool });
    const answer = await rest.call("home", { as: cy, headers: { "x-request-id": "the-request" } });
    expect(answer.status).toBe(500);
    expect(errorOf(answer)).toEqual({
      code: "INTERNAL",
      message: "Something went wrong on the server.",
      details: { requestId: "the-request" },
    });
    expect(JSON.stringify(logged)).toContain("the-request");
  });
});

describe("another site's page", () => {
  const own = "http://localhost:3000";
  test.each([
    ["our own page", { origin: own, "sec-fetch-site": "same-origin" }, true],
    ["our own page, in an old browser", { origin: own, "sec-fetch-site": null }, true],
    ["a same-origin request without Origin", { origin: null, "sec-fetch-site": "same-origin" }, true],
    ["a program with a token and no cookie", { origin: null, "sec-fetch-site": null }, true],
    ["a cookie and no word of where from", { origin: null, "sec-fetch-site": null, cookie: "a=b" }, false],
    ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, false],
    ["another site, in an old browser", { origin: "https://evil.example", "sec-fetch-site": null }, false],
    ["an opaque origin", { origin: "null", "sec-fetch-site": "cross-site" }, false],
    ["another port", { origin: "http://localhost:3001", "sec-fetch-site": "same-site" }, false],
    ["another scheme", { origin: "https://localhost:3000", "sec-fetch-site": "same-site" }, false],
    ["a look-alike", { origin: "http://localhost:3000.evil.example", "sec-fetch-site": "cross-site" }, false],
    [
      "a look-alike with our host as its user",
      { origin: "http://localhost:3000@evil.example", "sec-fetch-site": null },
      false,
    ],
    ["our origin, but the browser says otherwise", { origin: own, "sec-fetch-site": "cross-site" }, false],
    ["a sibling site", { origin: null, "sec-fetch-site": "same-site" }, false],
    ["a link, a form, the address bar", { origin: null, "sec-fetch-site": "none" }, false],
    ["an empty origin", { origin: "", "sec-fetch-site": "cross-site" }, false],
  ] as const)("%s", async (_, headers, allowed) => {
    const before = await databaseChecksum(space.slot.pool);
    for (const [name, input] of [
      ["thread:star", { threadId, starred: true }],
      ["sync", { user: 0, threads: {} }],
    ] as const) {
      const answer = await rest.call(name, { as: cy, input, headers });
      expect(answer.status).toBe(allowed ? 200 : 403);
      if (!allowed) expect(errorOf(answer).code).toBe("ORIGIN");
    }
    if (!allowed) expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });

  test("writes through no door at all", async () => {
    const before = await databaseChecksum(space.slot.pool);
    const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
    const commands = new Set(Object.keys(commandDoors));
    for (const [name, input] of inputs().filter(([each]) => commands.has(each))) {
      const answer = await rest.call(name, { as: ada, input, headers });
      expect(`${name} ${errorOf(answer).code}`).toBe(`${name} ORIGIN`);
    }
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });
});

describe("bodies", () => {
  test.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonp",
    "application/json-patch+json",
    "text/plain, application/json",
    "",
  ])("of type %j are 415", async (type) => {
    const answer = await send(cy, { headers: { "content-type": type } });
    expect(answer.status).toBe(415);
    expect(errorOf(answer).code).toBe("MEDIA_TYPE");
  });

  test.each(["application/json", "application/json; charset=utf-8", "APPLICATION/JSON;charset=UTF-8"])(
    "of type %j are taken",
    async (type) => expect((await send(cy, { headers: { "content-type": type } })).status).toBe(201),
  );

  test("may be absent where nothing is asked for", async () => {
    const answer = await rest.call("thread:archive", {
      as: ada,
      input: { threadId },
      raw: "",
      headers: { "content-type": null },
    });
    expect(answer.status).toBe(200);
    await space.run(ada, "thread:unarchive", { threadId });
  });

  test("above the limit are 413, and an endless one is not read on", async () => {
    const body = "x".repeat(BODY_MAX);
    const large = await send(cy, { raw: JSON.stringify({ clientId: uuidv7(), body }) });
    expect([large.status, errorOf(large).code]).toEqual([413, "TOO_LARGE"]);
    let pulled = 0;
    const endless = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(16 * 1024));
      },
    });
    const answer = await send(cy, { raw: endless });
    expect([answer.status, errorOf(answer).code]).toEqual([413, "TOO_LARGE"]);
    expect(pulled).toBeLessThan(12);
  });

  test("the largest message there may be fits, in any script", async () => {
    for (const letter of ["x", "ä", "字", "😀"]) {
      const body = letter.repeat(8_000 / letter.length);
      const answer = await send(cy, { input: { threadId, clientId: uuidv7(), body } });
      expect(answer.status).toBe(201);
    }
  });

  test("with 100,000 keys or very deep are refused quickly", async () => {
    const keys = `{${Array.from({ length: 8_000 }, (_, n) => `"${n}":0`).join(",")}}`.slice(0, BODY_MAX);
    const started = performance.now();
    for (const raw of [
      keys,
      `{"body":${"[".repeat(30_000)}${"]".repeat(30_000)}}`,
      `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`,
    ]) {
      const answer = await send(cy, { raw });
      expect([400, 413]).toContain(answer.status);
    }
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test("that are no JSON object are 400, and say so without repeating them", async () => {
    for (const raw of ["null", "[]", "1", '"hunter2"', "{", "hunter2", '{"body":"hunter2",}']) {
      const answer = await send(cy, { raw });
      expect([raw, answer.status, errorOf(answer).code]).toEqual([raw, 400, "INVALID"]);
      expect(answer.text).not.toContain("hunter2");
    }
  });

  test("of the JSON test suite are all refused with 4xx, and nothing is written", { timeout: 120_000 }, async () => {
    const before = await databaseChecksum(space.slot.pool);
    const files = readJsonTestSuite();
    expect(files.length).toBe(318);
    const faults: string[] = [];
    for (const { name: file, bytes: raw } of files) {
      const whole = [
        await rest.call("thread:create", { as: cy, raw }),
        await rest.call("sync", { as: cy, raw }),
        await send(cy, { raw }),
      ];
      for (const { status, text } of whole)
        if (status < 400 || status >= 500) faults.push(`${file}: ${status} ${text}`);
      // What is no JSON is refused as such, before anybody looks into it.
      if (
        file.startsWith("n_") &&
        raw.length > 0 &&
        raw.length <= BODY_MAX &&
        whole.some(({ status }) => status !== 400)
      ) {
        faults.push(`${file}: not 400`);
      }
    }
    expect(faults).toEqual([]);
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });
});

describe("query strings", () => {
  test("are parsed like any input: unknown names, repeats, nonsense", async () => {
    const bad: [DoorName, Record<string, unknown>][] = [
      ["messages", { threadId, limit: "many" }],
      ["messages", { threadId, limit: 101 }],
      ["messages", { threadId, before: -1 }],
      ["messages", { threadId, unknown: 1 }],
      ["messages", { threadId, "before[]": 1 }],
      ["messages", { threadId: "../../etc/passwd" }],
      ["threads", { q: "a\u0000" }],
      ["threads", { __proto__x: 1 }],
      ["people", { after: "x" }],
      ["lookUpPeople", {}],
      ["lookUpPeople", { ids: "," }],
      ["person", { userId: "me" }],
    ];
    for (const [name, input] of bad) {
      const answer = await rest.call(name, { as: cy, input });
      expect([name, JSON.stringify(input), answer.status]).toEqual([name, JSON.stringify(input), 400]);
    }
  });

  test("take ids in capitals as the same ids", async () => {
    const answer = await rest.call("thread", { as: cy, input: { threadId: threadId.toUpperCase() } });
    expect(answer.body).toMatchObject({ ok: true, data: { thread: { id: threadId } } });
  });
});

describe("two people", () => {
  test("who ask everything at the same time never see each other's", async () => {
    const [canaryOfCy, canaryOfDee] = ["canary-of-cy", "canary-of-dee"];
    const mine = { [cy.userId]: canaryOfCy, [dee.userId]: canaryOfDee };
    const own: Record<string, string> = {};
    for (const person of [cy, dee]) {
      own[person.userId] = uuidv7();
      const name = mine[person.userId] ?? "";
      await space.run(person, "thread:create", { id: own[person.userId] ?? "", kind: "PRIVATE", name });
    }
    const ask = async (person: Actor, name: DoorName, input: Record<string, unknown>) => {
      const { text } = await rest.call(name, { as: person, input });
      return { text, foreign: person === cy ? canaryOfDee : canaryOfCy, ownName: mine[person.userId] ?? "" };
    };
    const rounds = Array.from({ length: 25 }, () => [cy, dee]).flat();
    const answers = await Promise.all(
      rounds.flatMap((person) => [
        ask(person, "home", {}),
        ask(person, "threads", { q: "canary" }),
        ask(person, "thread", { threadId: own[person.userId] }),
      ]),
    );
    for (const { text, foreign, ownName } of answers) {
      expect(text).toContain(ownName);
      expect(text).not.toContain(foreign);
    }
  });
});
