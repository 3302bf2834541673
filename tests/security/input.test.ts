import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { v7 as uuidv7 } from "uuid";
import { type CommandName, commandDoors, type QueryName, queryDoors } from "../../lib/contract/doors.ts";
import { databaseChecksum } from "../support/database-state.ts";
import { type AttackedServer, eachOf, type Reply, servedPaths, startAttackedServer } from "./attacked-server.ts";

type Name = CommandName | QueryName;
type Input = Record<string, unknown>;

const served = <T>(byName: Record<string, T>): [string, T][] => {
  const paths = servedPaths();
  return Object.entries(byName).filter(([name]) => paths.has((doors[name] as { path: string }).path));
};

const doors: Record<string, { method: string; path: string }> = { ...commandDoors, ...queryDoors };

let attacked: AttackedServer;
/** Cy's own, and Ada's, which Cy may not know of. */
let own: { threadId: string; messageId: string };
let foreign: { threadId: string; messageId: string };

beforeAll(async () => {
  attacked = await startAttackedServer();
  own = await attacked.thread("cy", "PRIVATE", "of cy");
  foreign = await attacked.thread("ada", "PRIVATE", "of ada");
}, 180_000);
afterAll(() => attacked?.close());

/** Input that Cy may give, for each door with an id in it. */
function inputs(): Partial<Record<Name, Input>> {
  const { threadId, messageId } = own;
  const userId = attacked.userId("bo");
  return {
    "message:send": { threadId, clientId: uuidv7(), body: "hi", replyToId: messageId },
    "message:edit": { messageId, body: "hi" },
    "message:delete": { messageId },
    "message:react": { messageId, emoji: "👍" },
    "message:unreact": { messageId, emoji: "👍" },
    "thread:update": { threadId, topic: "t" },
    "thread:archive": { threadId },
    "thread:unarchive": { threadId },
    "thread:star": { threadId, starred: true },
    "thread:join": { threadId, reason: "why" },
    "thread:leave": { threadId },
    "thread:read": { threadId, upToSeq: 1 },
    "thread:unread": { threadId, fromSeq: 1 },
    "participant:add": { threadId, userIds: [userId] },
    "participant:remove": { threadId, userId },
    "participant:role": { threadId, userId, role: "GUEST" },
    thread: { threadId },
    messages: { threadId, aroundId: messageId },
    participants: { threadId },
    receipts: { threadId },
    message: { messageId },
    edits: { messageId },
    reactions: { messageId },
    replies: { messageId },
  };
}

function call(name: string, input: Input, extra?: string): Promise<Reply> {
  const { method, path } = doors[name] as { method: string; path: string };
  const inPath = [...path.matchAll(/\[(\w+)\]/g)].map(([, field = ""]) => field);
  const filled = path.replace(/\[(\w+)\]/g, (_, field: string) => encodeURIComponent(String(input[field])));
  const rest = Object.fromEntries(Object.entries(input).filter(([field]) => !inPath.includes(field)));
  if (method === "GET") {
    const query = new URLSearchParams(Object.entries(rest).map(([field, value]) => [field, String(value)]));
    return attacked.as("cy", { method, path: `${filled}?${query.toString()}` });
  }
  const json = JSON.stringify(rest);
  const body = extra === undefined ? json : json.replace(/\}$/, `${json === "{}" ? "" : ","}${extra}}`);
  return attacked.as("cy", { method, path: filled, body });
}

