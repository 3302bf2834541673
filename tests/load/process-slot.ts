// The process's parts without a server, so that commands and queries can be measured by themselves.
import { createPool, createPrisma } from "../../lib/db.ts";
import { parseEnv } from "../../lib/env.ts";
import { createLimits } from "../../lib/limits.ts";
import { createLog } from "../../lib/log.ts";
import { type ProcessSlot, setProcessSlot } from "../../lib/process.ts";

/** Commands and queries of this process now work on `databaseUrl`; what they publish goes nowhere. */
export function openProcessSlot(databaseUrl: string): ProcessSlot {
  const env = parseEnv({ NODE_ENV: "test", APP_URL: "http://localhost:3000", DATABASE_URL: databaseUrl });
  const log = createLog({ level: "warn", pretty: false });
  const pool = createPool({ url: databaseUrl, max: env.DATABASE_POOL_MAX });
  pool.on("error", () => undefined);
  const slot: ProcessSlot = {
    env,
    log,
    pool,
    prisma: createPrisma(pool),
    limits: createLimits({ env, log }),
    queues: new Map(),
    bootId: "bench",
    nodeId: "bench",
    publisher: {
      publish: () => undefined,
      roomsChanged: () => Promise.resolve(),
      sessionsEnded: () => Promise.resolve(),
      personChanged: () => undefined,
      emojiChanged: () => undefined,
      groupsChanged: () => undefined,
      receiptsChanged: () => undefined,
    },
  };
  setProcessSlot(slot);
  return slot;
}
