import { randomUUID } from "node:crypto";
import { createPool, createPrisma, type ProcessPool } from "../lib/db.ts";
import { type Env, parseEnv } from "../lib/env.ts";
import { createLimits } from "../lib/limits.ts";
import { createLog } from "../lib/log.ts";
import { type Publisher, setProcessSlot } from "../lib/process.ts";
import { tellNodes } from "../server/sockets/access-channel.ts";
import { startLocalPostgres } from "../server/local/postgres.ts";

/**
 * Nobody listens to a command-line tool's own process: running servers are told of lost access (PROTOCOL F3) and notice
 * the rest by their heads (G2).
 */
const distant = (pool: ProcessPool): Publisher => ({
  publish: () => undefined,
  roomsChanged: (users) => tellNodes(pool, { users, sessions: [] }),
  sessionsEnded: (sessions) => tellNodes(pool, { users: [], sessions }),
  personChanged: () => undefined,
  emojiChanged: () => undefined,
  groupsChanged: () => undefined,
  receiptsChanged: () => undefined,
});

/** Sets up the process for a command-line tool: the database of the environment or the local one, and no sockets. */
export async function withOfflineProcess<T>(work: (env: Env) => Promise<T>): Promise<T> {
  const env = parseEnv(process.env);
  const local = env.DATABASE_URL
    ? null
    : await startLocalPostgres({ dir: `${env.DATA_DIR}/postgres`, log: console.log });
  const pool = createPool({ url: env.DATABASE_URL ?? local?.url ?? "", max: 4 });
  const prisma = createPrisma(pool);
  const log = createLog({ level: env.LOG_LEVEL, pretty: true });
  const limits = createLimits({ env, log });
  setProcessSlot({
    env,
    log,
    pool,
    prisma,
    limits,
    publisher: distant(pool),
    queues: new Map(),
    bootId: "offline",
    nodeId: randomUUID(),
  });
  try {
    return await work(env);
  } finally {
    await prisma.$disconnect();
    await pool.end();
    await local?.stop();
  }
}
