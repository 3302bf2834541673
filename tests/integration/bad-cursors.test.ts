import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import type { SyncAnswer } from "../../lib/contract/sync.ts";
import { collectedHeap } from "../support/heap.ts";
import { openRestDoors, type RestDoors } from "../support/rest-doors.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

// `POST /api/sync` with cursors that nobody was given, and with more of them than anybody has threads.

let space: TestWorkspace;
let doors: RestDoors;
let cy: Actor;
let threadId: string;
let foreignId: string;
let head: number;

beforeAll(async () => {
  space = await openTestWorkspace();
  doors = openRestDoors(space.slot.env.APP_URL ?? "");
  cy = space.cast.cy;
  threadId = await space.thread("PRIVATE", [cy]);
  foreignId = await space.thread("PRIVATE", []);
  await space.say(cy, threadId, "hello");
  head = (await space.ask(cy, "thread", { threadId })).head;
});
afterAll(async () => {
  doors.close();
  await space.close();
});

const sync = (input: Record<string, unknown>) => doors.call("sync", { as: cy, input });
const send = (raw: BodyInit) => doors.call("sync", { as: cy, raw });
const codeOf = ({ body }: Awaited<ReturnType<typeof sync>>) => (body.ok ? "ok" : body.error.code);

describe("cursors", () => {
  test.each([-1, -2_147_483_649, 1.5, 2 ** 31, 2 ** 53, 1e300, "1", "", null, true, [1], {}, "1 OR 1=1"])(
    "%j is INVALID, for a thread and for oneself",
    async (cursor) => {
      for (const input of [
        { user: 0, threads: { [threadId]: cursor } },
        { user: cursor, threads: {} },
      ]) {
        const answer = await sync(input);
        expect([answer.status, codeOf(answer)]).toEqual([400, "INVALID"]);
      }
    },
  );

  test.each(["", "x", "1", "constructor", `${uuidv7()} `, uuidv7().slice(1), '\'; DROP TABLE "Thread"; --'])(
    "of the thread %j are INVALID",
    async (id) => {
      const answer = await send(`{"user":0,"threads":{${JSON.stringify(id)}:0}}`);
      expect([answer.status, codeOf(answer)]).toEqual([400, "INVALID"]);
    },
  );

  test("of the thread __proto__ are passed over", async () => {
    const { body } = await send('{"user":0,"threads":{"__proto__":0}}');
    expect((body as { data: SyncAnswer }).data.threads).toEqual({});
  });

  test("Y1: from the future are limited to what there is, and nothing is made up", async () => {
    for (const cursor of [head + 1, 2_147_483_647]) {
      const { body } = await sync({ user: cursor, threads: { [threadId]: cursor } });
      const { data } = body as { data: SyncAnswer };
      expect(data.threads[threadId]).toMatchObject({ limited: true, head });
      expect(data.user).toMatchObject({ limited: true });
    }
  });

  test("Y1: of another thread give what is missing in this one, and of foreign threads nothing at all", async () => {
    const { body } = await sync({ user: 0, threads: { [foreignId]: 0, [uuidv7()]: 0, [threadId]: 0 } });
    const { threads } = (body as { data: SyncAnswer }).data;
    expect(threads[foreignId]).toEqual({ gone: true });
    expect(Object.values(threads).filter((each) => "gone" in each)).toHaveLength(2);
    expect(threads[threadId]).toMatchObject({ head });
  });
});

describe("too many of them", () => {
  test("101 threads are INVALID, 100 are answered, each once", async () => {
    const many = (count: number) => Object.fromEntries(Array.from({ length: count }, () => [uuidv7(), 0]));
    expect(codeOf(await sync({ user: 0, threads: many(101) }))).toBe("INVALID");
    const { body } = await sync({ user: 0, threads: many(100) });
    expect(Object.keys((body as { data: SyncAnswer }).data.threads)).toHaveLength(100);
  });

  test("the same thread a thousand times is one cursor", async () => {
    const twice = Array.from({ length: 1_000 }, () => `"${threadId}":0`).join(",");
    const { body } = await send(`{"user":0,"threads":{${twice}}}`);
    expect(Object.keys((body as { data: SyncAnswer }).data.threads)).toEqual([threadId]);
  });

  test("a million entries are 413, with no more read than 64 KiB and nothing kept", { timeout: 60_000 }, async () => {
    const entry = (n: number) => `"0195a000-0000-7000-8000-${n.toString(16).padStart(12, "0")}":${n}`;
    let read = 0;
    /** A million entries, made as they are asked for. */
    const million = () => {
      let made = 0;
      return new ReadableStream<Uint8Array>({
        pull(stream) {
          const lines = Array.from({ length: 250 }, (_, n) => entry(made + n)).join(",");
          const chunk = Buffer.from(made === 0 ? `{"user":0,"threads":{${lines}` : `,${lines}`);
          made += 250;
          read += chunk.length;
          stream.enqueue(chunk);
          if (made >= 1_000_000) {
            stream.enqueue(Buffer.from("}}"));
            stream.close();
          }
        },
      });
    };
    await send(million());
    read = 0;
    const before = await collectedHeap();
    const started = performance.now();
    for (let n = 0; n < 10; n++) {
      const answer = await send(million());
      expect([answer.status, codeOf(answer)]).toEqual([413, "TOO_LARGE"]);
    }
    expect(read / 10).toBeLessThan(200_000);
    expect((performance.now() - started) / 10).toBeLessThan(1_000);
    expect((await collectedHeap()) - before).toBeLessThan(4 * 1024 * 1024);
  });
});
