import type { Actor } from "../access/actor.ts";
import type { AccountStatus } from "../contract/roles.ts";
import { pgSql, type Sql } from "../db.ts";
import { AppError } from "../errors.ts";
import { processSlot } from "../process.ts";
import { sessionTooOldSql } from "../views/session-age.ts";
import { authenticateHeaders } from "./authenticate.ts";
import type { Identity } from "./authenticator.ts";
import { admitFirstVisit } from "./first-visit.ts";

type ActorRow = { userId: string | null; status: AccountStatus | null; sessionKnown: boolean; sessionOver: boolean };

/**
 * Who asks: the person and session behind `request`, by bearer token or cookie. A signed-in person without a row gets
 * one on the way, where the rules admit them.
 * @throws AppError UNAUTHENTICATED, SIGN_UP_CLOSED, ACCOUNT_SUSPENDED, RATE_LIMITED or UNAVAILABLE.
 */
export function currentActor(request: Request): Promise<Actor> {
  return actorOfHeaders(request.headers);
}

/** As `currentActor`, for those who have headers only. */
export async function actorOfHeaders(headers: Headers): Promise<Actor> {
  const identity = await authenticateHeaders(headers);
  if (!identity) throw new AppError("UNAUTHENTICATED", "Sign in to go on.");
  const sql = pgSql(processSlot().pool);
  let row = await readActor(sql, identity);
  // A session that is over lets nobody in: not to what is there, and not to a row of their own.
  if (row.sessionOver) throw new AppError("UNAUTHENTICATED", "This session has ended. Sign in again.");
  if (row.userId === null) {
    await admitFirstVisit({ identity, address: headers.get("x-confab-address") ?? "unknown" });
    row = await readActor(sql, identity);
  }
  const { userId, status } = row;
  if (userId === null) throw new AppError("UNAUTHENTICATED", "This account is not known here.");
  if (status !== "ACTIVE") throw new AppError("ACCOUNT_SUSPENDED", "This account is not active.");
  if (!row.sessionKnown) await noteSession(sql, { identity, userId, headers });
  return { userId, sessionId: identity.clerkSessionId };
}

async function readActor(sql: Sql, { clerkUserId, clerkSessionId }: Identity): Promise<ActorRow> {
  const [row] = await sql.rows<ActorRow>(ACTOR, [clerkUserId, clerkSessionId]);
  return row ?? { userId: null, status: null, sessionKnown: false, sessionOver: false };
}

// One statement a request. The outer join keeps an answer where the person, the session or both are unknown.
const ACTOR = `
  SELECT u.id AS "userId", u.status::text AS status, s.id IS NOT NULL AND s."userId" IS NOT NULL AS "sessionKnown",
         s."endedAt" IS NOT NULL OR ${sessionTooOldSql} AS "sessionOver"
    FROM (VALUES (1)) AS one(n)
    LEFT JOIN "User" u ON u."clerkId" = $1
    LEFT JOIN "Session" s ON s.id = $2`;

async function noteSession(
  sql: Sql,
  { identity, userId, headers }: { identity: Identity; userId: string; headers: Headers },
): Promise<void> {
  const { clerkSessionId, clerkUserId } = identity;
  const device = headers.get("user-agent")?.slice(0, 256) ?? null;
  await sql.rows(NOTE_SESSION, [clerkSessionId, clerkUserId, userId, device, headers.get("x-confab-address")]);
}

const NOTE_SESSION = `
  INSERT INTO "Session" (id, "clerkUserId", "userId", device, ip) VALUES ($1, $2, $3::uuid, $4, $5)
  ON CONFLICT (id) DO UPDATE SET "userId" = EXCLUDED."userId"`;
