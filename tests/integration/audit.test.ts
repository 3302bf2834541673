import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "../../lib/access/actor.ts";
import { auditHash, CHAIN_START } from "../../lib/audit-hash.ts";
import { commandTable } from "../../lib/commands/table.ts";
import type { Command } from "../../lib/commands/command.ts";
import { runCommand } from "../../lib/commands/run.ts";
import { codeOf } from "../support/refusals.ts";
import { openTestWorkspace, type TestWorkspace } from "../support/workspace.ts";

let space: TestWorkspace;
let ada: Actor;
let bo: Actor;
let cy: Actor;

beforeAll(async () => {
  space = await openTestWorkspace();
  ({ ada, bo, cy } = space.cast);
});
afterAll(() => space.close());

const rows = () => space.slot.prisma.auditLog.findMany({ orderBy: { id: "asc" } });

/** The ids of rows whose hash is not that of what they say, or that do not follow the row before. */
async function brokenLinks(): Promise<number[]> {
  let prevHash = CHAIN_START;
  const broken: number[] = [];
  for (const row of await rows()) {
    if (row.prevHash !== prevHash || auditHash(row) !== row.hash) broken.push(row.id);
    prevHash = row.hash;
  }
  return broken;
}

describe("the audit chain", () => {
  test("links every management action, with who, whom, where, before, after, why and the request", async () => {
    const threadId = await space.thread("PRIVATE", [cy]);
    const { message } = await space.say(cy, threadId, "off topic");
    await space.run(ada, "participant:role", { threadId, userId: cy.userId, role: "MODERATOR" });
    await space.run(ada, "message:delete", { messageId: message.id, reason: 'quotes " and ünïcode \u2028 and \\ too' });
    await space.run(bo, "thread:join", { threadId, reason: "a report" });
    await space.run(ada, "thread:archive", { threadId });
    await space.run(ada, "thread:unarchive", { threadId });
    await space.run(ada, "participant:role", { threadId, userId: cy.userId, role: "MEMBER" });
    const remove = commandTable["participant:remove"] as unknown as Command<"participant:remove">;
    const raw = { threadId, userId: cy.userId, reason: "goodbye" };
    await runCommand(remove, { actor: ada, raw, requestId: "request-1" });

    const written = await rows();
    expect(written.map(({ action }) => action)).toEqual([
      "role.set",
      "message.delete",
      "thread.join",
      "thread.archive",
      "thread.unarchive",
      "role.set",
      "member.remove",
    ]);
    expect(written.at(-1)).toMatchObject({
      actorId: ada.userId,
      targetId: cy.userId,
      threadId,
      before: { role: "MEMBER", status: "ACTIVE" },
      after: { status: "LEFT" },
      reason: "goodbye",
      requestId: "request-1",
    });
    expect(written[0]?.prevHash).toBe(CHAIN_START);
    expect(await brokenLinks()).toEqual([]);
  });

  test("what is refused or changes nothing is not in it", async () => {
    const threadId = await space.thread("PUBLIC", [cy]);
    const before = (await rows()).length;
    expect(await codeOf(space.run(cy, "thread:archive", { threadId }))).toBe("FORBIDDEN");
    await space.run(ada, "participant:role", { threadId, userId: cy.userId, role: "MEMBER" });
    await space.run(ada, "participant:remove", { threadId, userId: space.cast.dee.userId });
    expect((await rows()).length).toBe(before);
  });

  test("stays one chain when many append at once", async () => {
    const before = (await rows()).length;
    const threads = await Promise.all(Array.from({ length: 6 }, () => space.thread("PUBLIC", [cy])));
    await Promise.all(
      threads.flatMap((threadId) => [
        space.run(ada, "participant:role", { threadId, userId: cy.userId, role: "MODERATOR" }),
        space.run(ada, "thread:archive", { threadId }),
      ]),
    );
    expect((await rows()).length).toBe(before + 12);
    expect(await brokenLinks()).toEqual([]);
  });

  test("is append-only: the database refuses to change, delete or empty it", async () => {
    const { pool } = space.slot;
    for (const sql of [
      `UPDATE "AuditLog" SET reason = 'nothing happened'`,
      `DELETE FROM "AuditLog"`,
      `TRUNCATE "AuditLog"`,
    ]) {
      await expect(pool.query(sql)).rejects.toThrow("append-only");
    }
    expect(await brokenLinks()).toEqual([]);
  });

  test("shows what was changed behind its back: a row rewritten, taken out, or put in", async () => {
    const client = await space.slot.pool.connect();
    const behind = async (sql: string, values: unknown[] = []) => {
      await client.query("BEGIN");
      await client.query("SET LOCAL session_replication_role = replica");
      await client.query(sql, values);
      await client.query("COMMIT");
    };
    const all = await rows();
    const [, second, third] = all;
    await behind(`UPDATE "AuditLog" SET reason = 'rewritten' WHERE id = $1`, [second?.id]);
    expect(await brokenLinks()).toEqual([second?.id]);
    await behind(`UPDATE "AuditLog" SET reason = $2 WHERE id = $1`, [second?.id, second?.reason]);
    await behind(`UPDATE "AuditLog" SET before = '{"messageId":"x"}' WHERE id = $1`, [third?.id]);
    expect(await brokenLinks()).toEqual([third?.id]);
    await behind(`DELETE FROM "AuditLog" WHERE id = $1`, [second?.id]);
    expect(await brokenLinks()).toEqual([third?.id]);
    client.release();
  });

  test("the hash does not depend on the order in which the database keeps keys", () => {
    const row = {
      prevHash: CHAIN_START,
      actorId: uuidv7(),
      action: "x",
      targetId: null,
      threadId: null,
      after: null,
      reason: null,
      requestId: null,
      createdAt: new Date(),
    };
    expect(auditHash({ ...row, before: { a: 1, b: { c: 2, d: 3 } } })).toBe(
      auditHash({ ...row, before: { b: { d: 3, c: 2 }, a: 1 } }),
    );
    expect(auditHash({ ...row, before: { a: 1 } })).not.toBe(auditHash({ ...row, before: { a: 2 } }));
  });
});
