// A durable Postgres of the bench's own: with `fsync` off, as the tests have it, a commit would cost nothing.
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import pg from "pg";
import { applyMigrations } from "../../prisma/migration-steps.ts";
import { startLocalPostgres } from "../../server/local/postgres.ts";

export type BenchPostgres = {
  /** Process id of the first server process; its children are the backends. */
  pid: number;
  /** A new database with every migration; gives its URL. */
  create(): Promise<string>;
  /** A new database with nothing in it. */
  createEmpty(): Promise<string>;
  /** Drops what was created and lets go of the server. */
  close(): Promise<void>;
};

export async function startBenchPostgres(): Promise<BenchPostgres> {
  const postgres = await startLocalPostgres({ dir: join(import.meta.dirname, "../../.data/bench-postgres") });
  const names: string[] = [];
  const admin = (text: string) => once(postgres.adminUrl, text);
  const createEmpty = async () => {
    const name = `bench_${process.pid}_${randomBytes(4).toString("hex")}`;
    await admin(`CREATE DATABASE ${name}`);
    names.push(name);
    const url = new URL(postgres.adminUrl);
    url.pathname = `/${name}`;
    return url.href;
  };
  return {
    pid: postgres.pid,
    createEmpty,
    async create() {
      const url = await createEmpty();
      await applyMigrations(url);
      return url;
    },
    async close() {
      for (const name of names) await admin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await postgres.stop();
    },
  };
}

/** Runs one statement on a connection of its own. */
export async function once<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}
