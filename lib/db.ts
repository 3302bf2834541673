import { createHash } from "node:crypto";
import type { Socket } from "node:net";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "../generated/prisma/client.ts";
import { SilentConnections } from "./silent-connections.ts";

export type Tx = Prisma.TransactionClient;

/** Runs SQL and gives its rows: over the pool, over one connection, or inside a Prisma transaction. */
export type Sql = {
  rows<T>(text: string, values: readonly unknown[]): Promise<T[]>;
  /** As `rows`, for texts of which there are too many to keep prepared: planned anew, for these very values. */
  once<T>(text: string, values: readonly unknown[]): Promise<T[]>;
};

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

/** PROTOCOL L9. */
export const LOCK_TIMEOUT_MS = 2_000;
/** Short statements, none of which is worth compiling. */
const TIMEOUTS = `-c jit=off -c lock_timeout=${LOCK_TIMEOUT_MS} -c statement_timeout=30000 -c idle_in_transaction_session_timeout=30000`;

/**
 * Group commit asks the same few statements for ever, by key. Planned anew each time they cost more than they do; and
 * planned while tables were empty, they would read whole tables once these have grown.
 */
const BY_KEY =
  "-c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

/** A flush never waits for a lock and touches few rows: it is over long before, or the next one is better off. */
const FLUSH_TIMEOUT = "-c statement_timeout=6000";
/** How long an answer may be owed, in ms: longer than any statement may run. */
const SILENT = { pool: 35_000, flushes: 8_000, suspected: 3_000 };

/** Group commit has so many connections, one for each flush in flight. */
export const FLUSHES = 2;

/** The pool of the process, and beside it the connections of group commit (PERFORMANCE 1). */
export class ProcessPool extends pg.Pool {
  readonly flushes: pg.Pool;
  readonly #silent = new SilentConnections();

  constructor({ url, max }: { url: string; max: number }) {
    const shared = { connectionString: url, connectionTimeoutMillis: 5_000 };
    super({ ...shared, max, idleTimeoutMillis: 30_000, options: TIMEOUTS });
    // Pipelined: what needs no answer in between is sent together. Never idle too long, or a lone message would wait
    // for a new connection.
    const flushing = { max: FLUSHES, idleTimeoutMillis: 0, keepAlive: true, pipeline: true };
    this.flushes = new pg.Pool({ ...shared, ...flushing, options: `${TIMEOUTS} ${FLUSH_TIMEOUT} ${BY_KEY}` });
    this.#silent.watch(this, SILENT.pool);
    this.#silent.watch(this.flushes, SILENT.flushes);
    this.flushes.on("error", (error, client) => this.emit("error", error, client));
    // A pool listens only while a connection is idle, and an "error" without a listener ends the process. Whoever holds
    // a connection that breaks, Prisma in a transaction too, hears of it from the statement under way.
    for (const pool of [this, this.flushes]) pool.on("connect", (client) => void client.on("error", () => undefined));
  }

  /** The database has gone silent on another connection: ends those that wait for it, and takes new ones. */
  async renew(): Promise<void> {
    this.#silent.drop(SILENT.suspected);
    const idle = [this, this.flushes].flatMap((pool) => Array.from({ length: pool.idleCount }, () => pool.connect()));
    for (const taken of await Promise.allSettled(idle)) if (taken.status === "fulfilled") taken.value.release(true);
  }

  override async end(): Promise<void> {
    this.#silent.stop();
    await Promise.all([super.end(), this.flushes.end()]);
  }
}

/**
 * The one pool of the process: raw statements and Prisma share it. Waits at most 5 s for a connection; no statement
 * runs longer than 30 s and none waits longer than 2 s for a lock (PROTOCOL L9).
 */
export const createPool = (options: { url: string; max: number }): ProcessPool => new ProcessPool(options);

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
    async once<T>(text: string, values: readonly unknown[]) {
      const result = await client.query({ text, values: [...values] });
      return result.rows as T[];
    },
  };
}

/** SQL inside a Prisma transaction. */
export function txSql(tx: Tx): Sql {
  const rows: Sql["rows"] = (text, values) => tx.$queryRawUnsafe(text, ...values);
  return { rows, once: rows };
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

/**
 * Runs `work` in a transaction on the pipelined connection: `BEGIN` travels with the first statement, and `commit`, once
 * the last statement is sent, lets `COMMIT` travel with it. Postgres takes them one after the other, each statement with
 * a snapshot of its own. Resolves when the commit is acknowledged (PROTOCOL S4). Rolls back what throws.
 */
export async function inPipeline<T>(
  pool: ProcessPool,
  work: (transaction: { sql: Sql; commit(): void }) => Promise<T>,
): Promise<T> {
  const client = await pool.flushes.connect();
  let broken = false;
  const onError = () => {
    broken = true;
  };
  client.on("error", onError);
  let committed: Promise<pg.QueryResult> | undefined;
  const commit = () => {
    sendTogether(client);
    committed ??= client.query("COMMIT");
    // Whoever waits below hears of it; a statement that fails before is heard first.
    committed.catch(() => undefined);
    return committed;
  };
  const sql = pgSql(client);
  const guard =
    (ask: Sql["rows"]): Sql["rows"] =>
    (text, values) => {
      if (committed) return Promise.reject(new Error("The commit is on its way."));
      sendTogether(client);
      return ask(text, values);
    };
  const guarded: Sql = { rows: guard(sql.rows), once: guard(sql.once) };
  try {
    sendTogether(client);
    const begun = client.query("BEGIN");
    begun.catch(() => undefined);
    const result = await work({ sql: guarded, commit: () => void commit() });
    await begun;
    // Postgres answers ROLLBACK, without an error, where a statement had failed.
    if ((await commit()).command !== "COMMIT") throw new Error("The transaction was rolled back.");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch(onError);
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** Statements of one turn leave in one write, so that Postgres wakes once for them and not for each. */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Runs `read` in one repeatable-read snapshot, so that state and cursor belong together (PROTOCOL L3). */
export function inSnapshot<T>(pool: pg.Pool, read: (sql: Sql) => Promise<T>): Promise<T> {
  return inTransaction(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY", read);
}
