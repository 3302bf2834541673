import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { environment } from "../../lib/env.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let cy: Actor;
let threadId: string;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, cy } = space.cast);
  threadId = await space.thread("PRIVATE", [cy]);
});
afterAll(() => space.close());

describe("sync", () => {
  test("Y3: reads the primary: what was acknowledged is in the next sync, whoever asks", async () => {
    let cursor = (await space.ask(cy, "sync", { user: 0, threads: { [threadId]: 0 } })).threads[threadId] as {
      head: number;
    };
    for (let n = 0; n < 40; n++) {
      const { message } = await space.say(ada, threadId, `line ${n}`);
      // Not a moment later: a copy that lags by a millisecond would be caught.
      const [mine, others] = await Promise.all(
        [ada, cy].map((actor) => space.ask(actor, "sync", { user: 0, threads: { [threadId]: cursor.head } })),
      );
      for (const answer of [mine, others])
        expect(answer?.threads[threadId]).toMatchObject({
          head: message.seq,
          changes: [{ kind: "message", message: { id: message.id, body: `line ${n}` } }],
        });
      cursor = { head: message.seq };
    }
    await space.run(cy, "thread:star", { threadId, starred: true });
    const { user } = await space.ask(cy, "sync", { user: 0, threads: {} });
    expect(user).toMatchObject({ changes: expect.arrayContaining([expect.objectContaining({ kind: "entry" })]) });
    expect(JSON.stringify(user)).toContain('"starred":true');
  });

  test("Y3: goes over the pool that commands write through, and there is no other database to ask", async () => {
    const { pool } = space.slot;
    let acquired = 0;
    const count = () => (acquired += 1);
    pool.on("acquire", count);
    await space.ask(cy, "sync", { user: 0, threads: { [threadId]: 0 } });
    pool.off("acquire", count);
    expect(acquired).toBe(1);
    const { rows } = await pool.query<{ replica: boolean }>("SELECT pg_is_in_recovery() AS replica");
    expect(rows).toEqual([{ replica: false }]);
    expect(Object.keys(environment.shape).filter((name) => /DATABASE.*URL|REPLICA/.test(name))).toEqual([
      "DATABASE_URL",
    ]);
  });
});
