import { Redis } from "ioredis";
import type { Logger } from "../../lib/log.ts";

/**
 * A connection to Redis that fails at once while Redis is away, instead of queueing without end: rate limits then fail
 * open or closed, and other nodes close the gap by heads (PROTOCOL F5). It comes back by itself.
 */
export function connectRedis(url: string, log: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 2_000,
    retryStrategy: (tries) => Math.min(5_000, 100 * 2 ** Math.min(tries, 6)),
  });
  let away = false;
  redis.on("error", (error: Error) => {
    if (!away) log.warn({ reason: error.message }, "redis: out of reach; this process goes on alone");
    away = true;
  });
  redis.on("ready", () => {
    if (away) log.info("redis: back");
    away = false;
  });
  return redis;
}
