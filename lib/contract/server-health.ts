import { z } from "zod";
import { time } from "./ids.ts";

/** How the process that answers is, and what it sees of the rest. */
export const serverHealth = z.object({
  version: z.string(),
  startedAt: time,
  now: time,
  /** Who signs people in. */
  identity: z.enum(["clerk", "local"]),
  /** Where rate limits are counted. */
  limits: z.enum(["memory", "redis", "upstash"]),
  redis: z.enum(["none", "up", "down"]),
  database: z.object({
    /** Milliseconds of a round trip. */
    answerMs: z.number(),
    sizeBytes: z.number(),
    connections: z.int(),
    version: z.string(),
  }),
  /** Of this process. */
  memoryBytes: z.number(),
  sockets: z.int(),
  peopleOnline: z.int(),
  /** Messages of the whole workspace in each of the last 30 twenties of seconds, the oldest first. */
  messages: z.array(z.int()),
  /** Milliseconds from sending to seeing it confirmed, as browsers of this process measured it; null until one has. */
  delivery: z.object({ p50: z.number(), p99: z.number(), count: z.int() }).nullable(),
  /** Sessions that are over here and that Clerk has yet to end. */
  revocationsWaiting: z.int(),
});
export type ServerHealth = z.infer<typeof serverHealth>;
