import { createHash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "../generated/prisma/client.ts";

export type Tx = Prisma.TransactionClient;

/** Runs SQL and gives its rows: over the pool, over one connection, or inside a Prisma transaction. */
export type Sql = { rows<T>(text: string, values: readonly unknown[]): Promise<T[]> };

const names = new Map<string, string>();

/** One short name per SQL text, so that Postgres plans each statement once a connection. */
function statementName(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha1").update(text).digest("base64url");
    // Texts with values inlined would grow this without end; ours are few.
    if (names.size < 2_000) names.set(text, name);
  }
  return name;
}

/**
 * The one pool of the process: raw statements and Prisma share it. Waits at most 5 s for a connection; no statement
 * runs longer than 30 s and none waits longer than 2 s for a lock (PROTOCOL L9).
 */
export function createPool({ url, max }: { url: string; max: number }): pg.Pool {
  return new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    options: "-c lock_timeout=2000 -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000",
  });
}

export function createPrisma(pool: pg.Pool): PrismaClient {
  return new PrismaClient({ adapter: new PrismaPg(pool, { statementNameGenerator: ({ sql }) => statementName(sql) }) });
}

/** Prepared statements over the pool or one of its connections. */
export function pgSql(client: Pick<pg.Pool, "query"> | Pick<pg.PoolClient, "query">): Sql {
  return {
    async rows<T>(text: string, values: readonly unknown[]) {
      const result = await client.query({ name: statementName(text), text, values: [...values] });
      return result.rows as T[];
    },
  };
}

/** SQL inside a Prisma transaction. */
export function txSql(tx: Tx): Sql {
  return { rows: (text, values) => tx.$queryRawUnsafe(text, ...values) };
}

/**
 * Runs `work` in a transaction on one connection of the pool, begun with `begin`. Rolls back what throws. A connection
 * that breaks meanwhile fails the statement under way, never the process, and does not go back to the pool.
 */
export async function inTransaction<T>(pool: pg.Pool, begin: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken = false;
  const onError = () => {
    broken = true;
  };
  // The pool listens only while a connection is idle, and an "error" without a listener ends the process.
  client.on("error", onError);
  try {
    await client.query(begin);
    const result = await work(pgSql(client));
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(onError);
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** Runs `read` in one repeatable-read snapshot, so that state and cursor belong together (PROTOCOL L3). */
export function inSnapshot<T>(pool: pg.Pool, read: (sql: Sql) => Promise<T>): Promise<T> {
  return inTransaction(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", read);
}
