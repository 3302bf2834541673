import { authenticateToken } from "../../lib/auth/authenticate.ts";
import { renewInput } from "../../lib/contract/events.ts";
import type { Sql } from "../../lib/db.ts";
import { sessionTooOldSql } from "../../lib/views/session-age.ts";
import { AppError } from "../../lib/errors.ts";
import type { LivePeople, LiveSocket } from "./live.ts";

/** How long after its token's end a socket lives on, so that a late renewal loses nothing. */
const GRACE_MS = 15_000;

export type EndReason = "SESSION_EXPIRED" | "SESSION_REVOKED" | "ACCOUNT_SUSPENDED";

/** Tells the socket why and closes it. */
export function endSession(socket: LiveSocket, code: EndReason): void {
  socket.emit("expired", { code });
  socket.disconnect(true);
}

/**
 * PROTOCOL C6: a fresh token for the same person and session moves the socket's expiry; anybody else's closes it.
 * @throws AppError INVALID or UNAUTHENTICATED.
 */
export async function renewSession(socket: LiveSocket, raw: unknown): Promise<{ expiresAt: string }> {
  const input = renewInput.safeParse(raw);
  if (!input.success) throw new AppError("INVALID", "A token is needed.");
  const identity = await authenticateToken(input.data.token);
  const { actor, clerkUserId } = socket.data;
  if (identity?.clerkUserId !== clerkUserId || identity.clerkSessionId !== actor.sessionId) {
    // The refusal is to arrive before the socket closes.
    setImmediate(() => endSession(socket, "SESSION_EXPIRED"));
    throw new AppError("UNAUTHENTICATED", "That token is not of this session.");
  }
  socket.data.expiresAt = Math.max(socket.data.expiresAt, identity.expiresAt.getTime());
  return { expiresAt: new Date(socket.data.expiresAt).toISOString() };
}

/** Closes the sockets of these Clerk sessions on this node (PROTOCOL C5). */
export function endSessions(people: LivePeople, sessionIds: ReadonlySet<string>, code: EndReason): void {
  if (sessionIds.size === 0) return;
  for (const socket of [...people.sockets()]) if (sessionIds.has(socket.data.actor.sessionId)) endSession(socket, code);
}

/** PROTOCOL C5: closes the sockets whose token has ended and was not renewed. `timeScale` shortens the grace in tests. */
export function endExpired(people: LivePeople, { now, timeScale }: { now: number; timeScale: number }): void {
  const oldest = now - GRACE_MS / timeScale;
  for (const socket of [...people.sockets()]) if (socket.data.expiresAt < oldest) endSession(socket, "SESSION_EXPIRED");
}

/** PROTOCOL C5: one query finds what was revoked or suspended without anybody having told this node. */
export async function endRevoked(people: LivePeople, sql: Sql): Promise<void> {
  const sessionIds = [...new Set([...people.sockets()].map((socket) => socket.data.actor.sessionId))];
  if (sessionIds.length === 0) return;
  const rows = await sql.rows<{ id: string; code: EndReason }>(REVOKED, [sessionIds, people.userIds()]);
  const revoked = rows.filter(({ code }) => code === "SESSION_REVOKED").map(({ id }) => id);
  endSessions(people, new Set(revoked), "SESSION_REVOKED");
  for (const { id, code } of rows)
    if (code === "ACCOUNT_SUSPENDED") for (const socket of [...people.socketsOf(id)]) endSession(socket, code);
}

const REVOKED = `
  SELECT id, 'SESSION_REVOKED' AS code FROM "Session" s
   WHERE s.id = ANY ($1::text[]) AND (s."endedAt" IS NOT NULL OR ${sessionTooOldSql})
  UNION ALL
  SELECT id::text, 'ACCOUNT_SUSPENDED' FROM "User" WHERE id = ANY ($2::uuid[]) AND status <> 'ACTIVE'`;
