import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { type CommandName, commandDoors, type QueryName, queryDoors } from "../../lib/contract/doors.ts";
import { ERROR_STATUS, type ErrorCode } from "../../lib/contract/error-status.ts";
import { databaseChecksum, streamFaults } from "../support/database-state.ts";
import { codeOf, refusalOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let cy: Actor;
let dee: Actor;
/** Cy is in it, Dee is not. */
let threadId: string;
let messageId: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, cy, dee } = space.cast);
  threadId = await space.thread("PRIVATE", [cy]);
  messageId = (await space.say(cy, threadId, "hello")).message.id;
  await space.run(cy, "preference:update", { theme: "dark" });
});
afterAll(() => space.close());

/** An input that each door would take, with ids as they come from a client. */
function goodInputs(): Record<CommandName | QueryName, Record<string, unknown>> {
  const userId = ada.userId;
  return {
    "message:send": {
      threadId,
      clientId: uuidv7(),
      body: "hi",
      replyToId: messageId,
      attachmentIds: [uuidv7()],
      forwardId: messageId,
    },
    "message:edit": { messageId, body: "hi" },
    "message:delete": { messageId, reason: "why" },
    "message:react": { messageId, emoji: "🎉" },
    "message:unreact": { messageId, emoji: "🎉" },
    "preview:remove": { messageId, previewId: uuidv7() },
    "message:pin": { messageId },
    "message:unpin": { messageId },
    "message:save": { messageId },
    "message:unsave": { messageId },
    "message:restore": { messageId },
    "message:report": { messageId, id: uuidv7(), category: "SPAM", words: "why" },
    "thread:create": { id: uuidv7(), kind: "PUBLIC", name: "new", topic: "", memberIds: [userId] },
    "thread:direct": { id: uuidv7(), userIds: [userId] },
    "thread:update": { threadId, name: "new", topic: "t", version: 0 },
    "thread:settings": {
      threadId,
      version: 0,
      announcement: true,
      slowModeSeconds: 5,
      editWindowSeconds: 60,
      linkPreviews: false,
      reason: "why",
    },
    "thread:override": {
      threadId,
      version: 0,
      role: "GUEST",
      userId: null,
      allow: ["message.attach"],
      deny: ["message.send"],
      reason: "why",
    },
    "thread:archive": { threadId, reason: "why" },
    "thread:unarchive": { threadId, reason: "why" },
    "thread:lock": { threadId, reason: "why" },
    "thread:unlock": { threadId, reason: "why" },
    "thread:delete": { threadId, reason: "why" },
    "thread:restore": { threadId, reason: "why" },
    "thread:star": { threadId, starred: true },
    "thread:level": { threadId, level: "ALL" },
    "thread:join": { threadId, reason: "why" },
    "thread:leave": { threadId },
    "thread:read": { threadId, upToSeq: 1 },
    "thread:unread": { threadId, fromSeq: 1 },
    "participant:add": { threadId, userIds: [userId], role: "GUEST" },
    "participant:remove": { threadId, userId, reason: "why" },
    "participant:role": { threadId, userId, role: "GUEST", reason: "why" },
    "participant:timeOut": { threadId, userId, seconds: 60, reason: "why" },
    "participant:liftTimeOut": { threadId, userId, reason: "why" },
    "participant:ban": { threadId, userId, reason: "why" },
    "participant:unban": { threadId, userId, reason: "why" },
    "person:block": { userId },
    "person:unblock": { userId },
    "notice:dismiss": { noticeId: uuidv7() },
    "report:claim": { reportId: uuidv7(), version: 0, claimed: true },
    "report:resolve": {
      reportId: uuidv7(),
      version: 0,
      state: "RESOLVED",
      deleteMessage: true,
      restraint: "timeOut",
      seconds: 60,
      reason: "why",
    },
    "report:reopen": { reportId: uuidv7(), version: 0, reason: "why" },
    "profile:update": {
      displayName: "Cy",
      bio: "",
      title: "",
      pronouns: "",
      timeZone: "Europe/Paris",
      statusEmoji: "🌊",
      statusText: "",
      statusUntil: "2030-01-01T00:00:00.000Z",
    },
    "preference:update": { theme: "dark", locale: "en", dndFrom: 1, dndTo: 2, showTyping: true },
    "session:end": { sessionId: "sess_x" },
    "session:end-others": {},
    "user:role": { userId, role: "ADMIN", reason: "why" },
    "user:suspend": { userId, reason: "why" },
    "user:restore": { userId, reason: "why" },
    "user:sign-out": { userId, reason: "why" },
    "user:end-session": { userId, sessionId: "sess_x", reason: "why" },
    "notification:seen": { upTo: uuidv7() },
    home: {},
    threads: { q: "x", after: threadId, limit: 5 },
    thread: { threadId },
    messages: { threadId, before: 5, limit: 5 },
    find: { threadId, q: "x", limit: 5 },
    participants: { threadId },
    bans: { threadId },
    receipts: { threadId },
    readVersions: { threadId, ids: messageId },
    message: { messageId },
    edits: { messageId },
    reactions: { messageId },
    pins: { threadId },
    saved: { limit: 5 },
    replies: { messageId, after: 0, limit: 5 },
    search: { q: "x from:me", timeZone: "Asia/Tokyo", after: `2026-01-01T00:00:00.000Z_${userId}`, limit: 5 },
    attachmentLink: { attachmentId: uuidv7() },
    people: { q: "x", after: userId, limit: 5 },
    lookUpPeople: { ids: userId },
    person: { userId },
    "invite:create": { email: "x@example.org", maxUses: 1, days: 1 },
    "invite:revoke": { inviteId: threadId, reason: "why" },
    "workspace:update": {
      version: 1_000,
      name: "x",
      receipts: true,
      editWindowSeconds: 60,
      slowModeSeconds: 0,
      preference: { theme: "dark" },
      linkPreviews: "NOWHERE",
    },
    "security:update": { version: 1_000, signUp: "open", maxSessionDays: 7, reason: "why" },
    adminThreads: {
      q: "x",
      kind: "PUBLIC",
      state: "OPEN",
      sort: "name",
      direction: "asc",
      after: "WyJ4IiwieCJd",
      limit: 5,
    },
    invites: { after: "WyJ4IiwieCJd", limit: 5 },
    settings: {},
    customEmoji: {},
    adminEmoji: {},
    "emoji:disable": { emojiId: uuidv7(), disabled: true },
    "emoji:remove": { emojiId: uuidv7(), reason: "why" },
    groups: {},
    "group:save": { groupId: uuidv7(), version: 0, handle: "crew", name: "Crew", memberIds: [uuidv7()] },
    "group:remove": { groupId: uuidv7(), reason: "why" },
    audit: {
      actorId: userId,
      targetId: userId,
      threadId,
      action: "user.suspend",
      from: "2026-01-01T00:00:00.000Z",
      to: "2026-01-01T00:00:00.000Z",
      before: 5,
      limit: 5,
    },
    auditCheck: {},
    explainPermission: { userId, threadId, action: "message.send" },
    viewAs: { userId, after: "WyJ4IiwieCJd", limit: 5 },
    serverHealth: {},
    ownSessions: {},
    users: { q: "x", role: "ADMIN", status: "ACTIVE", sort: "name", direction: "asc", after: "WyJ4IiwieCJd", limit: 5 },
    userSessions: { userId },
    reports: { state: "OPEN", after: uuidv7(), limit: 5 },
    report: { reportId: uuidv7() },
    notifications: { after: uuidv7(), limit: 5 },
    sync: { user: 0, threads: { [threadId]: 0 } },
  };
}

