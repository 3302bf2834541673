// Applying, judging and writing migrations through Prisma's schema engine; see migrate.ts for the command line.
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { findPrismaFolder, listMigrationNames, readMigrations } from "./migrations-folder.ts";
import { type DiffTarget, type SchemaEngine, withSchemaEngine } from "./schema-engine.ts";

type Log = (line: string) => void;

const everything = { externalTables: [], externalEnums: [] };

export type MigrationStatus = {
  /** In the folder, not yet in the database; oldest first. */
  pending: string[];
  /** Begun and not finished; must be resolved by hand. */
  failed: string[];
  /** Changed in the folder after they were applied. */
  edited: string[];
  /** In the database, not in the folder: the database is ahead of this program. */
  unknown: string[];
};

/** Says how a database stands to the migrations folder. */
export async function readMigrationStatus(url: string): Promise<MigrationStatus> {
  return withSchemaEngine(url, readStatus);
}

/**
 * Applies what is pending, one migration at a time, and gives the names. Another process that migrates at the same
 * time is waited for. Throws when an earlier migration failed half way.
 */
export async function applyMigrations(url: string, log: Log = () => {}): Promise<string[]> {
  const folder = findPrismaFolder();
  const { pending, failed } = await readMigrationStatus(url);
  if (failed.length > 0) throw new Error(`Migration ${failed.join(", ")} failed earlier: repair it, then db:resolve.`);
  const applied: string[] = [];
  for (const [k, name] of pending.entries()) {
    const started = performance.now();
    const done = await withSchemaEngine(url, (engine) =>
      engine.applyMigrations({ migrationsList: readMigrations(folder, name), filters: everything }),
    );
    applied.push(...done.appliedMigrationNames);
    log(`migration ${k + 1} of ${pending.length}: ${name} (${Math.round(performance.now() - started)} ms)`);
  }
  return applied;
}

/** The SQL that would turn what the migrations make into what the schema says; null when they agree. */
export async function diffMigrations(serverUrl: string): Promise<string | null> {
  return withScratchDatabase(serverUrl, async (url) => {
    await applyMigrations(url);
    return diffDatabase(url);
  });
}

/** The SQL that would turn this database into what the schema says; null when they agree. */
export async function diffDatabase(url: string): Promise<string | null> {
  const files = [readSchema()];
  const from: DiffTarget = { tag: "schemaDatasource", files, configDir: findPrismaFolder() };
  return withSchemaEngine(url, async (engine) => {
    const result = await engine.diff({
      from,
      to: { tag: "schemaDatamodel", files },
      script: true,
      exitCode: true,
      filters: everything,
    });
    return result.exitCode === 0 ? null : (result.stdout ?? "");
  });
}

/** The SQL of the whole schema, for a first migration. */
export function diffFromEmpty(url: string): Promise<string> {
  const to: DiffTarget = { tag: "schemaDatamodel", files: [readSchema()] };
  return withSchemaEngine(url, async (engine) => {
    const result = await engine.diff({ from: { tag: "empty" }, to, script: true, exitCode: null, filters: everything });
    return result.stdout ?? "";
  });
}

/** Marks a migration that failed half way, after somebody repaired or undid it by hand. */
export function resolveMigration(url: string, name: string, outcome: "applied" | "rolled-back"): Promise<void> {
  return withSchemaEngine(url, async (engine) => {
    const migrationsList = readMigrations(findPrismaFolder());
    if (outcome === "applied") await engine.markMigrationApplied({ migrationName: name, migrationsList });
    else await engine.markMigrationRolledBack({ migrationName: name });
  });
}

async function readStatus(engine: SchemaEngine): Promise<MigrationStatus> {
  const folder = findPrismaFolder();
  const found = await engine.diagnoseMigrationHistory({
    migrationsList: readMigrations(folder),
    optInToShadowDatabase: false,
    filters: everything,
  });
  const { history } = found;
  return {
    pending: found.hasMigrationsTable
      ? history !== null && "unappliedMigrationNames" in history
        ? [...history.unappliedMigrationNames].sort()
        : []
      : listMigrationNames(folder),
    failed: found.failedMigrationNames,
    edited: found.editedMigrationNames,
    unknown: history !== null && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames : [],
  };
}

function readSchema() {
  const path = join(findPrismaFolder(), "schema.prisma");
  return { path, content: readFileSync(path, "utf8") };
}

async function withScratchDatabase<T>(serverUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `confab_scratch_${randomBytes(6).toString("hex")}`;
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  await client.query(`CREATE DATABASE ${name}`);
  try {
    const url = new URL(serverUrl);
    url.pathname = `/${name}`;
    return await work(url.href);
  } finally {
    await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.end();
  }
}
