// Databases for tests: one embedded Postgres shared by everything that runs from this checkout, a template database
// that has every migration, and a copy of it wherever a test asks (about 50 ms).
import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { applyMigrations } from "../../prisma/migration-steps.ts";
import { findPrismaFolder, listMigrationNames } from "../../prisma/migrations-folder.ts";
import { type LocalPostgres, startLocalPostgres } from "../../server/local/postgres.ts";

export type TestDatabase = {
  url: string;
  name: string;
  /** Drops the database, whoever is still connected. */
  drop(): Promise<void>;
};

const root = join(import.meta.dirname, "../..");
let shared: Promise<LocalPostgres> | undefined;

/** The Postgres of the test run; joins the one that runs already. Stopped by whoever leaves last. */
export function testPostgres(): Promise<LocalPostgres> {
  shared ??= startLocalPostgres({ dir: join(root, ".data/test-postgres"), disposable: true });
  return shared;
}

/** A new database with every migration and no rows. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { adminUrl } = await testPostgres();
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  const template = await prepareTemplate();
  await runOn(adminUrl, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
  return {
    name,
    url: databaseUrl(adminUrl, name),
    drop: () =>
      runOn(adminUrl, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** An empty database, without migrations. */
export async function createEmptyDatabase(): Promise<TestDatabase> {
  const { adminUrl } = await testPostgres();
  const name = `test_${process.pid}_${randomBytes(5).toString("hex")}`;
  await runOn(adminUrl, (client) => client.query(`CREATE DATABASE ${name}`));
  return {
    name,
    url: databaseUrl(adminUrl, name),
    drop: () =>
      runOn(adminUrl, async (client) => void (await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`))),
  };
}

/** Makes the template of the present migrations, once for all processes, and gives its name. */
export async function prepareTemplate(): Promise<string> {
  const { adminUrl } = await testPostgres();
  const name = `template_${hashMigrations()}`;
  await runOn(adminUrl, async (client) => {
    // The lock is this connection's: another process waits here until the template is whole.
    await client.query("SELECT pg_advisory_lock(hashtext('confab test template'))");
    const found = await client.query<{ datistemplate: boolean }>(
      "SELECT datistemplate FROM pg_database WHERE datname = $1",
      [name],
    );
    if (found.rows[0]?.datistemplate === true) return;
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name}`);
    await applyMigrations(databaseUrl(adminUrl, name));
    await client.query(`ALTER DATABASE ${name} WITH is_template = true`);
  });
  return name;
}

/** Drops what killed test processes left behind. */
export async function dropLeftOverDatabases(): Promise<void> {
  const { adminUrl } = await testPostgres();
  await runOn(adminUrl, async (client) => {
    const found = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname ~ '^test_[0-9]+_'",
    );
    for (const { datname } of found.rows) {
      const pid = Number(datname.split("_")[1]);
      if (!exists(pid)) await client.query(`DROP DATABASE IF EXISTS ${datname} WITH (FORCE)`);
    }
  });
}

function hashMigrations(): string {
  const folder = findPrismaFolder();
  const hash = createHash("sha256");
  for (const name of listMigrationNames(folder)) {
    hash.update(name).update(readFileSync(join(folder, "migrations", name, "migration.sql")));
  }
  return hash.digest("hex").slice(0, 16);
}

async function runOn<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

function databaseUrl(adminUrl: string, name: string): string {
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}

function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
