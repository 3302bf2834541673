import { accessWorkspace } from "../access/access-workspace.ts";
import { authMode } from "../auth/mode.ts";
import type { Sql } from "../db.ts";
import { processSlot } from "../process.ts";
import packageJson from "../../package.json" with { type: "json" };
import { firstIdOf } from "./first-id-of.ts";
import { defineQuery } from "./query.ts";

const BUCKETS = 30;
const BUCKET_SECONDS = 20;

/** How the server is: the process that answers, its database, and what goes on in the workspace. */
export const getServerHealth = defineQuery({
  name: "serverHealth",
  limit: "read",
  async run({ sql, actor, now }) {
    await accessWorkspace(sql, { actor, action: "health.read", now });
    const { limits, figures } = processSlot();
    return {
      version: packageJson.version,
      startedAt: new Date(now.getTime() - process.uptime() * 1000).toISOString(),
      now: now.toISOString(),
      identity: authMode(process.env),
      limits: limits.mode,
      memoryBytes: process.memoryUsage().rss,
      ...(figures?.() ?? { sockets: 0, peopleOnline: 0, redis: "none" as const, delivery: null }),
      database: await databaseFigures(sql),
      messages: await messageFigures(sql, now),
      revocationsWaiting: (await sql.rows<{ count: number }>(WAITING, []))[0]?.count ?? 0,
    };
  },
});

async function databaseFigures(sql: Sql) {
  const startedAt = performance.now();
  await sql.rows("SELECT 1", []);
  const answerMs = performance.now() - startedAt;
  const [row] = await sql.rows<{ size: string; connections: number; version: string }>(DATABASE, []);
  return {
    answerMs: Math.round(answerMs * 100) / 100,
    sizeBytes: Number(row?.size ?? 0),
    connections: row?.connections ?? 0,
    version: row?.version ?? "",
  };
}

const DATABASE = `
  SELECT pg_database_size(current_database())::text AS size, current_setting('server_version') AS version,
    (SELECT count(*)::int FROM pg_stat_activity WHERE datname = current_database()) AS connections`;
const WAITING = `SELECT count(*)::int AS count FROM "ClerkRevocation"`;

async function messageFigures(sql: Sql, now: Date): Promise<number[]> {
  const since = new Date(now.getTime() - BUCKETS * BUCKET_SECONDS * 1000);
  const rows = await sql.rows<{ bucket: number; count: number }>(MESSAGES, [
    firstIdOf(since.getTime()),
    since.toISOString(),
    BUCKET_SECONDS,
  ]);
  const counts = new Map(rows.map(({ bucket, count }) => [bucket, count]));
  return Array.from({ length: BUCKETS }, (_, bucket) => counts.get(bucket) ?? 0);
}

const MESSAGES = `
  SELECT floor(extract(epoch FROM m."createdAt" - $2::timestamptz) / $3::int)::int AS bucket, count(*)::int AS count
    FROM "Message" m WHERE m.id >= $1::uuid AND m.kind = 'PERSON' AND m."createdAt" >= $2::timestamptz GROUP BY 1`;
