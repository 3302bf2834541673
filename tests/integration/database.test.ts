import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { applyMigrations, diffDatabase, diffMigrations, readMigrationStatus } from "../../prisma/migration-steps.ts";
import { findPrismaFolder, listMigrationNames } from "../../prisma/migrations-folder.ts";
import { createEmptyDatabase, createTestDatabase, type TestDatabase, testPostgres } from "../support/database.ts";

let database: TestDatabase;
let client: pg.Client;

const ada = "01890000-0000-7000-8000-000000000001";
const bo = "01890000-0000-7000-8000-000000000002";
const thread = "01890000-0000-7000-8000-000000000010";
const message = "01890000-0000-7000-8000-000000000020";

beforeAll(async () => {
  database = await createTestDatabase();
  client = new pg.Client({ connectionString: database.url });
  await client.connect();
  for (const [id, name] of [
    [ada, "Ada"],
    [bo, "Bo"],
  ] as const) {
    await client.query(
      `INSERT INTO "User" (id, "clerkId", username, "displayName", "updatedAt") VALUES ($1, $2, $2, $2, now())`,
      [id, name],
    );
  }
  await client.query(
    `INSERT INTO "Thread" (id, kind, name, "createdById", head, "lastMessageSeq") VALUES ($1, 'PUBLIC', 'general', $2, 1, 1)`,
    [thread, ada],
  );
  await client.query(
    `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body)
     VALUES ($1, $2, $3, $1, 'hash', 1, 'hello')`,
    [message, thread, ada],
  );
});

afterAll(async () => {
  await client.end();
  await database.drop();
});

describe("migrations", () => {
  test("make exactly what the schema says", async () => {
    const { adminUrl } = await testPostgres();
    expect(await diffMigrations(adminUrl)).toBeNull();
    expect(await diffDatabase(database.url)).toBeNull();
  });

  test("a difference is seen, as the SQL that would remove it", async () => {
    const other = await createTestDatabase();
    const editor = new pg.Client({ connectionString: other.url });
    await editor.connect();
    await editor.query(`ALTER TABLE "User" DROP COLUMN pronouns`);
    await editor.end();
    expect(await diffDatabase(other.url)).toContain(`ADD COLUMN     "pronouns" TEXT`);
    await other.drop();
  });

  test("apply once, in order, also when two processes start together", async () => {
    const empty = await createEmptyDatabase();
    const names = listMigrationNames(findPrismaFolder());
    expect(await readMigrationStatus(empty.url)).toEqual({ pending: names, failed: [], edited: [], unknown: [] });
    const applied = await Promise.all([applyMigrations(empty.url), applyMigrations(empty.url)]);
    expect(applied.flat().sort()).toEqual(names);
    expect(await applyMigrations(empty.url)).toEqual([]);
    expect(await readMigrationStatus(empty.url)).toEqual({ pending: [], failed: [], edited: [], unknown: [] });

    const reader = new pg.Client({ connectionString: empty.url });
    await reader.connect();
    const rows = await reader.query(`SELECT migration_name, applied_steps_count FROM _prisma_migrations ORDER BY 1`);
    await reader.end();
    expect(rows.rows).toEqual(names.map((name) => ({ migration_name: name, applied_steps_count: 1 })));
    await empty.drop();
  });
});

