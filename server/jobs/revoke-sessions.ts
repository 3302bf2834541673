import type pg from "pg";
import { endClerkSessions, type SessionOrder } from "../../lib/auth/clerk-sessions.ts";
import { sessionTooOldSql } from "../../lib/views/session-age.ts";
import type { Logger } from "../../lib/log.ts";
import { type Job, startJob } from "./one-at-a-time.ts";

const EVERY_MS = 10_000;
const BATCH = 20;

/**
 * Ends at Clerk what is over here. What Clerk does not take is tried again, ever later up to ten minutes, until it does:
 * the order stays in the database. Any number of nodes may do so.
 */
export function startRevoking({
  pool,
  log,
  everyMs = EVERY_MS,
}: {
  pool: pg.Pool;
  log: Logger;
  everyMs?: number;
}): Job {
  return startJob(() => revokeDue(pool, log), {
    everyMs,
    onFailure: (err) => log.warn({ err }, "sessions to end at Clerk could not be read"),
  });
}

type Due = SessionOrder & { id: string; attempts: number };

/** Carries out what is due, and gives how many orders that were. */
export async function revokeDue(pool: pg.Pool, log: Logger): Promise<number> {
  let done = 0;
  await pool.query(END_OLD);
  for (;;) {
    const { rows } = await pool.query<Due>(CLAIM, [BATCH]);
    await Promise.all(rows.map(async (due) => (done += (await revoke(pool, log, due)) ? 1 : 0)));
    if (rows.length < BATCH) return done;
  }
}

async function revoke(pool: pg.Pool, log: Logger, due: Due): Promise<boolean> {
  try {
    const ended = await endClerkSessions(due);
    // Those that were never heard of here must open no door either while their last token lives.
    await pool.query(NOTE_ENDED, [ended, due.clerkUserId]);
    await pool.query(`DELETE FROM "ClerkRevocation" WHERE id = $1::uuid`, [due.id]);
    return true;
  } catch (err) {
    log.warn(
      { err, clerkUserId: due.clerkUserId, attempts: due.attempts },
      "Clerk did not end a session; it is asked again",
    );
    return false;
  }
}

// What is older than the workspace lets sessions be is over, at Clerk too: or its owner would be sent in circles.
const END_OLD = `
  WITH ended AS (
    UPDATE "Session" s SET "endedAt" = now(), "endReason" = 'session.tooOld'
     WHERE s."endedAt" IS NULL AND ${sessionTooOldSql} RETURNING s.id, s."clerkUserId")
  INSERT INTO "ClerkRevocation" (id, "clerkUserId", "sessionId", before)
  SELECT gen_random_uuid(), e."clerkUserId", e.id, now() FROM ended e`;

// Claimed by moving its time: a node that dies over it leaves it to the next.
const CLAIM = `
  UPDATE "ClerkRevocation" r SET attempts = r.attempts + 1, "nextAt" = now() + make_interval(secs => least(600, 5 * 2 ^ least(r.attempts, 8)))
   WHERE r.id IN (SELECT id FROM "ClerkRevocation" WHERE "nextAt" <= now() ORDER BY "nextAt" LIMIT $1 FOR UPDATE SKIP LOCKED)
  RETURNING r.id, r."clerkUserId", r."sessionId", r.before, r.attempts`;

const NOTE_ENDED = `
  INSERT INTO "Session" (id, "clerkUserId", "userId", "endedAt", "endReason")
  SELECT s.id, $2, (SELECT u.id FROM "User" u WHERE u."clerkId" = $2), now(), 'user.signOut' FROM unnest($1::text[]) AS s(id)
  ON CONFLICT (id) DO UPDATE SET "endedAt" = coalesce("Session"."endedAt", now()), "endReason" = coalesce("Session"."endReason", EXCLUDED."endReason")`;
