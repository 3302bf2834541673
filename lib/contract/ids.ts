import { z } from "zod";

/** A UUID in lower case; ours are version 7, so that ids sort by the time they were made. */
export const id = z.uuid().toLowerCase();

/** A place in a stream: 0 is before the first change. */
export const seq = z.int().min(0).max(2_147_483_647);

/** ISO 8601 with Z, milliseconds as a rule. Within what Postgres holds: there is no year 0, and no endless fraction. */
export const time = z.iso
  .datetime()
  .max(30)
  .regex(/^(?!0000)/, "must be a year after 0");

export const streamName = z.string().regex(/^(?:thread|user):[0-9a-f-]{36}$/);
export type StreamName = `thread:${string}` | `user:${string}`;

/** The stream of a thread (PROTOCOL L1). */
export const threadStream = (threadId: string): StreamName => `thread:${threadId}`;

/** The stream of one person (PROTOCOL L1). */
export const userStream = (userId: string): StreamName => `user:${userId}`;