describe("what the database holds by itself", () => {
  test("every foreign key has an index that begins with its columns", async () => {
    const { rows } = await client.query(`
      SELECT c.conrelid::regclass::text AS "table", c.conname AS key
      FROM pg_constraint c
      WHERE c.contype = 'f' AND NOT EXISTS (
        SELECT 1 FROM pg_index i
        WHERE i.indrelid = c.conrelid
          -- Looking for what is not null, Postgres takes an index that leaves the nulls out.
          AND (i.indpred IS NULL OR pg_get_expr(i.indpred, i.indrelid) = format('(%I IS NOT NULL)', (
            SELECT attname FROM pg_attribute WHERE attrelid = c.conrelid AND attnum = c.conkey[1])))
          AND (i.indkey::int2[])[0:cardinality(c.conkey) - 1] = c.conkey)`);
    expect(rows).toEqual([]);
  });

  test("one person's place in one thread is found by both, whoever else is in how many threads", async () => {
    const other = await createTestDatabase();
    const busy = new pg.Client({ connectionString: other.url });
    await busy.connect();
    // Three thousand people, each in a thread of their own, and one of them in a thousand.
    await busy.query(
      `INSERT INTO "User" (id, "clerkId", username, "displayName", "updatedAt")
       SELECT ('01890000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, n, n, n, now() FROM generate_series(1, 3000) n`,
    );
    await busy.query(
      `INSERT INTO "Thread" (id, kind, name, "createdById") SELECT id, 'PRIVATE', username, id FROM "User"`,
    );
    await busy.query(
      `INSERT INTO "ThreadParticipant" ("threadId", "userId") SELECT id, "createdById" FROM "Thread"
       UNION SELECT id, $1::uuid FROM "Thread" WHERE name::int <= 1000`,
      [ada],
    );
    await busy.query(`ANALYZE`);
    // As a flush of messages asks (lib/db.ts).
    for (const setting of ["plan_cache_mode = force_generic_plan", "enable_seqscan = off", "enable_hashjoin = off"])
      await busy.query(`SET ${setting}`);
    await busy.query(
      `PREPARE places(uuid[], uuid[]) AS SELECT 1 FROM unnest($1, $2) AS n(thread, person)
       JOIN "ThreadParticipant" p ON p."threadId" = n.thread AND p."userId" = n.person`,
    );
    const { rows } = await busy.query<{ "QUERY PLAN": string }>(
      `EXPLAIN (ANALYZE, TIMING OFF) EXECUTE places('{01890000-0000-7000-8000-000000000500}', '{${ada}}')`,
    );
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    await busy.end();
    await other.drop();
    expect(plan).toMatch(/rows=1(\.00)? loops=1/);
    expect(plan).not.toMatch(/Rows Removed/);
  });

  test("times are kept with their zone, ids as uuid", async () => {
    const { rows } = await client.query(`
      SELECT table_name, column_name, data_type FROM information_schema.columns
      WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'
        AND (data_type = 'timestamp without time zone' OR (column_name ~ '(^id|Id)$' AND data_type = 'text'))`);
    // The identity provider's own ids are text.
    const foreign = [
      "User.clerkId",
      "Session.id",
      "Session.clerkUserId",
      "ClerkRevocation.clerkUserId",
      "ClerkRevocation.sessionId",
      "WebhookDelivery.svixId",
      "AuditLog.requestId",
    ];
    const found = rows.map((row) => `${row.table_name}.${row.column_name}`).filter((name) => !foreign.includes(name));
    expect(found).toEqual([]);
  });

  test("the audit log takes new rows and refuses every change of old ones", async () => {
    await client.query(
      `INSERT INTO "AuditLog" ("actorId", action, "prevHash", hash, "createdAt") VALUES ($1, 'test', '0', '1', now())`,
      [ada],
    );
    for (const change of [
      `UPDATE "AuditLog" SET reason = 'x'`,
      `DELETE FROM "AuditLog"`,
      `TRUNCATE "AuditLog"`,
      `DELETE FROM "User" WHERE id = '${ada}'`,
    ]) {
      await expect(client.query(change), change).rejects.toThrow(/append-only|foreign key/);
    }
    const { rows } = await client.query(`SELECT action, reason FROM "AuditLog"`);
    expect(rows).toEqual([{ action: "test", reason: null }]);
  });

  test("a message keeps its place, author and key (PROTOCOL L7), and its text may change", async () => {
    await client.query(`UPDATE "Message" SET body = 'hello there' WHERE id = $1`, [message]);
    for (const change of ["seq = seq + 1", `"authorId" = '${bo}'`, `"clientId" = '${bo}'`]) {
      const edit = client.query(`UPDATE "Message" SET ${change} WHERE id = $1`, [message]);
      await expect(edit, change).rejects.toThrow(/keeps its/);
    }
  });

  test.each([
    ["a second workspace", `INSERT INTO "Workspace" (id, name) VALUES (2, 'x')`],
    ["a head behind the newest message", `UPDATE "Thread" SET head = 0`],
    ["a direct message without its key", `UPDATE "Thread" SET kind = 'DM'`],
    ["a key on a channel", `UPDATE "Thread" SET "dmKey" = 'x'`],
    ["a negative member count", `UPDATE "Thread" SET "memberCount" = -1`],
    ["a deleter without a deletion", `UPDATE "Message" SET "deletedById" = '${bo}'`],
    ["an edit without its time", `UPDATE "Message" SET "editCount" = 1`],
    ["a reply to itself", `UPDATE "Message" SET "replyToId" = id`],
    [
      "an event on no stream",
      `INSERT INTO "Event" (stream, seq, kind, "subjectId") VALUES ('room:1', 1, 'x', '${bo}')`,
    ],
    ["a user name that differs in case only", `UPDATE "User" SET username = 'ADA' WHERE id = '${bo}'`],
    [
      "the same key by the same author",
      `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body)
       VALUES ('${bo}', '${thread}', '${ada}', '${message}', 'hash', 2, 'again')`,
    ],
    [
      "two messages in one place",
      `INSERT INTO "Message" (id, "threadId", "authorId", "clientId", "requestHash", seq, body)
       VALUES ('${bo}', '${thread}', '${bo}', '${bo}', 'hash', 1, 'mine')`,
    ],
  ])("refuses %s", async (_what, sql) => {
    await expect(client.query(sql)).rejects.toThrow(/violates (check|unique)|duplicate key/);
  });
});