describe("an id", () => {
  const FIELDS = ["threadId", "messageId", "replyToId", "aroundId"] as const;

  test("swapped for a foreign one says what one that is not there says, and nothing is written", async () => {
    const before = await databaseChecksum(attacked.pool);
    await eachOf(served(inputs()), async ([name, input]) => {
      for (const field of FIELDS) {
        if (!(field in input)) continue;
        const theirs = field === "threadId" ? foreign.threadId : foreign.messageId;
        const nowhere = uuidv7();
        const swapped = await call(name, { ...input, [field]: theirs });
        const missing = await call(name, { ...input, [field]: nowhere });
        expect([name, field, swapped.status]).toEqual([name, field, 404]);
        expect(swapped.text.replaceAll(theirs, "id")).toBe(missing.text.replaceAll(nowhere, "id"));
      }
    });
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });

  const NONSENSE = [
    "",
    null,
    [],
    ["x"],
    {},
    { contains: "" },
    { $ne: null },
    { not: "x" },
    7,
    true,
    "x".repeat(9_000),
    "%",
  ];

  test("of every wrong shape is refused with 4xx, and nothing is written", async () => {
    const before = await databaseChecksum(attacked.pool);
    await eachOf(served(inputs()), async ([name, input]) => {
      for (const field of Object.keys(input).filter((each) => /Ids?$/.test(each))) {
        for (const value of NONSENSE) {
          // Where a message answers nothing, that is said by null.
          if (field === "replyToId" && value === null) continue;
          const { status } = await call(name, { ...input, [field]: value });
          const is4xx = status >= 400 && status < 500;
          // Nothing in the place of an id is another path, which may be a door of its own.
          const isNothing = value === "" || (Array.isArray(value) && value.length === 0);
          const isOtherPath = isNothing && (doors[name] as { path: string }).path.includes(`[${field}]`);
          const isFine = is4xx || (isOtherPath && status < 500);
          expect([name, field, value, status]).toEqual([name, field, value, isFine ? status : 400]);
        }
      }
    });
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });
});

describe("a field that nobody asked for", () => {
  const EXTRAS = {
    role: "OWNER",
    systemRole: "OWNER",
    status: "ACTIVE",
    isAdmin: true,
    authorId: "another",
    actorId: "another",
    createdById: "another",
    createdAt: "2001-01-01T00:00:00.000Z",
    seq: 1,
    head: 0,
    version: 9,
    kind: "SYSTEM",
    deletedAt: null,
    constructor: { prototype: { role: "OWNER" } },
    prototype: { role: "OWNER" },
  };

  test("is refused by every command, and nothing is written", async () => {
    const before = await databaseChecksum(attacked.pool);
    await eachOf(served<{ input: object }>(commandDoors), async ([name, { input }]) => {
      const known = Object.keys((input as { shape?: object }).shape ?? {});
      const extras = Object.entries(EXTRAS).filter(([field]) => !known.includes(field));
      const said = extras.map(([field, value]) => `${JSON.stringify(field)}:${JSON.stringify(value)}`);
      const { status, text } = await call(name, inputs()[name as Name] ?? {}, said.join());
      expect([name, status, text.includes('"INVALID"')]).toEqual([name, 400, true]);
      // Each is named, so each by itself would have been refused.
      const unnamed = extras.map(([field]) => field).filter((field) => !text.includes(`\\"${field}\\"`));
      expect([name, unnamed]).toEqual([name, []]);
    });
    expect(await databaseChecksum(attacked.pool)).toBe(before);
  });

  test("is no way to another thread than the path says, nor into an object's prototype", async () => {
    const before = await rowsOfAda();
    const { threadId, messageId } = own;
    const polluted = `"__proto__":{"role":"OWNER","threadId":"${foreign.threadId}"}`;
    const tries = [
      await call("message:send", { threadId, clientId: uuidv7(), body: "hi" }, `"threadId":"${foreign.threadId}"`),
      await call("message:send", { threadId, clientId: uuidv7(), body: "hi" }, polluted),
      await call("message:edit", { messageId, body: "edited" }, `"messageId":"${foreign.messageId}"`),
      await call("thread:star", { threadId, starred: true }, `"threadId":"${foreign.threadId}"`),
      await call("profile:update", { title: "x" }, polluted),
      await call("thread:update", { threadId, topic: "new" }, polluted),
    ];
    for (const { status, text } of tries) {
      expect([200, 201, 400]).toContain(status);
      expect(text).not.toContain(foreign.threadId);
    }
    expect(await rowsOfAda()).toEqual(before);
    const roles = await attacked.pool.query(`SELECT role FROM "User" WHERE id = $1`, [attacked.userId("cy")]);
    expect(roles.rows).toEqual([{ role: "MEMBER" }]);
    expect(({} as { role?: string }).role).toBeUndefined();
  });
});

/** All that is of the thread that Cy may not know of. */
async function rowsOfAda(): Promise<unknown[]> {
  const { rows } = await attacked.pool.query(
    `SELECT to_jsonb(t) AS row FROM "Thread" t WHERE t.id = $1
     UNION ALL SELECT to_jsonb(m) FROM "Message" m WHERE m."threadId" = $1
     UNION ALL SELECT to_jsonb(p) FROM "ThreadParticipant" p WHERE p."threadId" = $1`,
    [foreign.threadId],
  );
  return rows;
}
