import { authenticateToken, type Identity } from "../../lib/auth/authenticate.ts";
import type { Sql } from "../../lib/db.ts";
import { sessionTooOldSql } from "../../lib/views/session-age.ts";
import { AppError } from "../../lib/errors.ts";
import type { Actor } from "../../lib/access/actor.ts";

/** A browser says more about itself than anybody reads. */
const MAX_DEVICE_NAME = 256;

export type Admission = { actor: Actor; clerkUserId: string; expiresAt: number };

/**
 * Whom a handshake's token speaks for (IDENTITY, Sockets): a known, active person with a session that has not ended.
 * Notes the session as seen.
 * @throws AppError UNAUTHENTICATED, ACCOUNT_SUSPENDED or UNAVAILABLE.
 */
export async function authenticateHandshake(
  sql: Sql,
  { token, device, address }: { token: unknown; device: string | undefined; address: string },
): Promise<Admission> {
  const identity = typeof token === "string" ? await authenticateToken(token) : null;
  if (!identity) throw new AppError("UNAUTHENTICATED", "Sign in again.");
  const userId = await noteSession(sql, { identity, device, address });
  return {
    actor: { userId, sessionId: identity.clerkSessionId },
    clerkUserId: identity.clerkUserId,
    expiresAt: identity.expiresAt.getTime(),
  };
}

/** One statement, for after a restart thousands come at once. Gives the person's id. */
async function noteSession(
  sql: Sql,
  { identity, device, address }: { identity: Identity; device: string | undefined; address: string },
): Promise<string> {
  const { clerkSessionId, clerkUserId } = identity;
  const [user] = await sql.rows<{ id: string; status: string; noted: boolean }>(NOTE_SESSION, [
    clerkSessionId,
    clerkUserId,
    device?.slice(0, MAX_DEVICE_NAME) ?? null,
    address,
  ]);
  // The row is made by the first page or request; the client comes again.
  if (!user) throw new AppError("UNAUTHENTICATED", "Open the page first.");
  if (user.status !== "ACTIVE") throw new AppError("ACCOUNT_SUSPENDED", "This account is not active.");
  if (!user.noted) throw new AppError("UNAUTHENTICATED", "This session has ended: sign in again.");
  return user.id;
}

// An ended session gives no row: nothing brings it back.
const NOTE_SESSION = `
  WITH person AS (
    SELECT id, status::text AS status FROM "User" WHERE "clerkId" = $2
  ), noted AS (
    INSERT INTO "Session" (id, "clerkUserId", "userId", device, ip)
    SELECT $1, $2, id, $3, $4 FROM person WHERE status = 'ACTIVE'
    ON CONFLICT (id) DO UPDATE SET "lastSeenAt" = now(), "userId" = EXCLUDED."userId",
      device = coalesce("Session".device, EXCLUDED.device), ip = EXCLUDED.ip
    WHERE "Session"."endedAt" IS NULL AND "Session"."clerkUserId" = EXCLUDED."clerkUserId"
      AND NOT EXISTS (SELECT 1 FROM "Session" s WHERE s.id = $1 AND ${sessionTooOldSql})
    RETURNING id
  )
  SELECT person.id, person.status, EXISTS (SELECT 1 FROM noted) AS noted FROM person`;
