import type pg from "pg";
import type { z } from "zod";
import type { Actor } from "../access/actor.ts";
import type { QueryName, QueryOutput, queryDoors } from "../contract/doors.ts";
import { inSnapshot, pgSql, type Sql } from "../db.ts";
import { translateDatabaseError } from "../database-errors.ts";
import { invalidInput } from "../invalid-input.ts";
import type { LimitName } from "../limits.ts";
import { processSlot } from "../process.ts";
import { queryDoors as doors } from "../contract/doors.ts";

/** The output, or its JSON as Postgres built it, passed through untouched (PERFORMANCE 4). */
export type Result<T> = T | RawJson;

/** JSON text that is known to be the query's output. */
export class RawJson {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type QueryContext = {
  actor: Actor;
  now: Date;
  /** Statements on their own: each sees the moment it ran at. */
  sql: Sql;
  /** Several statements that see one moment (PROTOCOL L3). */
  snapshot<T>(read: (sql: Sql) => Promise<T>): Promise<T>;
};

export type QueryInputOf<N extends QueryName> = z.output<(typeof queryDoors)[N]["input"]>;

/** One read: access → select → view. */
export type Query<N extends QueryName> = {
  name: N;
  limit: LimitName;
  run(context: QueryContext, input: QueryInputOf<N>): Promise<Result<QueryOutput<N>>>;
};

export const defineQuery = <N extends QueryName>(query: Query<N>): Query<N> => query;

/** Parses and runs a query; the answer may still be JSON text. Throws AppError. */
export async function runQuery<N extends QueryName>(
  query: Query<N>,
  { actor, raw }: { actor: Actor; raw: unknown },
): Promise<Result<QueryOutput<N>>> {
  const parsed = doors[query.name].input.safeParse(raw);
  if (!parsed.success) throw invalidInput(parsed.error as z.ZodError);
  try {
    return await query.run(contextOf(processSlot().pool, actor), parsed.data as QueryInputOf<N>);
  } catch (error) {
    throw translateDatabaseError(error);
  }
}

/** The query's output as an object, for callers in this process. */
export async function queryObject<N extends QueryName>(
  query: Query<N>,
  request: { actor: Actor; raw: unknown },
): Promise<QueryOutput<N>> {
  const result = await runQuery(query, request);
  return result instanceof RawJson ? (JSON.parse(result.text) as QueryOutput<N>) : result;
}

/** What a query of this actor has at hand. */
export const queryContext = (actor: Actor): QueryContext => contextOf(processSlot().pool, actor);

const contextOf = (pool: pg.Pool, actor: Actor): QueryContext => ({
  actor,
  now: new Date(),
  sql: pgSql(pool),
  snapshot: (read) => inSnapshot(pool, read),
});