/** Optional fields that the good input leaves out, for their own sake. */
const MORE_FIELDS: Partial<Record<CommandName | QueryName, string[]>> = {
  messages: ["after", "around", "aroundId", "at"],
};

const doors = { ...commandDoors, ...queryDoors };
const names = Object.keys(doors) as (CommandName | QueryName)[];
const isCommand = (name: string): name is CommandName => Object.hasOwn(commandDoors, name);

const deep = () => {
  let value: unknown = "x";
  for (let n = 0; n < 1_000; n++) value = { contains: [value] };
  return value;
};

/** Anything that JSON, a query string or a socket can carry. */
const badValues = (): unknown[] => [
  null,
  true,
  0,
  -1,
  1.5,
  2_147_483_647,
  2_147_483_648,
  1e308,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  "",
  " ",
  "x",
  "x".repeat(100_000),
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff tail",
  "\u202e\u2066",
  "1e3",
  "0x10",
  " 5 ",
  "٣",
  "-0",
  "2147483647",
  "2147483648",
  "99999999999999999999",
  "%",
  '\'; DROP TABLE "Message"; --',
  "__proto__",
  "constructor",
  "../../etc/passwd",
  "00000000-0000-0000-0000-000000000000",
  "ffffffff-ffff-ffff-ffff-ffffffffffff",
  uuidv7(),
  uuidv7().toUpperCase(),
  `{${uuidv7()}}`,
  `${uuidv7()}\u0000`,
  uuidv7().replaceAll("-", ""),
  "0000-01-01T00:00:00Z",
  "9999-12-31T23:59:59.999Z",
  `2026-01-01T00:00:00.${"1".repeat(300)}Z`,
  "2026-02-29T00:00:00Z",
  "2026-01-01T24:00:00Z",
  "2026-01-01",
  [],
  [[]],
  [null],
  ["x"],
  Array.from({ length: 10_000 }, () => "x"),
  {},
  { contains: "" },
  { not: null },
  { set: "x" },
  { equals: "x" },
  { $ne: null },
  { toString: "x" },
  { length: 1 },
  deep(),
  Buffer.from("x"),
  new Uint8Array(3),
  new Date(0),
];

