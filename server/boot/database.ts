import { join } from "node:path";
import { applyMigrations, readMigrationStatus } from "../../prisma/migration-steps.ts";
import type { LocalParts } from "./local-parts.ts";
import { note, step } from "./progress.ts";
import type { Stopping } from "./stopping.ts";

/** Starts the embedded Postgres and gives its address. */
export async function startLocalDatabase(
  local: LocalParts,
  { dataDir, stopping }: { dataDir: string; stopping: Stopping },
): Promise<string> {
  return step("Postgres, embedded", async () => {
    const { startLocalPostgres } = await local.postgres();
    const postgres = await startLocalPostgres({ dir: join(dataDir, "postgres"), log: note });
    stopping.onStop("the embedded Postgres", () => postgres.stop());
    return postgres.url;
  });
}

/** Brings a developer's database up to date. */
export async function migrateDatabase(url: string): Promise<void> {
  await step("Migrations", async () => void (await applyMigrations(url, note)));
}

/**
 * A production start changes no schema.
 * @throws Error that says what to do, when the database is not what this program needs.
 */
export async function requireMigrated(url: string): Promise<void> {
  const { pending, failed } = await readMigrationStatus(url);
  if (failed.length > 0)
    throw new Error(`Migration ${failed.join(", ")} failed half-way: repair it, then npm run db:resolve.`);
  if (pending.length > 0) throw new Error(`The database lacks ${pending.join(", ")}: run npm run db:migrate first.`);
}
