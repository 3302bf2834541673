// Migrations without Prisma's downloaded binary; the files and the table _prisma_migrations are those of
// `prisma migrate`, which works beside this where its binary can be had.
//
//   npm run db:migrate                 apply what is pending
//   npm run db:status                  list what is pending
//   npm run db:diff                    prove that the migrations make the schema, and that the database is that
//   npm run db:create -- <name>        write prisma/migrations/<time>_<name>/migration.sql from the schema's changes
//   npm run db:resolve -- <name> applied|rolled-back      after repairing a failed migration by hand
import { join } from "node:path";
import { startLocalPostgres } from "../server/local/postgres.ts";
import {
  applyMigrations,
  diffDatabase,
  diffFromEmpty,
  diffMigrations,
  readMigrationStatus,
  resolveMigration,
} from "./migration-steps.ts";
import { findPrismaFolder, listMigrationNames, writeMigration } from "./migrations-folder.ts";

const commands: Record<string, (url: string, args: string[]) => Promise<number>> = {
  async deploy(url) {
    const applied = await applyMigrations(url, console.log);
    console.log(applied.length === 0 ? "Nothing is pending." : `${applied.length} applied.`);
    return 0;
  },

  async status(url) {
    const status = await readMigrationStatus(url);
    for (const [what, names] of Object.entries(status)) for (const name of names) console.log(`${what}: ${name}`);
    if (Object.values(status).flat().length === 0) console.log("The database has every migration.");
    return status.failed.length > 0 ? 1 : 0;
  },

  async diff(url) {
    const ahead = await diffMigrations(url);
    if (ahead !== null) {
      console.log(`-- The schema has changes without a migration (npm run db:create -- <name>):\n${ahead}`);
      return 2;
    }
    console.log("The migrations make exactly what the schema says.");
    const { pending } = await readMigrationStatus(url);
    if (pending.length > 0) return 0;
    const drift = await diffDatabase(url);
    console.log(drift === null ? "The database is that, too." : `-- The database differs:\n${drift}`);
    return drift === null ? 0 : 2;
  },

  async create(url, [name]) {
    if (name === undefined || !/^[a-z][a-z0-9_]*$/.test(name)) {
      console.error("Name the migration in lower case, such as add_pins.");
      return 1;
    }
    const first = listMigrationNames(findPrismaFolder()).length === 0;
    const sql = first ? await diffFromEmpty(url) : await diffMigrations(url);
    if (sql === null) {
      console.log("The schema has no change without a migration.");
      return 0;
    }
    console.log(`Written: ${writeMigration(findPrismaFolder(), name, sql)}`);
    console.log("Read it, add what the schema cannot say, then npm run db:migrate.");
    return 0;
  },

  async resolve(url, [name, outcome]) {
    if (name === undefined || (outcome !== "applied" && outcome !== "rolled-back")) {
      console.error("usage: db:resolve -- <migration> applied|rolled-back");
      return 1;
    }
    await resolveMigration(url, name, outcome);
    console.log(`${name} is marked ${outcome}.`);
    return 0;
  },
};

/** The database of DATABASE_URL, else the embedded one. */
async function main([command = "", ...args]: string[]): Promise<number> {
  const run = commands[command];
  if (run === undefined) {
    console.error(`usage: migrate ${Object.keys(commands).join("|")}`);
    return 1;
  }
  const given = process.env.DATABASE_URL;
  if (given !== undefined && given !== "") return run(given, args);
  const dir = join(findPrismaFolder(), "..", process.env.DATA_DIR ?? ".data", "postgres");
  const postgres = await startLocalPostgres({ dir, log: console.log });
  try {
    return await run(postgres.url, args);
  } finally {
    await postgres.stop();
  }
}

process.exitCode = await main(process.argv.slice(2));