function* badInputs(name: CommandName | QueryName): Generator<{ what: string; raw: unknown }> {
  const good = () => goodInputs()[name];
  for (const [index, value] of badValues().entries()) yield { what: `the input itself, value ${index}`, raw: value };
  for (const field of [...Object.keys(good()), ...(MORE_FIELDS[name] ?? [])]) {
    const { before: _, ...rest } = good();
    const base = MORE_FIELDS[name]?.includes(field) ? rest : good();
    for (const [index, value] of badValues().entries()) {
      yield { what: `${field}, value ${index}`, raw: { ...base, [field]: value } };
      if (Array.isArray(base[field])) yield { what: `${field}[0], value ${index}`, raw: { ...base, [field]: [value] } };
    }
    yield { what: `without ${field}`, raw: { ...base, [field]: undefined } };
  }
  for (const key of ["role", "authorId", "createdAt", "seq", "deletedAt", "include", "where", "isAdmin", "userHead"]) {
    yield { what: `with ${key}`, raw: { ...good(), [key]: "OWNER" } };
  }
  for (const key of ["__proto__", "constructor", "prototype"]) {
    const raw = JSON.parse(
      JSON.stringify(good()).replace(/^\{/, `{"${key}":{"role":"OWNER"},`).replace(",}", "}"),
    ) as unknown;
    yield { what: `with ${key}`, raw };
  }
}

const ask = (actor: Actor, name: CommandName | QueryName, raw: unknown): Promise<unknown> =>
  isCommand(name) ? space.run(actor, name, raw as never) : space.ask(actor, name, raw as never);

/** The fault where an answer is none of: an answer, a refusal of 4xx. */
async function faultOf(actor: Actor, name: CommandName | QueryName, raw: unknown): Promise<string | null> {
  try {
    const code = await codeOf(ask(actor, name, raw));
    if (code === "done") return null;
    const status = ERROR_STATUS[code as ErrorCode];
    return status >= 400 && status < 500 ? null : code;
  } catch (error) {
    return String(error).replace(/\s+/g, " ").slice(-200);
  }
}

/** What these would write is a person's own, not somebody else's. */
const OWN = new Set<string>([
  "thread:create",
  "thread:direct",
  "profile:update",
  "preference:update",
  "session:end-others",
]);

describe("bad input is refused with 4xx, and nothing is written", () => {
  test.each(names)("%s", { timeout: 60_000 }, async (name) => {
    const before = await databaseChecksum(space.slot.pool);
    const faults: string[] = [];
    let refused = 0;
    for (const { what, raw } of badInputs(name)) {
      const valid = doors[name].input.safeParse(raw).success;
      if (valid && OWN.has(name)) continue;
      const fault = await faultOf(dee, name, raw);
      if (fault) faults.push(`${what}: ${fault}`);
      if (!valid) {
        refused += 1;
        const code = await codeOf(ask(dee, name, raw)).catch(() => "fault");
        if (code !== "INVALID") faults.push(`${what}: ${code} instead of INVALID`);
      }
    }
    expect(faults).toEqual([]);
    expect(refused).toBeGreaterThan(30);
    expect(await databaseChecksum(space.slot.pool)).toBe(before);
  });
});

test("a reason of 10,000 characters is INVALID at every door that takes one, and nothing is half done", async () => {
  const before = await databaseChecksum(space.slot.pool);
  const reasoned = names.filter((name) => "reason" in goodInputs()[name]);
  expect(reasoned.length).toBeGreaterThan(20);
  const codes = await Promise.all(
    reasoned.map((name) => codeOf(ask(ada, name, { ...goodInputs()[name], reason: "x".repeat(10_000) }))),
  );
  expect(codes).toEqual(reasoned.map(() => "INVALID"));
  expect(await databaseChecksum(space.slot.pool)).toBe(before);
});

describe("odd input of somebody who may", () => {
  test.each(names)("%s is no fault of the server", { timeout: 60_000 }, async (name) => {
    const faults: string[] = [];
    for (const { what, raw } of badInputs(name)) {
      if (!doors[name].input.safeParse(raw).success) continue;
      const fault = await faultOf(cy, name, raw);
      if (fault) faults.push(`${what}: ${fault}`);
      if (name === "thread:leave" || name === "message:delete") break;
    }
    expect(faults).toEqual([]);
    expect(await streamFaults(space.slot.pool)).toEqual([]);
  });
});

describe("what a refusal says", () => {
  test("names each field with its reason, twenty at most, and not what was sent", async () => {
    const secret = "hunter2 ".repeat(10);
    const refusal = await refusalOf(
      ask(cy, "message:send", { threadId: secret, clientId: secret, body: 5, extra: secret }),
    );
    expect(refusal?.code).toBe("INVALID");
    const { issues } = refusal?.details as { issues: { path: string; message: string }[] };
    expect(issues.map(({ path }) => path).sort()).toEqual(["", "body", "clientId", "threadId"]);
    expect(JSON.stringify(refusal)).not.toContain("hunter2");
    const many = await refusalOf(ask(cy, "lookUpPeople", { ids: Array.from({ length: 100 }, () => "x").join(",") }));
    expect((many?.details as { issues: unknown[] }).issues).toHaveLength(20);
  });

  test("text comes back byte for byte where it is taken", async () => {
    const body =
      "  leading, \r\n\t<script>alert(1)</script> \u202e \u200b 👩‍👩‍👧‍👦 ́combining $1 \\ ' \" `x` %00 trailing  ";
    const { message } = await space.say(cy, threadId, body);
    expect((await space.ask(cy, "message", { messageId: message.id })).body).toBe(body);
    expect((await space.run(cy, "message:edit", { messageId: message.id, body: `${body}!` })).body).toBe(`${body}!`);
  });
});
